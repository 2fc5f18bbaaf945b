"""Documents of questions from the room, with the answers that were written to them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime

from cms.companion.models import Question
from search.documents import SearchDocument, space_token
from search.sources import NumberedRows
from search.sources.discussions import space_facets
from search.sources.texts import passages


class QuestionSource(NumberedRows):
    """Found at its place in the room, as long as it stands there: not merged, hidden or withdrawn."""

    prefix = "room_question"

    def _questions(self) -> QuerySet[Question]:
        return Question.objects.listed()

    def keys(self) -> Iterator[int]:
        return self._questions().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        questions = self._questions().filter(pk__in=keys).order_by("pk")
        questions = questions.select_related("room__space__municipality", "room__item__page__locale")
        return [question_document(question) for question in questions]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        questions = Question.objects.visible_to(user).listed().filter(pk__in=keys).select_related("room")
        return {question.pk: question.get_absolute_url() for question in questions}


def question_document(question: Question) -> SearchDocument:
    room = question.room
    space = room.space
    language = room.item.page.locale.language_code[:2] if room.item else "de"
    with translation.override(language):
        return SearchDocument(
            id=f"room_question:{question.pk}",
            type="room_question",
            lang=language,
            title=question.text,
            access=(space_token(space.pk),),
            passages=passages([question.answer]),
            keywords=(room.label, space.title),
            facets=space_facets(space),
            place=room.label,
            date=localtime(question.created_at).date(),
            evidence=str(question.get_state_display()),
        )
