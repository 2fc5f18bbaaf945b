"""Which programme items have a room for somebody: those of published meetings whose space they may enter."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cms.meetings.models import MeetingPage, ProgrammeItem
from network.people.models import User
from network.spaces.models import Space


def items_with_room(user: User | AnonymousUser) -> QuerySet[ProgrammeItem]:
    pages = MeetingPage.objects.published().filter(space__in=Space.objects.visible_to(user))
    return ProgrammeItem.objects.filter(page__in=pages).select_related("page__space")
