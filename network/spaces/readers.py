"""Everyone who may read a space: `spaces.view_space` asked of the whole network at once."""

from django.db.models import Q, QuerySet

from network.people.models import User
from network.spaces.models import Space


def readers_of(space: Space) -> QuerySet[User]:
    active = User.objects.active()
    if not space.is_private:
        return active
    return active.filter(Q(pk__in=space.memberships.values("user")) | Q(is_superuser=True))
