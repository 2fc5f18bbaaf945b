"""Other words and other readers for a space."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from network.notifications.models import Event, Notification
from network.people.models import User
from network.realtime.models import Revocation
from network.spaces.actions import add_space_member
from network.spaces.changing import change_space, effect_of
from network.spaces.joining import ask_to_join
from network.spaces.models import JoinRequest, Space, SpaceMembership
from network.spaces.readers import reader_count_of
from search.models import OutboxEntry
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db

OPEN, CLOSED, PRIVATE = Space.Visibility.NETWORK, Space.Visibility.CLOSED, Space.Visibility.PRIVATE


@pytest.fixture
def manager():
    return FacilitatorFactory()


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client


def form_of(space, **changed):
    fields = {"title": space.title, "description": space.description, "kind": space.kind}
    return fields | {"visibility": space.visibility, "municipality": ""} | changed


def members_of(space) -> set[int]:
    return set(SpaceMembership.objects.filter(space=space).values_list("user", flat=True))


def test_words_change_at_once_and_the_index_follows(signed_in):
    space = SpaceFactory()
    OutboxEntry.objects.all().delete()
    fields = form_of(space, title="Sprache und Arbeit", description="Wer hilft wem?", kind="topic")
    assert signed_in.post(reverse("spaces:space-change", args=[space.slug]), fields).status_code == 302
    space.refresh_from_db()
    assert (space.title, space.description, space.kind) == ("Sprache und Arbeit", "Wer hilft wem?", "topic")
    assert [entry.key for entry in OutboxEntry.objects.all()] == [f"space:{space.pk}"]


def test_title_that_is_missing_keeps_the_rest(signed_in):
    space = SpaceFactory()
    page = signed_in.post(
        reverse("spaces:space-change", args=[space.slug]), form_of(space, title=" ", description="Bleibt stehen")
    )
    assert page.status_code == 422
    assert "Bleibt stehen" in page.content.decode()


def test_closing_ends_reading_everywhere(manager):
    space, reader, member = SpaceFactory(), UserFactory(), UserFactory()
    add_space_member(space=space, user=member)
    thread = make_thread(space=space, author=reader)
    make_post(thread=thread, author=member)
    make_post(thread=thread, author=reader)
    elsewhere = make_post(thread=make_thread(author=reader), author=member)
    OutboxEntry.objects.all().delete()
    assert Notification.objects.visible_to(reader).count() == 2

    change_space(space=space, changed_by=manager, visibility=CLOSED, is_confirmed=True)

    assert not Space.objects.visible_to(reader).filter(pk=space.pk).exists()
    assert reader_count_of(Space.objects.get(pk=space.pk)) == 2  # the member, and who closed it
    assert members_of(space) == {member.pk, manager.pk}
    assert [n.target_key for n in Notification.objects.visible_to(reader)] == [f"thread:{elsewhere.thread_id}"]
    assert Notification.objects.visible_to(member).count() == 1
    assert not Event.objects.filter(notification__recipient=reader, key=f"post:{thread.posts.last().pk}").exists()
    assert list(Revocation.objects.values_list("user_id", "topic")) == [(None, f"space:{space.pk}")]
    assert [entry.key for entry in OutboxEntry.objects.all()] == [f"space:{space.pk}"]


def test_authors_can_be_taken_in(manager):
    space, author, reader = SpaceFactory(), UserFactory(), UserFactory()
    make_thread(space=space, author=author)
    effect = effect_of(space, PRIVATE, manager)
    readers = User.objects.active().count()
    assert (effect.lost, effect.authors_lost, effect.gained, effect.joins) == (readers, 1, 0, True)
    change_space(space=space, changed_by=manager, visibility=PRIVATE, keep_authors=True, is_confirmed=True)
    assert members_of(space) == {author.pk, manager.pk}
    assert not reader.has_perm("spaces.view_space", space)


def test_reader_who_comes_between_look_and_step_is_confirmed_first(signed_in, manager, monkeypatch):
    space = ClosedSpaceFactory()
    for person in User.objects.active():
        add_space_member(space=space, user=person)

    def nobody_gains_yet(*args):
        effect = effect_of(*args)
        UserFactory()
        return effect

    monkeypatch.setattr("network.spaces.views.changing.effect_of", nobody_gains_yet)
    address = reverse("spaces:space-change", args=[space.slug])
    page = signed_in.post(address, form_of(space, title="Neuer Titel", visibility=OPEN))
    shown = page.content.decode()
    assert (page.status_code, "Neuer Titel" in shown) == (422, True)
    assert "Bitte bestätigen" in shown
    space.refresh_from_db()
    assert space.is_closed


def test_opening_says_how_many_posts_become_readable_for_how_many(signed_in, manager):
    space, asking = ClosedSpaceFactory(), UserFactory()
    add_space_member(space=space, user=manager)
    thread = make_thread(space=space, author=manager)
    make_post(thread=thread, author=manager)
    ask_to_join(space=space, user=asking)
    address, fields = reverse("spaces:space-change", args=[space.slug]), form_of(space, visibility=OPEN)

    page = signed_in.post(address, fields)

    others = User.objects.active().count() - 1
    assert page.status_code == 200
    text = " ".join(page.content.decode().split())
    assert "2 ältere Beiträge werden lesbar" in text
    assert f"für {others} " in text
    space.refresh_from_db()
    assert space.visibility == CLOSED
    assert signed_in.post(address, fields | {"confirmed": PRIVATE}).status_code == 200  # read about something else
    assert signed_in.post(address, fields | {"confirmed": OPEN}).status_code == 302
    space.refresh_from_db()
    assert space.visibility == OPEN
    assert not JoinRequest.objects.exists()
    assert (
        Notification.objects.visible_to(asking).get().subject == f"„{space.title}“ steht jetzt allen im Netzwerk offen"
    )
    assert not Revocation.objects.exists()


def test_known_from_now_on_is_confirmed_too(manager):
    space = PrivateSpaceFactory()
    add_space_member(space=space, user=manager)
    effect = effect_of(space, CLOSED, manager)
    assert (effect.becomes_known, effect.gained, effect.lost, effect.joins) == (True, 0, 0, False)
    with pytest.raises(ValidationError) as refused:
        change_space(space=space, changed_by=manager, visibility=CLOSED)
    assert refused.value.code == "unconfirmed"
    change_space(space=space, changed_by=manager, visibility=CLOSED, is_confirmed=True)
    assert Space.objects.known_to(UserFactory()).filter(pk=space.pk).exists()


def test_only_those_who_manage_a_space_change_it(client):
    member = UserFactory()
    space = SpaceFactory()
    client.force_login(member)
    assert client.get(reverse("spaces:space-change", args=[space.slug])).status_code == 403
    with pytest.raises(PermissionDenied):
        change_space(space=space, changed_by=member, title="Meins")
    private = PrivateSpaceFactory()
    assert client.get(reverse("spaces:space-change", args=[private.slug])).status_code == 404
