"""The draft of a question, by the room's id."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.companion.models import Room
from network.people.drafts import register_kind
from network.people.models import Draft, User

QUESTION = "room-question"


def register() -> None:
    register_kind(QUESTION, label=_("A question in a live room"), url=_room_url, title=_room_title)


def draft_url(room: Room) -> str:
    return reverse("draft", args=[QUESTION, room.pk])


def draft_data(user: User, room: Room) -> dict[str, Any]:
    draft = Draft.objects.filter(owner=user, kind=QUESTION, key=str(room.pk)).first()
    return draft.data | {"draft_version": draft.version} if draft else {}


def _room_url(draft: Draft) -> str:
    room = _room(draft)
    return f"{room.get_absolute_url()}#reply" if room else reverse("companion:room-list")


def _room_title(draft: Draft) -> str:
    room = _room(draft)
    return room.label if room else ""


def _room(draft: Draft) -> Room | None:
    key = int(draft.key) if draft.key.isdecimal() and len(draft.key) < 19 else 0
    return Room.objects.visible_to(draft.owner).select_related("item").filter(pk=key).first()
