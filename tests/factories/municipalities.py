from datetime import date, timedelta

import factory
from django.utils import timezone

from network.municipalities.models import Invitation, Kind, Membership, Municipality, State
from tests.factories.people import CoordinatorFactory, UserFactory


class RegisterEntryFactory(factory.django.DjangoModelFactory):
    """In the official register only, not in the network."""

    class Meta:
        model = Municipality

    ags = factory.Sequence(lambda number: f"{5_900_000 + number:08}")
    name = factory.Sequence(lambda number: f"Probestadt {number}")
    official_name = factory.LazyAttribute(lambda place: f"{place.name}, Stadt")
    kind = Kind.TOWN
    state = State.NW
    district_name = "Probekreis"
    area_km2 = "100.00"
    population = 50_000
    population_on = date(2019, 12, 31)
    latitude = 51.5
    longitude = 7.5


class MunicipalityFactory(RegisterEntryFactory):
    """In the network since 2016."""

    joined_on = date(2016, 4, 12)
    contact_role = "Fachstelle Integration"


class KrefeldFactory(MunicipalityFactory):
    ags = "05114000"
    ars = "051140000000"
    name = "Krefeld"
    kind = Kind.COUNTY_FREE_CITY
    district_name = "Krefeld, Stadt"
    population = 227_417
    latitude = 51.332637
    longitude = 6.56089


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)


class InvitationFactory(factory.django.DjangoModelFactory):
    """Its link is not known to anyone; `invite_member` makes invitations that can be accepted."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"eingeladen{number}@kommune.example")
    municipality = factory.SubFactory(MunicipalityFactory)
    invited_by = factory.SubFactory(CoordinatorFactory)
    token_hash = factory.Sequence(lambda number: f"{number:064}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
