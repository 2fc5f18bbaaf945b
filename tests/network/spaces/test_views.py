import pytest
from django.test import Client
from django.urls import reverse

from network.discussions.reading import mark_thread_read
from network.spaces.actions import add_space_member, archive_space
from network.spaces.models import Space
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import CoordinatorFactory, FacilitatorFactory, UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db

LIST = "spaces:space-list"


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def shown(response) -> list[tuple[str, int, int]]:
    return [
        (entry["space"].title, entry["summary"].unread_count, entry["summary"].unanswered_count)
        for entry in response.context["entries"]
    ]


def test_space_list_is_ordered_by_need(signed_in, member):
    quiet, unanswered, unread = (SpaceFactory(title=title) for title in ("Still", "Frage offen", "Neues"))
    make_thread(space=quiet, author=member, kind="discussion")
    make_thread(space=unanswered, author=member)
    thread = make_thread(space=unread, author=member)
    make_post(thread=thread)
    make_post(thread=thread)
    assert shown(signed_in.get(reverse(LIST))) == [("Neues", 2, 0), ("Frage offen", 0, 1), ("Still", 0, 0)]


def test_space_list_leaves_out_private_and_archived(signed_in, member):
    SpaceFactory(title="Offen")
    add_space_member(space=PrivateSpaceFactory(title="Eingeladen"), user=member)
    make_thread(space=PrivateSpaceFactory(title="Fremd"), author=UserFactory(is_superuser=True))
    archive_space(space=SpaceFactory(title="Archiv"))
    assert shown(signed_in.get(reverse(LIST))) == [("Eingeladen", 0, 0), ("Offen", 0, 0)]


@pytest.mark.parametrize("number", [1, 3])
def test_space_list_query_count(signed_in, django_assert_num_queries, number):
    for space in [SpaceFactory() for _number in range(number)]:
        make_post(thread=make_thread(space=space))
    with django_assert_num_queries(9):
        signed_in.get(reverse(LIST))


def test_space_page_shows_threads_with_place_last_voice_and_unread(signed_in, member):
    space, asker, helper = SpaceFactory(), UserFactory(last_name="Fragt"), UserFactory(last_name="Hilft")
    MembershipFactory(user=asker, municipality=KrefeldFactory())
    thread = make_thread(space=space, author=asker, title="Wer kennt das?")
    mark_thread_read(user=member, thread=thread, number=1)
    make_post(thread=thread, author=helper)
    response = signed_in.get(space.get_absolute_url())
    card = response.context["threads"][0]
    assert (card["title"], card["place"], card["last_author"], card["post_count"], card["unread_count"]) == (
        "Wer kennt das?",
        "Krefeld",
        "Probe Hilft",
        2,
        1,
    )
    assert "Wer kennt das?" in response.content.decode()


def test_space_page_pinned_first_then_newest(signed_in):
    space = SpaceFactory()
    old, pinned, new = (make_thread(space=space, title=f"Gespräch {number}") for number in range(3))
    type(pinned).objects.filter(pk=pinned.pk).update(is_pinned=True)
    make_post(thread=old)
    titles = [card["title"] for card in signed_in.get(space.get_absolute_url()).context["threads"]]
    assert titles == ["Gespräch 1", "Gespräch 0", "Gespräch 2"]
    assert new.title == titles[2]


def test_space_page_filters(signed_in, member):
    space = SpaceFactory()
    make_thread(space=space, title="Offene Frage")
    answered = make_thread(space=space, title="Beantwortet")
    make_post(thread=answered)
    mine = make_thread(space=space, title="Meine Frage", author=member)
    titles = {
        chosen: {card["title"] for card in signed_in.get(space.get_absolute_url(), {"show": chosen}).context["threads"]}
        for chosen in ("all", "unanswered", "unread", "nonsense")
    }
    everything = {"Offene Frage", "Beantwortet", mine.title}
    assert titles == {
        "all": everything,
        "unanswered": {"Offene Frage", mine.title},
        "unread": {"Offene Frage", "Beantwortet"},
        "nonsense": everything,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_space_page_query_count(signed_in, django_assert_num_queries, number):
    space = SpaceFactory()
    for _number in range(number):
        thread = make_thread(space=space)
        make_post(thread=thread)
    with django_assert_num_queries(11):
        signed_in.get(space.get_absolute_url())


def test_mark_space_read_leaves_nothing_unread(signed_in, member):
    space = SpaceFactory()
    thread = make_thread(space=space)
    make_post(thread=thread)
    signed_in.post(reverse("discussions:space-read", args=[space.slug]))
    assert shown(signed_in.get(reverse(LIST))) == [(space.title, 0, 0)]
    make_post(thread=thread)
    assert shown(signed_in.get(reverse(LIST))) == [(space.title, 1, 0)]


def test_space_says_who_can_read(signed_in, member):
    private = PrivateSpaceFactory()
    add_space_member(space=private, user=member)
    pages = [signed_in.get(space.get_absolute_url()).content.decode() for space in (SpaceFactory(), private)]
    assert [page.count('class="audience"') for page in pages] == [1, 1]
    assert pages[0] != pages[1]


def test_create_space_by_facilitator(client):
    facilitator = FacilitatorFactory()
    client.force_login(facilitator)
    sent = {"title": "Arbeitsgruppe Wohnen", "description": "", "kind": "group", "visibility": "private"}
    response = client.post(reverse("spaces:space-create"), sent)
    space = Space.objects.get()
    assert response.url == space.get_absolute_url()
    assert (space.kind, space.visibility, space.created_by) == ("group", "private", facilitator)


def test_create_space_by_member_is_forbidden(signed_in):
    response = signed_in.post(reverse("spaces:space-create"), {"title": "Mein Raum"})
    assert (response.status_code, Space.objects.count()) == (403, 0)


@pytest.mark.parametrize("title", ["", "x" * 121, "Null\x00"])
def test_create_space_bad_title_is_a_message(client, title):
    client.force_login(CoordinatorFactory())
    sent = {"title": title, "kind": "group", "visibility": "network"}
    response = client.post(reverse("spaces:space-create"), sent)
    assert list(response.context["form"].errors) == ["title"]


def test_members_are_managed_by_those_who_facilitate(client):
    space, facilitator, other = PrivateSpaceFactory(), UserFactory(), UserFactory(email="neu@kommune.example")
    add_space_member(space=space, user=facilitator, is_facilitator=True)
    client.force_login(facilitator)
    url = reverse("spaces:member-list", args=[space.slug])
    client.post(url, {"email": " NEU@kommune.example "})
    assert [membership.user for membership in client.get(url).context["members"]] == [facilitator, other]
    client.post(reverse("spaces:member-remove", args=[space.slug, other.pk]))
    assert [membership.user for membership in client.get(url).context["members"]] == [facilitator]


@pytest.mark.parametrize("email", ["", "niemand@kommune.example", "weg@kommune.example", "kein", "x" * 400])
def test_add_member_unknown_is_a_message(client, email):
    UserFactory(email="weg@kommune.example", is_active=False)
    space, facilitator = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=facilitator, is_facilitator=True)
    client.force_login(facilitator)
    response = client.post(reverse("spaces:member-list", args=[space.slug]), {"email": email})
    assert list(response.context["form"].errors) == ["email"]
    assert response.context["form"]["email"].value() == email


def test_members_page_is_read_by_members_changed_by_managers_absent_for_others(client):
    space, insider, outsider = PrivateSpaceFactory(), UserFactory(), FacilitatorFactory()
    add_space_member(space=space, user=insider)
    statuses = []
    for user in (insider, outsider):
        client.force_login(user)
        statuses.append(client.get(reverse("spaces:member-list", args=[space.slug])).status_code)
        statuses.append(
            client.post(reverse("spaces:member-list", args=[space.slug]), {"email": "x@y.example"}).status_code
        )
        statuses.append(client.post(reverse("spaces:member-remove", args=[space.slug, insider.pk])).status_code)
    assert statuses == [200, 403, 403, 404, 404, 404]
    assert space.memberships.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_members_page_query_count(client, django_assert_num_queries, number):
    space, facilitator = SpaceFactory(), FacilitatorFactory()
    for _number in range(number):
        add_space_member(space=space, user=MembershipFactory().user)
    client.force_login(facilitator)
    with django_assert_num_queries(7):
        client.get(reverse("spaces:member-list", args=[space.slug]))


def test_archived_space_is_read_but_not_written_in_until_it_is_restored(client):
    space, facilitator = SpaceFactory(title="Getan"), FacilitatorFactory()
    thread = make_thread(space=space)
    client.force_login(facilitator)
    state = reverse("spaces:space-state", args=[space.slug])
    client.post(state, {"state": "archived"})
    lists = [client.get(reverse(name)) for name in (LIST, "spaces:archived-space-list")]
    assert [[entry["space"] for entry in page.context["entries"]] for page in lists] == [[], [space]]
    assert client.get(thread.get_absolute_url()).status_code == 200
    sent = {"kind": "question", "title": "Eine späte Frage", "body": "Noch da?"}
    refused = client.post(reverse("discussions:thread-create", args=[space.slug]), sent)
    assert (refused.status_code, refused.context["form"]["body"].value()) == (409, "Noch da?")
    for value in ("in_use", "nonsense", ""):
        client.post(state, {"state": value})
    assert client.post(reverse("discussions:thread-create", args=[space.slug]), sent).status_code == 302


def test_archive_leaves_out_what_one_may_not_read_and_is_for_managers(signed_in):
    for factory in (PrivateSpaceFactory, ClosedSpaceFactory):
        archive_space(space=factory())
    assert signed_in.get(reverse("spaces:archived-space-list")).context["entries"] == []
    space = SpaceFactory()
    assert signed_in.post(reverse("spaces:space-state", args=[space.slug]), {"state": "archived"}).status_code == 403
    assert Space.objects.active().get() == space


@pytest.mark.parametrize("number", [1, 3])
def test_archive_query_count(signed_in, django_assert_num_queries, number):
    for _number in range(number):
        thread = make_thread()
        archive_space(space=thread.space)
    with django_assert_num_queries(6):
        signed_in.get(reverse("spaces:archived-space-list"))
