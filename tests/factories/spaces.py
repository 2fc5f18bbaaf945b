import factory

from network.spaces.models import Space, SpaceMembership
from tests.factories.people import UserFactory


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space

    title = factory.Sequence(lambda n: f"Raum {n}")
    slug = factory.Sequence(lambda n: f"raum-{n}")


class PrivateSpaceFactory(SpaceFactory):
    visibility = Space.Visibility.PRIVATE


class ClosedSpaceFactory(SpaceFactory):
    visibility = Space.Visibility.CLOSED


class SpaceMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpaceMembership

    space = factory.SubFactory(SpaceFactory)
    user = factory.SubFactory(UserFactory)
