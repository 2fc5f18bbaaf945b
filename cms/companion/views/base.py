"""What every page of a room begins with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from cms.companion.models import Question, Room
from cms.companion.presentation import RoomAbilities, room_abilities
from network.discussions.views.answers import signed_out_json
from network.people.views import KeepTextMixin
from network.spaces.views import breadcrumbs_of


class RoomMixin(KeepTextMixin):
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return signed_out_json(request) or super().dispatch(request, *args, **kwargs)

    @cached_property
    def room(self) -> Room:
        rooms = Room.objects.visible_to(self.request.user).select_related("space", "item__page")
        return get_object_or_404(rooms, code=self.kwargs["code"].lower())

    @cached_property
    def abilities(self) -> RoomAbilities:
        return room_abilities(self.request.user, self.room)

    @cached_property
    def question(self) -> Question:
        questions = Question.objects.visible_to(self.request.user).select_related("author", "room__space", "room__item")
        question = questions.filter(room=self.room, pk=self.kwargs["pk"]).first()
        if question is None:
            raise Http404
        return question

    def breadcrumbs(self, title: str = "") -> list[dict[str, str]]:
        space = self.room.space
        trail = [(space.title, space.get_absolute_url()), (self.room.label, self.room.get_absolute_url())]
        return breadcrumbs_of(*trail, *([(title, "")] if title else []))
