"""Closed spaces: known to everybody, read by members, joined by request."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from network.notifications.models import Notification
from network.people.models import User
from network.realtime.models import Revocation
from network.spaces.actions import add_space_member, archive_space
from network.spaces.joining import accept_request, ask_to_join, refuse_request
from network.spaces.models import JoinRequest, Space
from network.spaces.readers import reader_count_of
from search.access import tokens_for
from tests.factories.discussions import make_thread
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return UserFactory()


@pytest.fixture
def closed(manager) -> Space:
    space = ClosedSpaceFactory(title="Fallmanagement", description="Worum es geht.")
    add_space_member(space=space, user=manager, is_facilitator=True)
    make_thread(space=space, author=manager, title="Nur für Mitglieder")
    return space


@pytest.fixture
def asker(client) -> User:
    person = UserFactory(first_name="Ada", last_name="Fragt")
    client.force_login(person)
    return person


def told(person: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(recipient=person).values_list("verb", "subject"))


def test_closed_space_shows_the_network_only_what_it_is_for(client, asker, closed):
    page = client.get(closed.get_absolute_url())
    shown = page.content.decode()
    assert page.status_code == 200
    assert [text in shown for text in ("Fallmanagement", "Worum es geht.", "Nur für Mitglieder")] == [True, True, False]
    assert page.context["member_count"] == 1
    thread = closed.threads.get()
    hidden = [thread.get_absolute_url(), reverse("spaces:member-list", args=[closed.slug])]
    hidden += [reverse("space-changes", args=[closed.pk]), reverse("space-mentions", args=[closed.pk])]
    assert [client.get(address).status_code for address in hidden] == [404] * 4
    assert f"space:{closed.pk}" not in tokens_for(asker)


def test_space_list_names_closed_spaces_and_no_private_ones(client, asker, closed):
    PrivateSpaceFactory(title="Geheim")
    archive_space(space=ClosedSpaceFactory(title="Alt"))
    context = client.get(reverse("spaces:space-list")).context
    assert [(space.title, space.people_count) for space in context["joinable_spaces"]] == [("Fallmanagement", 1)]
    assert context["entries"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_closed_spaces_in_the_list_query_count(client, asker, django_assert_num_queries, number):
    for _number in range(number):
        add_space_member(space=ClosedSpaceFactory(), user=UserFactory())
    with django_assert_num_queries(7):
        client.get(reverse("spaces:space-list"))


def test_request_is_told_to_those_who_manage_and_accepted(client, asker, closed, manager):
    add_space_member(space=closed, user=(member := UserFactory()))
    for _twice in range(2):
        client.post(closed.get_absolute_url(), {"text": "Wir führen es gerade ein."})
    assert told(manager) == [("spaces.join_request", "Ada Fragt möchte in den Raum „Fallmanagement“")]
    assert told(member) == []
    request = JoinRequest.objects.get()
    client.force_login(manager)
    page = client.get(closed.get_absolute_url())
    assert [entry["request"] for entry in page.context["join_requests"]] == [request]
    assert "Wir führen es gerade ein." in page.content.decode()
    assert not Notification.objects.unread().filter(recipient=manager).exists()
    address = reverse("spaces:join-request", args=[closed.slug, request.pk])
    client.post(address, {"decision": "accept", "text": "Willkommen!"})
    assert asker.has_perm("spaces.view_space", closed)
    assert list(Notification.objects.filter(recipient=asker).values_list("verb", "text")) == [
        ("spaces.join_answer", "Willkommen!")
    ]
    assert client.post(address, {"decision": "refuse"}).url == closed.get_absolute_url()
    assert asker.has_perm("spaces.view_space", closed)


def test_refused_person_asks_again_after_thirty_days(client, asker, closed, manager):
    refuse_request(request=ask_to_join(space=closed, user=asker), refused_by=manager, answer="Gerade voll.")
    assert "Gerade voll." in client.get(closed.get_absolute_url()).content.decode()
    refused = client.post(closed.get_absolute_url(), {"text": "Noch einmal."})
    assert (refused.status_code, refused.context["form"]["text"].value()) == (422, "Noch einmal.")
    JoinRequest.objects.update(refused_at=timezone.now() - timedelta(days=30, minutes=1))
    client.post(closed.get_absolute_url(), {"text": "Noch einmal."})
    assert list(JoinRequest.objects.values_list("text", "refused_at", "answer")) == [("Noch einmal.", None, "")]


def test_request_is_withdrawn_but_a_refusal_stays(client, asker, closed, manager):
    address = reverse("spaces:space-withdraw", args=[closed.slug])
    request = ask_to_join(space=closed, user=asker)
    client.post(address)
    assert not JoinRequest.objects.exists()
    with pytest.raises(ValidationError):
        accept_request(request=request, accepted_by=manager)
    assert not asker.has_perm("spaces.view_space", closed)
    refuse_request(request=ask_to_join(space=closed, user=asker), refused_by=manager)
    client.post(address)
    assert JoinRequest.objects.count() == 1


def test_private_space_is_not_found_by_whoever_guesses_it(client, asker):
    private = PrivateSpaceFactory()
    sent = [client.post(private.get_absolute_url(), {"text": ""})]
    sent += [client.post(reverse(f"spaces:space-{name}", args=[private.slug])) for name in ("withdraw", "leave")]
    assert [answer.status_code for answer in sent] == [404, 404, 404]


@pytest.mark.parametrize("factory", [SpaceFactory, PrivateSpaceFactory])
def test_only_closed_spaces_are_asked(factory):
    with pytest.raises(PermissionDenied):
        ask_to_join(space=factory(), user=UserFactory())


@pytest.mark.parametrize("person", ["asker", "member", "coordinator"])
def test_requests_are_answered_by_those_who_manage(client, closed, person):
    request = ask_to_join(space=closed, user=UserFactory())
    people = {"asker": request.user, "member": UserFactory(), "coordinator": CoordinatorFactory()}
    add_space_member(space=closed, user=people["member"])
    client.force_login(people[person])
    answer = client.post(reverse("spaces:join-request", args=[closed.slug, request.pk]), {"decision": "accept"})
    assert (answer.status_code, JoinRequest.objects.count()) == (403 if person == "member" else 404, 1)
    with pytest.raises(PermissionDenied):
        refuse_request(request=request, refused_by=people[person])


@pytest.mark.parametrize("text", ["Null\x00", "x" * 10_000])
def test_bad_sentence_is_a_message_and_stays(client, asker, closed, manager, text):
    asked = client.post(closed.get_absolute_url(), {"text": text})
    request = ask_to_join(space=closed, user=asker)
    client.force_login(manager)
    address = reverse("spaces:join-request", args=[closed.slug, request.pk])
    answered = client.post(address, {"decision": "refuse", "text": text})
    for page in (asked, answered):
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["text"])
        assert page.context["form"]["text"].value() == text
    client.post(address, {"decision": "perhaps"})
    assert JoinRequest.objects.waiting().count() == 1


def test_leaving_ends_delivery_and_the_last_manager_stays(client, asker, closed, manager):
    add_space_member(space=closed, user=asker)
    address = reverse("spaces:space-leave", args=[closed.slug])
    assert reader_count_of(closed) == 2
    client.post(address)
    client.force_login(manager)
    client.post(address)
    assert list(closed.memberships.values_list("user", flat=True)) == [manager.pk]
    assert list(Revocation.objects.values_list("user_id", "topic")) == [(asker.pk, f"space:{closed.pk}")]


@pytest.mark.parametrize("factory", [SpaceFactory, ClosedSpaceFactory])
def test_thread_page_says_how_many_can_read(client, asker, factory):
    space = factory()
    for person in (asker, UserFactory(), UserFactory(is_active=False)):
        add_space_member(space=space, user=person)
    page = client.get(make_thread(space=space, author=asker).get_absolute_url())
    number = reader_count_of(Space.objects.get(pk=space.pk))
    assert page.context["space"].reader_count == number
    said = "alle Mitglieder des Netzwerks ({} Personen)" if space.is_open else "die {} Mitglieder dieses Raums"
    assert said.format(number) in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_requests_on_the_page_query_count(client, closed, manager, django_assert_num_queries, number):
    for _number in range(number):
        ask_to_join(space=closed, user=UserFactory())
    client.force_login(manager)
    client.get(closed.get_absolute_url())
    with django_assert_num_queries(17):
        client.get(closed.get_absolute_url())
