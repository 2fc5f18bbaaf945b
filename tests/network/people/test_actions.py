import pytest
from django.contrib.auth.models import Group

from network.people.actions import DraftConflict, assign_role, change_profile, discard_draft, save_draft
from network.people.models import Draft
from network.people.roles import COORDINATORS_GROUP, EDITORS_GROUP, FACILITATORS_GROUP, Role
from network.people.signals import role_changed
from tests.factories.people import DraftFactory, UserFactory

pytestmark = pytest.mark.django_db


def groups_of(user) -> list[str]:
    return sorted(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.MEMBER, []),
        (Role.EDITOR, [EDITORS_GROUP]),
        (Role.FACILITATOR, [FACILITATORS_GROUP]),
        (Role.COORDINATOR, sorted([COORDINATORS_GROUP, EDITORS_GROUP, FACILITATORS_GROUP])),
    ],
)
def test_assign_role_gives_exactly_its_groups(role, groups):
    user = UserFactory()
    assign_role(user=user, role=Role.COORDINATOR)

    assign_role(user=user, role=role)

    user.refresh_from_db()
    assert (user.role, groups_of(user)) == (role, groups)


def test_assign_role_leaves_other_groups_alone():
    user = UserFactory()
    user.groups.add(Group.objects.create(name="Pressestelle"))

    assign_role(user=user, role=Role.EDITOR)
    assign_role(user=user, role=Role.MEMBER)

    assert groups_of(user) == ["Pressestelle"]


def test_assign_role_unknown_is_refused():
    with pytest.raises(ValueError, match="king"):
        assign_role(user=UserFactory(), role="king")


def test_assign_role_is_announced():
    heard = []

    def listen(sender, user, **kwargs):
        heard.append((user.pk, user.role))

    role_changed.connect(listen)
    user = assign_role(user=UserFactory(), role="editor")
    role_changed.disconnect(listen)

    assert heard == [(user.pk, "editor")]


def test_change_profile_changes_only_name_and_language():
    user = UserFactory(role=Role.EDITOR)

    change_profile(user=user, first_name="Änne", last_name="Groß", language="en")

    user.refresh_from_db()
    assert (user.first_name, user.last_name, user.language, user.role) == ("Änne", "Groß", "en", "editor")


def test_save_draft_counts_versions_per_owner_kind_and_key():
    owner, other = UserFactory(), UserFactory()

    first = save_draft(owner=owner, kind="post", key="7", data={"body": "a"})
    second = save_draft(owner=owner, kind="post", key="7", data={"body": "b"})
    save_draft(owner=owner, kind="post", key="8", data={"body": "c"})
    save_draft(owner=other, kind="post", key="7", data={"body": "d"})

    assert (first.version, second.version, second.data) == (1, 2, {"body": "b"})
    assert Draft.objects.count() == 3


def test_save_draft_from_an_older_version_keeps_the_newer_text():
    draft = DraftFactory(version=3, data={"body": "neuer"})

    with pytest.raises(DraftConflict) as conflict:
        save_draft(owner=draft.owner, kind=draft.kind, key=draft.key, data={"body": "alt"}, version=2)

    assert conflict.value.draft.version == 3
    draft.refresh_from_db()
    assert draft.data == {"body": "neuer"}


def test_discard_draft_is_idempotent_and_only_ones_own():
    draft, same_key = DraftFactory(key="7"), DraftFactory(key="7")

    discard_draft(owner=draft.owner, kind="post", key="7")
    discard_draft(owner=draft.owner, kind="post", key="7")

    assert list(Draft.objects.all()) == [same_key]
