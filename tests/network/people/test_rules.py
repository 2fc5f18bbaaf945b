import pytest
from django.contrib.auth.models import AnonymousUser

from network.people.models import User
from network.people.rules import is_coordinator, is_editor, is_facilitator, is_member
from tests.factories.people import CoordinatorFactory, DraftFactory, EditorFactory, FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def visitors_and_people() -> dict[str, object]:
    return {
        "visitor": AnonymousUser(),
        "member": UserFactory(),
        "editor": EditorFactory(),
        "facilitator": FacilitatorFactory(),
        "coordinator": CoordinatorFactory(),
        "administrator": UserFactory(is_superuser=True),
        "closed coordinator": CoordinatorFactory(is_active=False),
    }


def test_roles_imply_each_other_as_written_down():
    found = {
        name: (is_member(user), is_editor(user), is_facilitator(user), is_coordinator(user))
        for name, user in visitors_and_people().items()
    }

    assert found == {
        "visitor": (False, False, False, False),
        "member": (True, False, False, False),
        "editor": (True, True, False, False),
        "facilitator": (True, False, True, False),
        "coordinator": (True, True, True, True),
        "administrator": (True, True, True, True),
        "closed coordinator": (False, False, False, False),
    }


def test_view_person_agrees_with_visible_to():
    people = visitors_and_people()
    persons = {"open": UserFactory(), "closed": UserFactory(is_active=False)}
    by_rule, by_list = {}, {}
    for name, user in people.items():
        visible = set(User.objects.visible_to(user).values_list("pk", flat=True))
        by_list[name] = {state: person.pk in visible for state, person in persons.items()}
        by_rule[name] = {state: user.has_perm("people.view_person", person) for state, person in persons.items()}

    assert by_list == by_rule
    assert by_rule["visitor"] == {"open": False, "closed": False}
    assert by_rule["member"] == {"open": True, "closed": False}
    assert by_rule["coordinator"] == {"open": True, "closed": True}


def test_administrators_are_managed_by_administrators_only():
    administrator, coordinator, member = UserFactory(is_superuser=True), CoordinatorFactory(), UserFactory()

    assert coordinator.has_perm("people.manage_person", member)
    assert not coordinator.has_perm("people.manage_person", administrator)
    assert administrator.has_perm("people.manage_person", administrator)
    assert not EditorFactory().has_perm("people.manage_person", member)


def test_drafts_and_profiles_are_ones_own():
    draft = DraftFactory()

    assert draft.owner.has_perm("people.view_draft", draft)
    assert draft.owner.has_perm("people.edit_profile", draft.owner)
    assert not CoordinatorFactory().has_perm("people.view_draft", draft)
    assert not CoordinatorFactory().has_perm("people.edit_profile", draft.owner)
