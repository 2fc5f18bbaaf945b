"""The draft of a question, by the room's id."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.companion.models import Room
from network.discussions.drafts import id_of
from network.people.drafts import register_kind
from network.people.models import Draft

QUESTION = "room-question"


def register() -> None:
    register_kind(QUESTION, label=_("A question in a live room"), url=_room_url, title=_room_title)


def _room_url(draft: Draft) -> str:
    room = _room(draft)
    return f"{room.get_absolute_url()}#reply" if room else reverse("companion:room-list")


def _room_title(draft: Draft) -> str:
    room = _room(draft)
    return room.label if room else ""


def _room(draft: Draft) -> Room | None:
    return Room.objects.visible_to(draft.owner).select_related("item").filter(pk=id_of(draft)).first()
