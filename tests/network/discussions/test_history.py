import pytest
from django.urls import reverse

from network.discussions.actions import delete_post, edit_post
from network.discussions.history import MOST_WORDS, differences, history_of
from network.discussions.models import Post
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in differences(before, after)]


def test_differences_word_by_word():
    assert pieces("Wir haben zwei Kurse.", "Wir haben drei Kurse am Abend.") == [
        ("same", "Wir haben "),
        ("removed", "zwei"),
        ("added", "drei"),
        ("same", " Kurse"),
        ("added", " am Abend"),
        ("same", "."),
    ]


@pytest.mark.parametrize("body", ["", "x" * 20_000, "😀 שלום\n\n", "a " * 10_000])
def test_differences_lose_nothing(body):
    found = pieces(body, "Neu. " + body)
    assert "".join(text for kind, text in found if kind != "added") == body
    assert "".join(text for kind, text in found if kind != "removed") == "Neu. " + body


def test_differences_of_a_long_text_go_by_lines():
    before = "".join(f"Zeile {number} und mehr\n" for number in range(MOST_WORDS // 4))
    found = pieces(before, before.replace("Zeile 7 ", "Zeile sieben "))
    assert [text for kind, text in found if kind != "same"] == ["Zeile 7 und mehr\n", "Zeile sieben und mehr\n"]


def history_url(post: Post) -> str:
    return reverse("discussions:post-history", args=[post.space.slug, post.number])


@pytest.mark.django_db
def test_history_shows_each_edit_newest_first(client):
    post = make_post(body="Zwei Kurse")
    edit_post(post=post, body="Drei Kurse", editor=post.author)
    edit_post(post=post, body="Drei <b>Kurse</b>", editor=post.author)
    client.force_login(UserFactory())
    page = client.get(history_url(post))
    assert [step.by for step in page.context["steps"]] == [str(post.author)] * 2
    assert [piece.text for piece in page.context["steps"][1].pieces] == ["Zwei", "Drei", " Kurse"]
    assert "<b>" not in page.content.decode()
    assert 'href="../beitrag/2/verlauf/"' in client.get(post.thread.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_history_query_count(django_assert_num_queries):
    counts = []
    for edits in (1, 3):
        post = make_post()
        for number in range(edits):
            edit_post(post=post, body=f"Fassung {number}", editor=post.author)
        with django_assert_num_queries(1):
            counts.append(len(history_of(post)))
    assert counts == [1, 3]


@pytest.mark.django_db
def test_history_is_not_for_those_who_may_not_read(client):
    space, member = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=member)
    post = make_post(thread=make_thread(space=space, author=member), author=member)
    edit_post(post=post, body="Anders", editor=member)
    statuses = []
    for reader in (member, UserFactory()):
        client.force_login(reader)
        statuses.append(client.get(history_url(post)).status_code)
    delete_post(post=post, deleted_by=member)
    client.force_login(member)
    assert [*statuses, client.get(history_url(post)).status_code] == [200, 404, 404]


@pytest.mark.django_db
def test_edit_of_an_outdated_version_shows_both_texts(client):
    post = make_post(body="Eins")
    url = reverse("discussions:post-edit", args=[post.space.slug, post.number])
    client.force_login(post.author)
    edit_post(post=post, body="Im anderen Fenster", editor=post.author)
    page = client.post(url, {"body": "In diesem Fenster", "version": "1"})
    assert (page.status_code, page.context["other"], page.context["form"]["body"].value()) == (
        409,
        "Im anderen Fenster",
        "In diesem Fenster",
    )
    assert page.context["form"]["version"].value() == "2"
    client.post(url, {"body": "Aus beiden", "version": "2"})
    post.refresh_from_db()
    assert (post.body, post.versions.count()) == ("Aus beiden", 2)


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["0", "viele", "9" * 40, "-1"])
def test_edit_with_a_hostile_version_is_a_message(client, version):
    post = make_post(body="Eins")
    client.force_login(post.author)
    url = reverse("discussions:post-edit", args=[post.space.slug, post.number])
    page = client.post(url, {"body": "Zwei", "version": version})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["version"])


@pytest.mark.django_db
def test_removed_post_says_who_removed_it(client):
    own, removed = make_post(), make_post()
    delete_post(post=own, deleted_by=own.author)
    delete_post(post=removed, deleted_by=FacilitatorFactory())
    client.force_login(UserFactory())
    pages = [client.get(post.thread.get_absolute_url()) for post in (own, removed)]
    assert [page.context["posts"][1]["is_removed"] for page in pages] == [False, True]
    sentence = "Dieser Beitrag wurde von der Moderation des Raums entfernt."
    blank_has_it_once = [page.content.decode().count(sentence) for page in pages]
    assert blank_has_it_once == [1, 2]
