from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.moderation.models import Answer, Case
from network.moderation.notifications import announce_answer
from network.moderation.texts import clean_text
from network.people.models import User


def answer_decision(*, case: Case, author: User, text: str) -> Answer:
    """The case is open again. The same words sent twice are one answer."""
    text = clean_text(text)
    if not text:
        raise ValidationError(_("Please write something before you send it."), code="empty")
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if not author.has_perm("moderation.answer", case):
            raise PermissionDenied(_("You can answer decisions about what you have written."))
        last = case.answers.order_by("-pk").first()
        if last is not None and last.text == text and case.is_open:
            return last
        now = timezone.now()
        if not case.is_open:
            case.opened_at = now
        case.is_open, case.changed_at = True, now
        case.save(update_fields=["is_open", "opened_at", "changed_at"])
        answer = Answer.objects.create(case=case, author=author, text=text, created_at=now)
        announce_answer(case, author, text)
    return answer
