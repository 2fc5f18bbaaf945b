from collections.abc import Sequence

from django.urls import reverse

from cms.meetings.models import ProgrammeItem


def room_addresses(items: Sequence[ProgrammeItem]) -> dict[int, str]:
    return {
        item.pk: reverse("companion:item", args=[item.pk])
        for item in items
        if item.pk and item.kind != ProgrammeItem.Kind.BREAK
    }
