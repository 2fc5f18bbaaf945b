from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from network.discussions.actions import set_reaction, set_thread_closed
from network.discussions.models import Post, Thread, ThreadRead
from network.people.actions import save_draft
from network.people.models import Draft
from network.spaces.actions import add_space_member, archive_space, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def address(name: str, *args) -> str:
    return reverse(f"discussions:{name}", args=args)


# --- reading


def test_thread_page_shows_posts_in_order_with_place_and_anchor(signed_in):
    author = UserFactory(first_name="Ada", last_name="Muster")
    MembershipFactory(user=author, municipality=KrefeldFactory())
    thread = make_thread(body="Die Frage")
    make_post(thread=thread, author=author, body="Die **Antwort**")
    page = signed_in.get(thread.get_absolute_url()).content.decode()
    assert page.index("Die Frage") < page.index("Die <strong>Antwort</strong>")
    assert 'id="beitrag-1"' in page
    assert 'id="beitrag-2"' in page
    assert "Krefeld" in page


def test_thread_page_renders_hostile_text_as_text(signed_in):
    thread = make_thread(
        title='<img src=x onerror="alert(1)">', body="<script>alert(1)</script> [x](javascript:alert(1))"
    )
    page = signed_in.get(thread.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_thread_page_is_paged_by_twenty(signed_in):
    thread = make_thread()
    for number in range(21):
        make_post(thread=thread, body=f"Antwort Nummer {number}")
    first, second = (signed_in.get(thread.get_absolute_url(), {"page": page}) for page in (1, 2))
    numbers = [[post["number"] for post in page.context["posts"]] for page in (first, second)]
    assert numbers == [list(range(1, 21)), [21, 22]]


def test_post_address_leads_to_its_page_and_anchor(signed_in):
    thread = make_thread()
    for _number in range(21):
        post = make_post(thread=thread)
    assert signed_in.get(post.get_absolute_url()).url == f"{thread.get_absolute_url()}?page=2#beitrag-22"


def test_private_thread_does_not_exist_for_others(signed_in, member):
    space, insider = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=insider)
    thread = make_thread(space=space, author=insider)
    post = make_post(thread=thread, author=insider)
    addresses = [
        space.get_absolute_url(),
        thread.get_absolute_url(),
        post.get_absolute_url(),
        address("thread-create", space.slug),
        address("post-edit", space.slug, post.number),
        address("post-delete", space.slug, post.number),
        reverse("space-changes", args=[space.pk]) + "?after=0",
    ]
    assert [signed_in.get(url).status_code for url in addresses] == [404] * len(addresses)
    posts = [
        thread.get_absolute_url(),
        address("post-accept", space.slug, post.number),
        address("thread-state", space.slug, thread.pk),
        address("space-read", space.slug),
        reverse("thread-read", args=[thread.pk]),
    ]
    assert [signed_in.post(url, {"body": "x", "number": "1"}).status_code for url in posts] == [404] * len(posts)
    assert Post.objects.count() == 2


def test_visitor_is_sent_to_sign_in(client):
    thread = make_thread()
    response = client.get(thread.get_absolute_url())
    assert urlsplit(response.url).path == reverse("account_login")
    assert thread.get_absolute_url() in response.url


def test_reading_marks_as_read_up_to_the_page(signed_in, member):
    thread = make_thread()
    for _number in range(21):
        make_post(thread=thread)
    signed_in.get(thread.get_absolute_url())
    assert ThreadRead.objects.get(user=member, thread=thread).number == 20
    signed_in.get(thread.get_absolute_url(), {"page": 2})
    signed_in.get(thread.get_absolute_url())
    assert ThreadRead.objects.get(user=member, thread=thread).number == 22


def test_unread_link_leads_to_first_unread_post(signed_in, member):
    thread = make_thread()
    signed_in.get(thread.get_absolute_url())
    make_post(thread=thread, author=member)
    new = make_post(thread=thread)
    make_post(thread=thread)
    response = signed_in.get(thread.get_absolute_url() + "?unread")
    assert response.url == f"{thread.get_absolute_url()}#{new.anchor}"


# --- writing


def test_answer_without_script_leads_to_the_new_post(signed_in, member):
    thread = make_thread()
    response = signed_in.post(thread.get_absolute_url(), {"body": "Bei uns so.", "client_id": str(uuid4())})
    post = thread.posts.last()
    assert response.url == post.get_absolute_url()
    assert signed_in.get(response.url).url == f"{thread.get_absolute_url()}#beitrag-2"
    assert (post.author, post.body) == (member, "Bei uns so.")


def test_answer_sent_twice_is_one_post(signed_in):
    thread = make_thread()
    sent = {"body": "Bei uns so.", "client_id": str(uuid4())}
    addresses = {signed_in.post(thread.get_absolute_url(), sent).url for _time in range(2)}
    assert addresses == {thread.posts.last().get_absolute_url()}
    assert thread.posts.count() == 2


def test_answer_with_script_returns_the_post(signed_in, member):
    thread = make_thread()
    sent = {"body": "Bei **uns** so.", "client_id": str(uuid4())}
    response = signed_in.post(thread.get_absolute_url(), sent, **JSON)
    answer = response.json()
    assert response.status_code == 201
    assert answer["number"] == answer["post"]["number"] == 2
    assert answer["post"]["author"] == {"id": member.pk, "name": member.get_full_name(), "municipality": ""}
    assert 'id="beitrag-2"' in answer["html"]
    assert 'href="../beitrag/2/bearbeiten/"' in answer["html"]
    assert address("post-edit", thread.space.slug, 2) == urljoin(thread.get_absolute_url(), "../beitrag/2/bearbeiten/")


@pytest.mark.parametrize("body", ["", "   ", "x" * 20_001, "mit\x00Null"])
def test_answer_refused_keeps_the_text(signed_in, body):
    thread = make_thread()
    page = signed_in.post(thread.get_absolute_url(), {"body": body})
    assert (page.status_code, page.context["form"]["body"].value()) == (422, body)
    answer = signed_in.post(thread.get_absolute_url(), {"body": body}, **JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["body"])
    assert thread.posts.count() == 1


def test_answer_windows_line_ends_do_not_count(signed_in):
    thread = make_thread()
    response = signed_in.post(thread.get_absolute_url(), {"body": "\r\n".join(["a"] * 10_000)})
    assert (response.status_code, thread.posts.last().body.count("\n")) == (302, 9_999)


def test_answer_bad_client_id_is_a_message(signed_in):
    thread = make_thread()
    answer = signed_in.post(thread.get_absolute_url(), {"body": "Text", "client_id": "keine"}, **JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["client_id"])


def test_answer_in_closed_thread_keeps_the_text(signed_in):
    thread = make_thread()
    set_thread_closed(thread=thread, closed=True, closed_by=FacilitatorFactory())
    answer = signed_in.post(thread.get_absolute_url(), {"body": "Zu spät"}, **JSON)
    assert answer.status_code == 409
    page = signed_in.post(thread.get_absolute_url(), {"body": "Zu spät"})
    assert page.status_code == 409
    assert "Zu spät" in page.content.decode()


def test_answer_in_archived_space_keeps_the_text(signed_in):
    thread = make_thread()
    archive_space(space=thread.space)
    page = signed_in.post(thread.get_absolute_url(), {"body": "Zu spät"})
    assert page.status_code == 409
    assert "Zu spät" in page.content.decode()


def test_answer_of_removed_member_is_refused_with_the_text(signed_in, member):
    space = PrivateSpaceFactory()
    add_space_member(space=space, user=member)
    thread = make_thread(space=space, author=member)
    signed_in.get(thread.get_absolute_url())
    remove_space_member(space=space, user=member)
    page = signed_in.post(thread.get_absolute_url(), {"body": "Das wollte ich noch sagen"})
    answer = signed_in.post(thread.get_absolute_url(), {"body": "Das wollte ich noch sagen"}, **JSON)
    assert (page.status_code, answer.status_code) == (403, 403)
    assert "Das wollte ich noch sagen" in page.content.decode()
    assert signed_in.get(thread.get_absolute_url()).status_code == 404


def test_answer_of_expired_session_is_kept_until_after_sign_in(client, member):
    thread = make_thread()
    sent = {"body": "Lange getippt", "client_id": str(uuid4())}
    response = client.post(thread.get_absolute_url(), sent)
    assert urlsplit(response.url).path == reverse("account_login")
    client.force_login(member)
    page = client.get(thread.get_absolute_url())
    assert page.context["form"]["body"].value() == "Lange getippt"
    assert str(page.context["form"]["client_id"].value()) == sent["client_id"]


def test_answer_of_expired_session_with_script_is_told(client):
    response = client.post(make_thread().get_absolute_url(), {"body": "Text"}, **JSON)
    assert (response.status_code, list(response.json())) == (401, ["message"])


def test_draft_fills_the_form_and_goes_with_the_post(signed_in, member):
    thread = make_thread()
    save_draft(owner=member, kind="post", key=str(thread.pk), data={"body": "Halb fertig"})
    form = signed_in.get(thread.get_absolute_url()).context["form"]
    assert form["body"].value() == "Halb fertig"
    signed_in.post(thread.get_absolute_url(), {"body": "Ganz fertig"})
    assert not Draft.objects.filter(owner=member).exists()


def test_open_thread_leads_to_it(signed_in, member):
    space = SpaceFactory()
    sent = {"kind": "question", "title": "Wer kennt das?", "body": "Ja, wer?", "client_id": str(uuid4())}
    responses = [signed_in.post(address("thread-create", space.slug), sent) for _time in range(2)]
    thread = Thread.objects.get()
    assert {response.url for response in responses} == {thread.get_absolute_url()}
    assert (thread.kind, thread.title, thread.author) == ("question", "Wer kennt das?", member)


def test_open_thread_with_mistakes_names_each_field_and_keeps_all(signed_in):
    space = SpaceFactory()
    sent = {"kind": "announcement", "title": "ab", "body": ""}
    page = signed_in.post(address("thread-create", space.slug), sent)
    form = page.context["form"]
    assert set(form.errors) == {"kind", "title", "body"}
    assert {name: form[name].value() for name in sent} == sent
    assert not Thread.objects.exists()


def test_open_thread_announcement_is_offered_to_facilitators_only(client):
    space = SpaceFactory()
    offered = {}
    for user in (UserFactory(), FacilitatorFactory()):
        client.force_login(user)
        form = client.get(address("thread-create", space.slug)).context["form"]
        offered[user.role] = [value for value, _label in form.fields["kind"].choices]
    assert offered == {
        "member": ["question", "discussion"],
        "facilitator": ["question", "discussion", "announcement"],
    }


def test_edit_own_post(signed_in, member):
    post = make_post(author=member, body="Alt")
    url = address("post-edit", post.space.slug, post.number)
    assert signed_in.get(url).context["form"]["body"].value() == "Alt"
    assert signed_in.post(url, {"body": ""}).status_code == 422
    signed_in.post(url, {"body": "Neu"})
    post.refresh_from_db()
    assert post.body == "Neu"


def test_edit_and_delete_of_others_are_forbidden(signed_in):
    post = make_post(body="Fremd")
    statuses = [
        signed_in.get(address("post-edit", post.space.slug, post.number)).status_code,
        signed_in.post(address("post-edit", post.space.slug, post.number), {"body": "x"}).status_code,
        signed_in.get(address("post-delete", post.space.slug, post.number)).status_code,
        signed_in.post(address("post-delete", post.space.slug, post.number)).status_code,
        signed_in.post(address("post-accept", post.space.slug, post.number)).status_code,
        signed_in.post(address("thread-state", post.space.slug, post.thread_id), {"state": "closed"}).status_code,
    ]
    post.refresh_from_db()
    assert statuses == [403] * 6
    assert (post.body, post.is_deleted) == ("Fremd", False)


def test_delete_own_post_leaves_its_place(signed_in, member):
    post = make_post(author=member, body="Weg damit")
    url = address("post-delete", post.space.slug, post.number)
    assert "Weg damit" in signed_in.get(url).content.decode()
    signed_in.post(url)
    page = signed_in.get(post.thread.get_absolute_url()).content.decode()
    assert "Weg damit" not in page
    assert 'id="beitrag-2"' in page


def test_accept_answer_and_take_it_back(client):
    thread = make_thread()
    post = make_post(thread=thread)
    client.force_login(thread.author)
    url = address("post-accept", thread.space.slug, post.number)
    client.post(url, {"accepted": "yes"})
    assert Thread.objects.get().accepted_post == post
    page = client.get(thread.get_absolute_url())
    assert [item["is_accepted"] for item in page.context["posts"]] == [False, True]
    client.post(url, {"accepted": "no"})
    assert Thread.objects.get().accepted_post is None


def test_thread_state_by_facilitator(client):
    thread = make_thread()
    client.force_login(FacilitatorFactory())
    url = address("thread-state", thread.space.slug, thread.pk)
    for state in ("closed", "pinned"):
        client.post(url, {"state": state})
    stored = Thread.objects.get()
    assert (stored.is_closed, stored.is_pinned) == (True, True)
    for state in ("open", "unpinned"):
        client.post(url, {"state": state})
    stored = Thread.objects.get()
    assert (stored.is_closed, stored.is_pinned) == (False, False)
    response = client.post(url, {"state": "blau"})
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]


# --- cost


@pytest.mark.parametrize("posts", [1, 3, 20])
def test_thread_page_query_count_and_weight(client, django_assert_max_num_queries, posts):
    """For those who see the most: what a facilitator can do stands at every post."""
    client.force_login(FacilitatorFactory())
    place = KrefeldFactory()
    thread = make_thread(body="Eine Frage, wie sie gestellt wird. " * 12)
    for _number in range(posts - 1):
        author = UserFactory()
        MembershipFactory(user=author, municipality=place)
        post = make_post(thread=thread, author=author, body="Eine Antwort, wie sie gegeben wird. " * 12)
        for kind in ("thanks", "same"):
            set_reaction(post=post, person=thread.author, kind=kind, given=True)
    client.get("/de/raeume/")  # menus and the site are read once in five minutes, whatever page comes first
    for _visit in ("first", "again"):
        with django_assert_max_num_queries(10):
            page = client.get(thread.get_absolute_url())
    assert len(page.context["posts"]) == posts
    assert len(page.content) <= 48 * 1024


def test_too_many_answers_are_refused_with_a_message(signed_in, settings):
    settings.RATE_LIMITS = {"post": "1/d"}
    thread = make_thread()
    answers = [signed_in.post(thread.get_absolute_url(), {"body": f"Text {n}"}, **JSON) for n in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert (list(answers[1].json()), thread.posts.count()) == (["message", "retry_after"], 2)


def test_text_in_another_language_is_marked(signed_in):
    thread = make_thread(body="Eine Frage")
    german, english = thread.get_absolute_url(), thread.get_absolute_url().replace("/de/", "/en/")
    pages = [signed_in.get(url).content.decode() for url in (german, english)]
    assert [page.count('class="post__body prose" lang="de"') for page in pages] == [0, 1]
