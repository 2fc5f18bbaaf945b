"""People in Wagtail's admin."""

import pytest
from django.contrib.auth.models import Permission

from network.people.models import User
from network.people.roles import COORDINATORS_GROUP
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = CoordinatorFactory(language="en")
    group = user.groups.get(name=COORDINATORS_GROUP)
    group.permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "add_user", "change_user", "delete_user"])
    )
    client.force_login(user)
    return user


def fields(person, **changed) -> dict[str, str]:
    given = {
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "role": person.role,
        "language": person.language,
        "is_active": "on",
    }
    return given | changed


def test_coordinator_gives_a_role_and_its_groups_follow(client, coordinator):
    person = UserFactory()

    client.post(f"/admin/users/edit/{person.pk}/", fields(person, role="editor", is_superuser="on"))

    person.refresh_from_db()
    assert (person.role, person.is_superuser) == ("editor", False)
    assert [group.name for group in person.groups.all()] == ["Redaktion"]


def test_coordinator_sees_role_and_language_in_the_form(client, coordinator):
    page = client.get(f"/admin/users/edit/{UserFactory(role='editor').pk}/")

    assert list(page.context["form"].fields) == [
        "email",
        "first_name",
        "last_name",
        "role",
        "language",
        "is_active",
    ]
    assert '<option value="editor" selected>' in page.text


def test_coordinator_closes_an_account(client, coordinator):
    person = UserFactory()
    given = fields(person)
    del given["is_active"]

    client.post(f"/admin/users/edit/{person.pk}/", given)

    assert User.objects.get(pk=person.pk).is_active is False


def test_coordinator_adds_a_person_by_lower_case_address(client, coordinator):
    person = UserFactory.build(email="Neu@Krefeld.example")

    client.post("/admin/users/new/", fields(person, role="facilitator"))

    added = User.objects.get(email="neu@krefeld.example")
    assert [group.name for group in added.groups.all()] == ["Prozessbegleitung"]


def test_coordinator_sees_a_taken_address_at_its_field(client, coordinator):
    person = UserFactory(email="maria@krefeld.example")

    response = client.post("/admin/users/new/", fields(person, email="MARIA@krefeld.example"))

    assert list(response.context["form"].errors) == ["email"]


def test_coordinator_keeps_the_own_role_and_account(client, coordinator):
    client.post(f"/admin/users/edit/{coordinator.pk}/", fields(coordinator, role="member", first_name="Karla"))

    coordinator.refresh_from_db()
    assert (coordinator.first_name, coordinator.role, coordinator.is_active) == ("Karla", "coordinator", True)


@pytest.mark.parametrize("path", ["edit", "delete"])
def test_coordinator_does_not_touch_administrators(client, coordinator, path):
    administrator = UserFactory(is_superuser=True)

    client.post(f"/admin/users/{path}/{administrator.pk}/", fields(administrator, email="mine@krefeld.example"))

    administrator.refresh_from_db()
    assert administrator.email != "mine@krefeld.example"


def test_people_list_is_not_for_members(client):
    client.force_login(UserFactory())

    assert client.get("/admin/users/", follow=True).status_code == 403
    assert User.objects.count() == 1
