from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.moderation.models import MAX_TEXT, Case, Reason, Report
from network.moderation.notifications import announce_report
from network.moderation.registry import Subject, reportable_kind
from network.moderation.texts import clean_text
from network.people.models import User


def report(*, subject: Subject, reporter: User, reason: str, text: str = "") -> Report:
    """One open report of a person for a thing; sent again it is the same one, with the newest words."""
    text = clean_text(text)
    if reason not in Reason.values:
        raise ValidationError(_("Please choose a reason."), code="reason")
    if reason == Reason.OTHER and not text:
        raise ValidationError(_("Please say in a sentence what it is about."), code="text")
    _check_can_be_reported(subject, reporter)
    with transaction.atomic():
        case = _open_case(subject)
        found, is_new = Report.objects.get_or_create(
            case=case, reporter=reporter, settled_at=None, defaults={"reason": reason, "text": text}
        )
        if not is_new:
            found.reason, found.text = reason, text
            found.save(update_fields=["reason", "text"])
            return found
        announce_report(case, subject, reporter)
    return found


def note(*, subject: Subject, names: Iterable[str]) -> Report:
    """What nobody has reported, but those who moderate should look at: a post without a name that names somebody."""
    text = _("This post could show who wrote it. It names: %(names)s") % {"names": ", ".join(names)}
    with transaction.atomic():
        case = _open_case(subject)
        found, is_new = Report.objects.get_or_create(
            case=case,
            reporter=None,
            settled_at=None,
            defaults={"reason": Reason.PERSONAL, "text": str(text)[:MAX_TEXT]},
        )
        if is_new:
            announce_report(case, subject)
    return found


def follow_subjects(*, keys: Iterable[str], scope: str) -> None:
    """They stand elsewhere by now: those who moderate there decide about them, and read them, and nobody else."""
    Case.objects.filter(subject_key__in=list(keys)).update(scope=scope)


def note_shown(*, key: str) -> None:
    """It is there again though nobody has decided so, as when editors publish it after its author has changed it."""
    Case.objects.filter(subject_key=key, is_hidden=True).update(is_hidden=False)


def _check_can_be_reported(subject: Subject, reporter: User) -> None:
    kind = reportable_kind(subject.key.partition(":")[0])
    if kind is None or kind.find(reporter, int(subject.key.partition(":")[2])) is None:
        raise PermissionDenied(_("You can no longer read this, so it cannot be reported."))
    if subject.is_gone or subject.is_hidden:
        raise ValidationError(_("It is no longer there."), code="gone")
    if subject.author == reporter:
        raise PermissionDenied(_("You can change or delete what you wrote yourself; there is no need to report it."))


def _open_case(subject: Subject) -> Case:
    """Locked until the end of the transaction, so that a decision and a report do not cross."""
    now = timezone.now()
    Case.objects.get_or_create(
        subject_key=subject.key, defaults={"scope": subject.scope, "author": subject.author, "opened_at": now}
    )
    case = Case.objects.select_for_update().get(subject_key=subject.key)
    if not case.is_open:
        case.opened_at = now
    case.is_open, case.changed_at = True, now
    case.save(update_fields=["is_open", "opened_at", "changed_at"])
    return case
