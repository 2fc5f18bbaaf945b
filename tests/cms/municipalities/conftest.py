import pytest

from tests.factories import cms as make
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import UserFactory


@pytest.fixture
def krefeld(db):
    place = KrefeldFactory()
    make.municipality_page(place)
    return place


@pytest.fixture
def member(krefeld):
    return MembershipFactory(municipality=krefeld, user=UserFactory()).user
