import secrets

from django.db import IntegrityError, transaction

from cms.companion.models import Room
from cms.meetings.models import ProgrammeItem

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on a screen at the other end of a hall."""
CODE_LENGTH = 5
TRIES = 5


def room_of(item: ProgrammeItem) -> Room:
    """The room of a programme item whose meeting has a space; the page in the other language leads to the same."""
    found = Room.objects.filter(item__in=_same_item(item)).select_related("space", "item").order_by("pk").first()
    return found or _open_room(item)


def _same_item(item: ProgrammeItem) -> list[int]:
    """The item as it stands in the programmes of all languages."""
    twins = ProgrammeItem.objects.filter(
        page__translation_key=item.page.translation_key, day=item.day, sort_order=item.sort_order
    )
    return [item.pk, *twins.values_list("pk", flat=True)]


def _open_room(item: ProgrammeItem) -> Room:
    for _try in range(TRIES):
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return Room.objects.create(item=item, space=item.page.space, title=item.title, code=code)
        except IntegrityError:
            # Somebody else has opened it at this moment, or the code is taken.
            if there := Room.objects.filter(item=item).select_related("space", "item").first():
                return there
    raise RuntimeError("no code for a room was free")
