import pytest
from django.core.exceptions import ValidationError

from network.realtime.models import Revocation
from network.spaces.actions import add_space_member, create_space, remove_space_member
from network.spaces.models import SpaceMembership
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_create_space_its_creator_facilitates_it():
    creator = UserFactory()
    space = create_space(title="Zweites Netzwerktreffen", created_by=creator)
    assert space.slug == "zweites-netzwerktreffen"
    assert list(space.memberships.values_list("user", "is_facilitator")) == [(creator.pk, True)]


def test_create_space_address_is_free_and_speaks_german():
    assert [create_space(title="Über Größe").slug for _time in range(3)] == [
        "ueber-groesse",
        "ueber-groesse-2",
        "ueber-groesse-3",
    ]
    assert create_space(title="Neu").slug == "neu-2"
    assert create_space(title="日本").slug == "raum"


def test_create_space_unknown_kind_is_refused():
    with pytest.raises(ValidationError) as refusal:
        create_space(title="Raum", kind="chat", visibility="secret")
    assert set(refusal.value.message_dict) == {"kind", "visibility"}


def test_add_space_member_twice_is_one_membership():
    space, user = SpaceFactory(), UserFactory()
    add_space_member(space=space, user=user)
    add_space_member(space=space, user=user, is_facilitator=True)
    assert SpaceMembership.objects.get(space=space).is_facilitator is True


def test_remove_space_member_ends_delivery_where_only_members_read():
    private, network, user = PrivateSpaceFactory(), SpaceFactory(), UserFactory()
    for space in (private, network):
        add_space_member(space=space, user=user)
        remove_space_member(space=space, user=user)
    assert not SpaceMembership.objects.exists()
    assert list(Revocation.objects.values_list("user_id", "topic")) == [(user.pk, f"space:{private.pk}")]
