import pytest
from django.test import Client
from django.urls import reverse

from network.discussions.actions import delete_post
from network.discussions.models import ThreadRead
from network.notifications.choosing import choose
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def test_changes_after_number(signed_in):
    thread = make_thread()
    make_post(thread=thread, body="Zwei")
    answer = signed_in.get(reverse("space-changes", args=[thread.space_id]), {"after": 1}).json()
    assert (answer["number"], answer["more"], answer["reset"]) == (2, False, False)
    assert [(change["number"], change["kind"]) for change in answer["changes"]] == [(2, "post_published")]
    assert answer["changes"][0]["post"]["body_html"].strip() == "<p>Zwei</p>"


@pytest.mark.parametrize("after", ["", "-1", "x", "1.5", "9" * 30, "٣"])
def test_changes_after_nonsense_is_a_message(signed_in, after):
    space = SpaceFactory()
    response = signed_in.get(reverse("space-changes", args=[space.pk]), {"after": after})
    assert (response.status_code, list(response.json())) == (400, ["message"])


def test_changes_for_visitor_is_a_message(client):
    response = client.get(reverse("space-changes", args=[SpaceFactory().pk]), {"after": 0})
    assert (response.status_code, list(response.json())) == (401, ["message"])


def test_thread_read_never_beyond_the_end_nor_back(signed_in, member):
    thread = make_thread()
    make_post(thread=thread)
    url = reverse("thread-read", args=[thread.pk])
    for number in (999, 1):
        assert signed_in.post(url, {"number": number}).status_code == 204
    assert ThreadRead.objects.get(user=member, thread=thread).number == 2
    assert signed_in.post(url, {"number": "viel"}).status_code == 400


def test_deleted_post_is_no_longer_in_changes(signed_in):
    post = make_post(body="Geheim")
    delete_post(post=post, deleted_by=post.author)
    answer = signed_in.get(reverse("space-changes", args=[post.space_id]), {"after": 0})
    assert "Geheim" not in answer.content.decode()
    assert [change["post"]["is_deleted"] for change in answer.json()["changes"]] == [False, True, True]


def shown(space, thread, **more):
    return {"spaces": f"{space.pk},x,999999", "threads": f"{thread.pk},,-1", **more}


def test_counts_are_those_of_the_pages_and_only_of_what_the_member_may_read(signed_in, member):
    thread, other = make_thread(author=member), make_thread()
    make_post(thread=thread)
    hidden = make_thread(space=PrivateSpaceFactory(), author=UserFactory(is_superuser=True))
    asked = {"spaces": f"{thread.space_id},{other.space_id},{hidden.space_id}", "threads": f"{thread.pk},{hidden.pk}"}
    answer = signed_in.get(reverse("unread"), asked | {"total": 1}).json()
    assert answer == {
        "notifications": 1,
        "spaces": {str(thread.space_id): 1, str(other.space_id): 1},
        "threads": {str(thread.pk): 1},
        "unread_threads": 2,
    }
    signed_in.get(thread.get_absolute_url())
    answer = signed_in.get(reverse("unread"), asked).json()
    assert answer == {"notifications": 0, "spaces": {str(other.space_id): 1}, "threads": {}}


def test_counts_of_nonsense_are_no_error(signed_in):
    thread = make_thread()
    assert signed_in.get(reverse("unread"), shown(thread.space, thread)).json() == {
        "notifications": 0,
        "spaces": {str(thread.space_id): 1},
        "threads": {str(thread.pk): 1},
    }
    assert signed_in.get(reverse("unread")).json() == {"notifications": 0}


def test_counts_are_for_members(client):
    answer = client.get(reverse("unread"))
    assert (answer.status_code, list(answer.json())) == (401, ["message"])


@pytest.mark.parametrize("number", [1, 3])
def test_counts_query_count(signed_in, django_assert_num_queries, number):
    threads = [make_thread() for _number in range(number)]
    asked = {"spaces": ",".join(str(t.space_id) for t in threads), "threads": ",".join(str(t.pk) for t in threads)}
    with django_assert_num_queries(6):
        signed_in.get(reverse("unread"), asked | {"total": 1})


def test_what_is_muted_is_not_counted_unless_the_thread_itself_was_chosen(client):
    reader, space = UserFactory(), SpaceFactory()
    loud, other = make_thread(space=space, title="Zu laut hier"), make_thread(space=space, title="Ganz wichtig")
    client.force_login(reader)

    def counted() -> tuple[dict, int, list[bool]]:
        told = client.get("/api/v1/unread", {"spaces": space.pk, "total": ""}).json()
        home = (
            client.get("/de/mein-bereich/")
            .content.decode()
            .partition("Neu in den Räumen")[2]
            .partition("</section>")[0]
        )
        return told["spaces"], told["unread_threads"], [thread.title in home for thread in (loud, other)]

    assert counted() == ({str(space.pk): 2}, 2, [True, True])
    choose(user=reader, scope=f"thread:{loud.pk}", level="muted")
    assert counted() == ({str(space.pk): 1}, 1, [False, True])
    choose(user=reader, scope=f"space:{space.pk}", level="muted")
    choose(user=reader, scope=f"thread:{loud.pk}", level="normal")
    assert counted() == ({str(space.pk): 1}, 1, [True, False])
    choose(user=reader, scope=f"thread:{loud.pk}", level="")
    assert counted() == ({}, 0, [False, False])
