"""Who decides about what: role × space, by the list and by the rule."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from network.moderation.models import Case
from network.moderation.notifications import deciders_of
from network.people.roles import Role
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db

EVERYWHERE = {"open", "closed", "private"}
DECIDES = {
    "member": set(),
    "editor": {"open"},
    "facilitator": {"open"},
    "coordinator": EVERYWHERE,
    "invited": set(),
    "invited editor": EVERYWHERE,
    "space facilitator": {"closed", "private"},
    "author": set(),
    "visitor": set(),
    "inactive coordinator": set(),
}


@pytest.fixture
def people():
    return {str(role): UserFactory(role=role) for role in Role} | {
        "invited": UserFactory(),
        "invited editor": UserFactory(role=Role.EDITOR),
        "space facilitator": UserFactory(),
        "author": UserFactory(role=Role.COORDINATOR),
        "visitor": AnonymousUser(),
        "inactive coordinator": UserFactory(role=Role.COORDINATOR, is_active=False),
    }


@pytest.fixture
def cases(people):
    spaces = {"open": SpaceFactory(), "closed": ClosedSpaceFactory(), "private": PrivateSpaceFactory()}
    for name in ("closed", "private"):
        for person in ("invited", "invited editor", "author"):
            add_space_member(space=spaces[name], user=people[person])
        add_space_member(space=spaces[name], user=people["space facilitator"], is_facilitator=True)
    made = {}
    for name, space in spaces.items():
        post = make_post(thread=make_thread(space=space, author=people["author"]), author=people["author"])
        made[name] = make_case(post=post, reporter=people["invited"])
    return made


def test_list_of_cases_agrees_with_who_may_decide(people, cases):
    for name, person in people.items():
        listed = set(Case.objects.visible_to(person))
        by_rule = {case for case in cases.values() if person.has_perm("moderation.decide", case)}
        assert (name, listed, by_rule) == (name, {cases[space] for space in DECIDES[name]}, listed)


def test_who_is_told_of_a_report_may_decide_about_it(people, cases):
    names = {person.pk: name for name, person in people.items()}
    told = {
        space: {names[pk] for pk in deciders_of(case).values_list("pk", flat=True)} for space, case in cases.items()
    }
    for space, who in told.items():
        assert who <= {name for name, decides in DECIDES.items() if space in decides}
    assert told["private"] == {"coordinator", "invited editor", "space facilitator"}


def test_pages_are_closed_to_everybody_else(client, people, cases):
    addresses = [reverse("moderation:queue"), reverse("moderation:case", args=[cases["private"].pk])]
    addresses += [reverse("moderation:audit"), reverse("moderation:audit-csv")]
    expected = {
        "member": [403, 403, 403, 403],
        "editor": [200, 404, 403, 403],
        "space facilitator": [200, 200, 403, 403],
        "coordinator": [200, 200, 200, 200],
        "author": [200, 404, 200, 200],
    }
    for name, statuses in expected.items():
        client.force_login(people[name])
        assert (name, [client.get(address).status_code for address in addresses]) == (name, statuses)
    client.logout()
    assert {client.get(address).status_code for address in addresses} == {302}


def test_author_knows_of_a_case_once_something_followed(client, author, cases):
    post = make_post(author=author)
    case = make_case(post=post)
    client.force_login(author)
    address = reverse("moderation:own-case", args=[case.pk])
    statuses = [client.get(address).status_code]
    rule(case, "keep")
    statuses.append(client.get(address).status_code)
    assert not author.notifications.exists()
    rule(case, "warn")
    statuses.append(client.get(address).status_code)
    client.force_login(UserFactory())
    statuses.append(client.get(address).status_code)
    assert statuses == [404, 404, 200, 404]
