"""Which programme items have a room for somebody, and to which meetings questions can go."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cms.meetings.models import MeetingPage, ProgrammeItem
from network.people.models import User
from network.spaces.models import Space


def items_with_room(user: User | AnonymousUser) -> QuerySet[ProgrammeItem]:
    """Those of published meetings whose space they may enter."""
    pages = MeetingPage.objects.published().filter(space__in=Space.objects.visible_to(user))
    return ProgrammeItem.objects.filter(page__in=pages).select_related("page__space")


def meetings_to_come(user: User | AnonymousUser) -> QuerySet[MeetingPage]:
    """Each once, whatever its languages, as far as one may enter its space."""
    spaces = Space.objects.visible_to(user).active()
    return MeetingPage.objects.published().once_each().upcoming().filter(space__in=spaces).select_related("space")
