from datetime import date

import pytest
from django.db import IntegrityError

from network.municipalities.models import Municipality, user_municipalities
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory, RegisterEntryFactory

pytestmark = pytest.mark.django_db


def test_places_of_one_name_get_addresses_of_their_own():
    first = RegisterEntryFactory(name="Neustadt", ags="03353026")
    second = RegisterEntryFactory(name="Neustadt", ags="07131058")
    abroad = RegisterEntryFactory(name="Neustadt", ags=None, country="AT")

    assert [place.slug for place in (first, second, abroad)] == ["neustadt", "neustadt-07131058", "neustadt-at"]


def test_address_stays_when_the_name_changes():
    place = RegisterEntryFactory(name="Neustadt")
    place.name = "Neustadt am Rübenberge"
    place.save()

    assert (place.slug, place.search_key) == ("neustadt", "neustadt am rubenberge | neustadt stadt")


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (None, None),
        (0, "rural"),
        (4_999, "rural"),
        (5_000, "small"),
        (20_000, "medium"),
        (100_000, "large"),
        (499_999, "large"),
        (500_000, "metropolis"),
    ],
)
def test_size_class(population, size):
    assert RegisterEntryFactory.build(population=population).size_class == size


def test_leaving_without_having_joined_is_impossible():
    with pytest.raises(IntegrityError):
        RegisterEntryFactory(joined_on=None, left_on=date(2020, 1, 1))


def test_in_network_leaves_out_the_register_and_those_who_left():
    member = MunicipalityFactory()
    RegisterEntryFactory()
    MunicipalityFactory(left_on=date(2020, 1, 1))

    assert list(Municipality.objects.in_network()) == [member]


def test_user_municipalities_are_those_in_the_network():
    membership = MembershipFactory()
    MembershipFactory(user=membership.user, municipality__left_on=date(2020, 1, 1))
    MembershipFactory()

    assert list(user_municipalities(membership.user)) == [membership.municipality]
