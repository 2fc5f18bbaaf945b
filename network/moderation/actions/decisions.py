"""Decisions about a case: each is a row of the audit trail, and the author is told, unless nothing followed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.moderation.models import Case, Decision, Reason, Report, Suspension
from network.moderation.notifications import announce_decision, announce_lifting, announce_outcome
from network.moderation.registry import ReportableKind, Subject, look_up, reportable_kind
from network.moderation.texts import clean_text
from network.people.models import User

Kind = Decision.Kind
LONGEST_SUSPENSION = timedelta(days=366)
WITH_REASON = {Kind.HIDE, Kind.WARN, Kind.SUSPEND}
WITH_TEXT = {Kind.WARN, Kind.SUSPEND, Kind.SHOW_NAME}
ABOUT_THE_POST = {Kind.HIDE, Kind.RESTORE}
ABOUT_THE_PERSON = {Kind.WARN, Kind.SUSPEND, Kind.SHOW_NAME}
BY_OFFICE = {Kind.SUSPEND, Kind.SHOW_NAME}
"""They leave the reports open: whether the post stays is another question."""


@dataclass(frozen=True)
class Ruling:
    """What is decided; `version` is that of the case when its page was read."""

    kind: str
    reason: str = ""
    text: str = ""
    until: datetime | None = None
    version: int | None = None


def decide(*, case: Case, actor: User, ruling: Ruling) -> Decision:
    ruling = replace(ruling, text=clean_text(ruling.text))
    _check_complete(ruling)
    with transaction.atomic():
        case = _locked(case, ruling)
        subject, kind = _subject_of(case)
        _check_may(case, actor, ruling)
        if ruling.version is not None and ruling.version != case.version:
            raise ValidationError(_("Somebody else has decided meanwhile. Please look at it again."), code="conflict")
        before = _state(case)
        _carry_out(case, actor, ruling, kind, subject)
        decision = Decision.objects.create(
            case=case,
            subject_key=case.subject_key,
            kind=ruling.kind,
            actor=actor,
            person=case.author,
            person_name=subject.author_name,
            reason=ruling.reason if ruling.kind in WITH_REASON else "",
            text=ruling.text,
            until=ruling.until if ruling.kind == Kind.SUSPEND else None,
            before=before,
            after=_state(case),
        )
        _close(case, ruling.kind)
        if case.author_knows:
            announce_decision(decision, case, subject)
    return decision


def lift_suspension(*, suspension: Suspension, actor: User) -> Decision | None:
    """None where it has ended already, as after a second click."""
    if not actor.has_perm("moderation.suspend"):
        raise PermissionDenied(_("Only editors and coordinators can do this."))
    if suspension.person_id == actor.pk:
        raise PermissionDenied(_("You cannot decide about this."))
    with transaction.atomic():
        current = Suspension.objects.current().filter(pk=suspension.pk)
        if not current.update(lifted_at=timezone.now()):
            return None
        decision = Decision.objects.create(
            kind=Kind.LIFT,
            actor=actor,
            person=suspension.person,
            person_name=suspension.person_name,
            before="suspended",
            until=suspension.until,
        )
        announce_lifting(suspension.person, actor)
    return decision


def _check_complete(ruling: Ruling) -> None:
    if ruling.kind not in Kind.values or ruling.kind == Kind.LIFT:
        raise ValidationError(_("Please choose what shall happen."), code="kind")
    if ruling.kind in WITH_REASON and ruling.reason not in Reason.values:
        raise ValidationError(_("Please choose a reason."), code="reason")
    if ruling.kind in WITH_TEXT and not ruling.text:
        raise ValidationError(_("Please write to the person what this is about."), code="text")
    if ruling.kind == Kind.SUSPEND:
        _check_until(ruling.until)


def _check_until(until: datetime | None) -> None:
    now = timezone.now()
    if until is None:
        raise ValidationError(_("Please say from which day on the person may write again."), code="until")
    if not now < until <= now + LONGEST_SUSPENSION:
        raise ValidationError(_("The day must be after today, and within a year."), code="until")


def _check_may(case: Case, actor: User, ruling: Ruling) -> None:
    if case.author_id == actor.pk or not actor.has_perm("moderation.decide", case):
        raise PermissionDenied(_("You cannot decide about this."))
    if ruling.kind in BY_OFFICE and not actor.has_perm("moderation.suspend"):
        raise PermissionDenied(_("Only editors and coordinators can do this."))


def _locked(case: Case, ruling: Ruling) -> Case:
    kind = reportable_kind(case.prefix)
    if kind is not None and ruling.kind in ABOUT_THE_POST:
        kind.lock(case.subject_id)
    return Case.objects.select_for_update().get(pk=case.pk)


def _subject_of(case: Case) -> tuple[Subject, ReportableKind]:
    kind, subject = reportable_kind(case.prefix), look_up([case.subject_key]).get(case.subject_key)
    if kind is None or subject is None:
        raise ValidationError(_("It is no longer there."), code="gone")
    return subject, kind


def _carry_out(case: Case, actor: User, ruling: Ruling, kind: ReportableKind, subject: Subject) -> None:
    if ruling.kind == Kind.HIDE:
        if subject.is_gone or subject.is_hidden:
            raise ValidationError(_("It is no longer shown."), code="state")
        kind.hide(case.subject_id, actor, ruling.reason)
        case.is_hidden = True
    elif ruling.kind == Kind.RESTORE:
        if not subject.is_hidden:
            raise ValidationError(_("It is not hidden."), code="state")
        kind.restore(case.subject_id, actor)
        case.is_hidden = False
    elif ruling.kind in ABOUT_THE_PERSON:
        if case.author is None:
            raise ValidationError(_("The author has left the network."), code="author")
        if ruling.kind == Kind.SUSPEND and ruling.until is not None:
            Suspension.objects.create(
                person=case.author,
                person_name=subject.author_name,
                until=ruling.until,
                reason=ruling.reason,
                text=ruling.text,
                created_by=actor,
            )
        if ruling.kind == Kind.SHOW_NAME and not subject.is_masked:
            raise ValidationError(_("The name stands beside it."), code="state")


def _close(case: Case, kind: str) -> None:
    now = timezone.now()
    case.version, case.changed_at = case.version + 1, now
    case.author_knows = case.author_knows or kind != Kind.KEEP
    if kind not in ABOUT_THE_PERSON:
        case.is_open = False
        outcome = Report.Outcome.HIDDEN if kind == Kind.HIDE else Report.Outcome.KEPT
        waiting = case.reports.filter(settled_at=None)
        reporters = list(User.objects.active().filter(moderation_reports__in=waiting))
        waiting.update(settled_at=now, outcome=outcome)
        announce_outcome(case, reporters, outcome)
    case.save(update_fields=["version", "changed_at", "is_open", "is_hidden", "author_knows"])


def _state(case: Case) -> str:
    return "hidden" if case.is_hidden else "shown"
