from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from network.municipalities.models import Invitation, Membership, Municipality
from tests.factories.municipalities import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegisterEntryFactory,
)
from tests.factories.people import CoordinatorFactory, EditorFactory, FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {
        "visitor": AnonymousUser(),
        "member": UserFactory(),
        "editor": EditorFactory(),
        "facilitator": FacilitatorFactory(),
        "coordinator": CoordinatorFactory(),
        "closed": CoordinatorFactory(is_active=False),
    }


def agreement(model, permission, people, states):
    """What each person sees, by the list and by the rule."""
    by_list, by_rule = {}, {}
    for name, user in people.items():
        visible = set(model.objects.visible_to(user).values_list("pk", flat=True))
        by_list[name] = [state for state, thing in states.items() if thing.pk in visible]
        by_rule[name] = [state for state, thing in states.items() if user.has_perm(permission, thing)]
    return by_list, by_rule


def test_view_municipality_agrees_with_visible_to(people):
    states = {
        "in network": MunicipalityFactory(),
        "register": RegisterEntryFactory(),
        "left": MunicipalityFactory(left_on=date(2020, 1, 1)),
    }

    by_list, by_rule = agreement(Municipality, "municipalities.view_municipality", people, states)

    assert by_list == by_rule
    assert by_rule == {key: ["in network"] for key in people} | {"coordinator": ["in network", "register", "left"]}


def test_view_membership_agrees_with_visible_to(people):
    states = {"active": MembershipFactory(), "closed account": MembershipFactory(user__is_active=False)}

    by_list, by_rule = agreement(Membership, "municipalities.view_membership", people, states)

    assert by_list == by_rule
    assert by_rule == {key: ["active"] for key in people} | {
        "visitor": [],
        "closed": [],
        "coordinator": ["active", "closed account"],
    }


def test_view_invitation_agrees_with_visible_to(people):
    by_list, by_rule = agreement(
        Invitation, "municipalities.view_invitation", people, {"open": InvitationFactory(invited_by=people["editor"])}
    )

    assert by_list == by_rule
    assert by_rule == {key: [] for key in people} | {"coordinator": ["open"]}


def test_is_member_of_only_ones_own_municipality(people):
    membership = MembershipFactory()
    closed = MembershipFactory(user__is_active=False)
    permission = "municipalities.is_member_of"

    assert membership.user.has_perm(permission, membership.municipality)
    assert not membership.user.has_perm(permission, MunicipalityFactory())
    assert not closed.user.has_perm(permission, closed.municipality)
    assert not people["coordinator"].has_perm(permission, membership.municipality)
    assert not people["visitor"].has_perm(permission, membership.municipality)


def test_is_member_of_on_prefetched_memberships_query_count(django_assert_num_queries):
    membership = MembershipFactory()
    places = [membership.municipality, *MunicipalityFactory.create_batch(3)]
    user = type(membership.user).objects.prefetch_related("memberships").get()

    with django_assert_num_queries(0):
        found = [user.has_perm("municipalities.is_member_of", place) for place in places]

    assert found == [True, False, False, False]


def test_manage_network_is_for_coordinators(people):
    able = [name for name, user in people.items() if user.has_perm("municipalities.manage_network")]

    assert able == ["coordinator"]
