"""Questions of live rooms as something that can be reported, hidden and shown again."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.companion.actions import hide_question, restore_question
from cms.companion.models import Question, Room
from network.moderation.registry import ReportableKind, Subject, register_reportable
from network.municipalities.places import place_of, with_places
from network.people.models import User
from network.spaces.realtime import topic_of
from network.spaces.views import breadcrumbs_of

PREFIX = "question"
State = Question.State


def register() -> None:
    kind = ReportableKind(find=find, look=look, lock=lock, hide=hide, restore=restore)
    register_reportable(PREFIX, kind)


def find(user: User, pk: int) -> Subject | None:
    question = _with_all(Question.objects.visible_to(user)).filter(pk=pk).first()
    return _subject(question) if question else None


def look(ids: Sequence[int]) -> dict[int, Subject]:
    return {question.pk: _subject(question) for question in _with_all(Question.objects.filter(pk__in=ids))}


def lock(pk: int) -> None:
    rooms = Room.objects.filter(questions=pk).values("pk")
    list(Room.objects.select_for_update().filter(pk__in=rooms))


def hide(pk: int, actor: User, reason: str) -> None:
    hide_question(question=_with_all(Question.objects.all()).get(pk=pk), reason=reason)


def restore(pk: int, actor: User) -> None:
    restore_question(question=_with_all(Question.objects.all()).get(pk=pk))


def _with_all(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.select_related("author", "room__space", "room__item").prefetch_related(with_places("author"))


def _subject(question: Question) -> Subject:
    """Who asked without a name was promised that nobody is told: that name is not looked up either."""
    room = question.room
    return Subject(
        key=f"{PREFIX}:{question.pk}",
        scope=topic_of(room.space_id),
        author=question.author,
        author_name=_author_name(question),
        is_masked=room.space.is_failure_room and not question.is_anonymous,
        title=room.label,
        what=lambda: _("question in the live room “%(title)s”") % {"title": room.label},
        place=room.space.title,
        url=question.get_absolute_url(),
        html=mark_safe(linebreaks(question.text, autoescape=True)),  # escaped by it
        trail=breadcrumbs_of(
            (room.space.title, room.space.get_absolute_url()), (room.label, question.get_absolute_url())
        ),
        at=question.created_at,
        is_hidden=question.state == State.HIDDEN,
        is_gone=question.state == State.WITHDRAWN,
    )


def _author_name(question: Question) -> str:
    if question.is_anonymous or question.room.space.is_failure_room:
        return _("without name")
    if question.author is None:
        return ""
    name, place = question.author.get_full_name(), place_of(question.author)
    return f"{name} ({place})" if place else name
