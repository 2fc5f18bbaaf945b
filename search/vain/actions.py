"""What editors do about a search that found nothing good."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from network.people.models import User
from network.people.rules import is_editor
from search.saved.models import question_key
from search.vain.models import LONGEST_TEXT, EditorsAnswer, VainSearch

DELETED = "–"
"""Instead of a text about a person; no question has this key."""


def recommend_page(*, text: str, page: Page, editor: User) -> EditorsAnswer:
    """Whoever searches for this sees the page on top; works with the next search. The vain search is answered."""
    _check_editor(editor)
    text = " ".join(text.split())[:LONGEST_TEXT]
    key = question_key(text)
    if not key:
        raise ValidationError(_("There is no word in this question."), code="empty")
    with transaction.atomic():
        answer, _created = EditorsAnswer.objects.get_or_create(question_key=key, page=page, defaults={"text": text})
        for vain in VainSearch.objects.filter(question_key=key):
            _set_status(vain, VainSearch.Status.ANSWERED)
    return answer


def mark_answered(*, vain: VainSearch, editor: User) -> VainSearch:
    """By a synonym or by something new; those who wait for an answer are told to search again."""
    _check_editor(editor)
    with transaction.atomic():
        _set_status(vain, VainSearch.Status.ANSWERED)
    return vain


def dismiss(*, vain: VainSearch, reason: str, editor: User) -> VainSearch:
    """It leaves the list of what is open. A text about a person is deleted at once."""
    _check_editor(editor)
    if reason not in VainSearch.Reason.values:
        raise ValidationError(_("Please say why nothing has to be done."), code="reason")
    with transaction.atomic():
        if reason == VainSearch.Reason.PERSONAL:
            vain.text, vain.question_key = DELETED, f"{DELETED}{vain.pk}"
            vain.save(update_fields=["text", "question_key"])
        _set_status(vain, VainSearch.Status.DISMISSED, reason)
    return vain


def reopen(*, vain: VainSearch, editor: User) -> VainSearch:
    _check_editor(editor)
    with transaction.atomic():
        _set_status(vain, VainSearch.Status.OPEN)
    return vain


def _set_status(vain: VainSearch, status: str, reason: str = "") -> None:
    vain.status, vain.reason, vain.changed_at = status, reason, timezone.now()
    vain.save(update_fields=["status", "reason", "changed_at"])


def _check_editor(editor: User) -> None:
    if not is_editor(editor):
        raise PermissionDenied(_("Only editors answer searches."))
