"""Who is told of reports and decisions. Nobody is told who reported."""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.moderation.models import Case, Decision, Report
from network.moderation.registry import Subject, scope_kind
from network.moderation.suspensions import day_of
from network.notifications.actions import mark_target_read, notify
from network.notifications.registry import register_kind
from network.people.models import User
from network.people.roles import Role

REPORT = "moderation.report"
ANSWER = "moderation.answer"
OUTCOME = "moderation.outcome"
DECISION = "moderation.decision"


def register() -> None:
    as_moderator = gettext_lazy("You receive this e-mail because you help to moderate here.")
    register_kind(REPORT, gettext_lazy("Reports that I can decide about"), reason=as_moderator)
    register_kind(ANSWER, gettext_lazy("Answers to decisions of the moderation"), reason=as_moderator)
    register_kind(
        OUTCOME,
        gettext_lazy("What became of my report"),
        reason=gettext_lazy("You receive this e-mail because you reported something."),
        is_direct=True,
    )
    register_kind(
        DECISION,
        gettext_lazy("Decisions of the moderation about what I wrote"),
        reason=gettext_lazy("You receive this e-mail because the moderation has decided about something you wrote."),
        is_direct=True,
    )


def deciders_of(case: Case) -> QuerySet[User]:
    """Coordinators, editors who may read it, and who manages the space; never the author."""
    kind, number = scope_kind(case.scope)
    wanted = Q(role=Role.COORDINATOR)
    if kind is not None:
        wanted |= Q(role=Role.EDITOR, pk__in=kind.readers(number).values("pk"))
        wanted |= Q(pk__in=kind.managers(number).values("pk"))
    return User.objects.active().filter(wanted).exclude(pk=case.author_id)


def announce_report(case: Case, subject: Subject, reporter: User | None = None) -> None:
    notify(
        verb=REPORT,
        recipients=deciders_of(case).exclude(pk=reporter.pk if reporter else None),
        subject=lambda: _("Reported: %(what)s") % {"what": subject.what()},
        text=lambda: _("Please look at it and decide."),
        url=lambda: reverse("moderation:case", args=[case.pk]),
        target_key=target_of(case),
    )


def announce_answer(case: Case, author: User, text: str) -> None:
    notify(
        verb=ANSWER,
        recipients=deciders_of(case),
        subject=lambda: _("The author answers a decision of the moderation"),
        text=text,
        url=lambda: reverse("moderation:case", args=[case.pk]),
        target_key=target_of(case),
    )


def announce_outcome(case: Case, reporters: Iterable[User], outcome: str) -> None:
    notify(
        verb=OUTCOME,
        recipients=reporters,
        subject=lambda: _("Your report has been looked at"),
        text=lambda: Report.Outcome(outcome).label,
        url=lambda: reverse("moderation:own"),
        target_key=target_of(case),
    )


def announce_decision(decision: Decision, case: Case, subject: Subject) -> None:
    if case.author is None:
        return
    notify(
        verb=DECISION,
        recipients=[case.author],
        subject=lambda: _subject_of(decision) % {"what": subject.what()},
        text=lambda: text_for_author(decision),
        url=lambda: reverse("moderation:own-case", args=[case.pk]),
        target_key=f"decision:{decision.pk}",
    )


def announce_lifting(person: User, actor: User) -> None:
    notify(
        verb=DECISION,
        recipients=[person],
        actor=actor,
        subject=lambda: _("You can write again"),
        url=lambda: reverse("moderation:own"),
        target_key=f"writing:{person.pk}",
    )


def mark_case_read(user: User, case: Case) -> None:
    mark_target_read(user=user, target_key=target_of(case))


def target_of(case: Case) -> str:
    return f"case:{case.pk}"


def text_for_author(decision: Decision) -> str:
    """The reason, what the moderation writes, until when, and that one can answer."""
    reason = decision.get_reason_display()
    parts = [f"{reason}." if reason else "", decision.text]
    if decision.until is not None:
        parts.append(_("You can read everything, and write again from %(day)s on.") % {"day": day_of(decision.until)})
    if decision.kind not in (Decision.Kind.RESTORE, Decision.Kind.LIFT):
        parts.append(_("If you see it differently, you can answer there."))
    return "\n\n".join(str(part) for part in parts if part)


def _subject_of(decision: Decision) -> str:
    sentences: dict[str, Callable[[], str]] = {
        Decision.Kind.HIDE: lambda: _("Hidden by the moderation: %(what)s"),
        Decision.Kind.RESTORE: lambda: _("Shown again: %(what)s"),
        Decision.Kind.SHOW_NAME: lambda: _("The moderation has looked up who wrote this: %(what)s"),
        Decision.Kind.KEEP: lambda: _("The decision stays: %(what)s"),
        Decision.Kind.WARN: lambda: _("A warning: %(what)s"),
        Decision.Kind.SUSPEND: lambda: _("You cannot write for a while. It is about: %(what)s"),
    }
    return sentences[decision.kind]()
