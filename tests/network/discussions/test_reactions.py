import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from network.discussions.actions import delete_post, set_reaction
from network.discussions.models import Change, Post
from network.discussions.realtime import catch_up
from network.spaces.actions import add_space_member, archive_space
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def member():
    return UserFactory(first_name="Ada", last_name="Muster")


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def address(post: Post) -> str:
    return reverse("discussions:post-reactions", args=[post.space.slug, post.number])


def test_set_reaction_each_kind_once_for_each_person(member):
    post, other = make_post(), UserFactory()
    for person, kind in ((member, "thanks"), (member, "thanks"), (other, "thanks"), (member, "helpful")):
        set_reaction(post=post, person=person, kind=kind, given=True)
    post.refresh_from_db()
    assert post.reactions == {"helpful": [member.pk], "thanks": [member.pk, other.pk]}
    assert Change.objects.filter(kind="post_reacted").count() == 3


def test_set_reaction_taken_back_leaves_nothing(member):
    post = make_post()
    set_reaction(post=post, person=member, kind="same", given=True)
    for _time in range(2):
        set_reaction(post=post, person=member, kind="same", given=False)
    post.refresh_from_db()
    assert (post.reactions, post.space.last_number) == ({}, 4)


def test_set_reaction_in_another_window_is_not_overwritten(member):
    post, other = make_post(), UserFactory()
    stale = Post.objects.select_related("thread__space").get(pk=post.pk)
    set_reaction(post=post, person=other, kind="thanks", given=True)
    set_reaction(post=stale, person=member, kind="thanks", given=True)
    post.refresh_from_db()
    assert post.reactions == {"thanks": [other.pk, member.pk]}


@pytest.mark.parametrize("kind", ["", "like", "thanks\x00", "x" * 10_000, "👍"])
def test_set_reaction_of_no_such_kind_is_a_message(signed_in, kind):
    post = make_post()
    answer = signed_in.post(address(post), {"give": kind}, **JSON)
    assert (answer.status_code, list(answer.json())) == (422, ["message"])
    assert signed_in.post(address(post), {"give": kind}).status_code == 302
    post.refresh_from_db()
    assert post.reactions == {}


def test_set_reaction_neither_to_own_nor_where_nothing_is_written_any_more(member):
    own, other = make_post(author=member), make_post()
    with pytest.raises(PermissionDenied):
        set_reaction(post=own, person=member, kind="thanks", given=True)
    archive_space(space=other.space)
    with pytest.raises(ValidationError) as refusal:
        set_reaction(post=other, person=member, kind="thanks", given=True)
    assert refusal.value.code == "archived"


def test_set_reaction_in_a_private_space_not_by_others(signed_in):
    space, insider = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=insider)
    post = make_post(thread=make_thread(space=space, author=insider), author=insider)
    answers = [signed_in.get(address(post)), signed_in.post(address(post), {"give": "thanks"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert Post.objects.get(pk=post.pk).reactions == {}


def test_reactions_go_with_the_post(member, signed_in):
    post = make_post()
    set_reaction(post=post, person=member, kind="thanks", given=True)
    delete_post(post=post, deleted_by=post.author)
    post.refresh_from_db()
    assert (post.reactions, signed_in.get(address(post)).status_code) == ({}, 404)
    assert signed_in.post(address(post), {"give": "thanks"}, **JSON).status_code == 422


def test_reaction_without_script_by_page_and_by_button(signed_in, member):
    post = make_post()
    page = signed_in.get(address(post)).content.decode()
    assert 'name="give" value="interested"' in page
    response = signed_in.post(address(post), {"give": "interested"})
    assert response.url == f"{post.thread.get_absolute_url()}#beitrag-2"
    thread_page = signed_in.get(post.thread.get_absolute_url()).content.decode()
    assert 'name="take_back" value="interested" aria-pressed="true">Interessiert uns <b>1</b>' in thread_page
    assert "Ada Muster" in signed_in.get(address(post)).content.decode()
    signed_in.post(address(post), {"take_back": "interested"})
    assert Post.objects.get(pk=post.pk).reactions == {}


def test_reaction_with_script_answers_the_new_state(signed_in, member):
    post = make_post()
    answer = signed_in.post(address(post), {"give": "helpful"}, **JSON)
    assert answer.json() == {"number": post.number, "reactions": {"helpful": [member.pk]}}


def test_reaction_of_an_ended_session_is_told(client):
    answer = client.post(address(make_post()), {"give": "helpful"}, **JSON)
    assert (answer.status_code, list(answer.json())) == (401, ["message"])


def test_reactions_of_a_former_member_stay_without_a_name(signed_in):
    post, leaver = make_post(), UserFactory(first_name="Bea", last_name="Weg")
    set_reaction(post=post, person=leaver, kind="thanks", given=True)
    leaver.delete()
    page = signed_in.get(address(post))
    assert [len(reaction["people"]) for reaction in page.context["reactions"]] == [0, 1, 0, 0]
    assert "Ehemaliges Mitglied" in page.content.decode()


def test_reactions_after_reconnect_are_those_of_a_fresh_page(member):
    post = make_post()
    set_reaction(post=post, person=member, kind="thanks", given=True)
    set_reaction(post=post, person=member, kind="helpful", given=True)
    changes = catch_up(str(post.space_id), 2).changes
    assert [(change["kind"], change["post"]["reactions"]) for change in changes] == [
        ("post_reacted", {"helpful": [member.pk], "thanks": [member.pk]})
    ] * 2


@pytest.mark.parametrize("people", [1, 3])
def test_who_reacted_query_count(signed_in, django_assert_max_num_queries, people):
    post = make_post()
    for _person in range(people):
        set_reaction(post=post, person=UserFactory(), kind="thanks", given=True)
    signed_in.get("/de/raeume/")
    with django_assert_max_num_queries(7):
        signed_in.get(address(post))
