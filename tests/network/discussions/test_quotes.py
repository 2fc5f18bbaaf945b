import pytest

from network.discussions.actions import delete_post, edit_post
from network.discussions.quotes import LONGEST, add_quote, quote_of
from network.people.actions import save_draft
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    return make_post(author=UserFactory(first_name="Ada", last_name="Muster"), body="Erst das.\n\nDann *jenes*.")


def test_quote_names_its_source_and_marks_every_line(said):
    assert quote_of(said) == "> Ada Muster, #2:\n> Erst das.\n>\n> Dann *jenes*."


def test_quote_leaves_out_what_the_post_quotes_and_what_is_too_long(said):
    answer = make_post(thread=said.thread, body=f"{quote_of(said)}\n\n{'Ja. ' * LONGEST}")
    quote = quote_of(answer)
    assert "Erst das" not in quote
    assert quote.endswith("Ja. …")
    assert len(quote) < LONGEST + 50


def test_add_quote_below_the_draft_and_once(said):
    once = add_quote("Danke!", said)
    assert once == f"Danke!\n\n{quote_of(said)}\n\n"
    assert add_quote(once, said) == once


def test_quote_links_to_the_post_and_its_reader_stays_in_the_own_language(client, said):
    answer = make_post(thread=said.thread, body=f"{quote_of(said)}\n\nGenau.")
    neutral = f"/raeume/{said.space.slug}/beitrag/2/"
    assert f'<a href="{neutral}" rel="nofollow noopener">Ada Muster, #2:</a>' in answer.body_html
    client.force_login(UserFactory(language="en"))
    assert client.get(neutral, headers={"accept-language": "en"}).url == f"/en{neutral}"


@pytest.mark.parametrize("source", ["Bea Falsch, #2:", "Ada Muster, #1:", "Ada Muster, #99999999999999999999:", "#2:"])
def test_quote_of_what_was_not_said_gets_no_link(said, source):
    answer = make_post(thread=said.thread, body=f"> {source}\n> Erfunden.")
    assert "<a " not in answer.body_html


def test_quote_from_another_space_gets_no_link(said):
    answer = make_post(body=quote_of(said))
    assert "<a " not in answer.body_html


def test_edit_keeps_the_links_of_quotes(said):
    answer = make_post(thread=said.thread)
    edit_post(post=answer, body=f"{quote_of(said)}\n\nGenau.", editor=answer.author)
    assert "Ada Muster, #2:</a>" in answer.body_html


def test_quote_link_without_script_fills_the_answer_below_the_draft(client, said):
    member = UserFactory()
    client.force_login(member)
    save_draft(owner=member, kind="post", key=str(said.thread_id), data={"body": "Danke!"})
    page = client.get(said.thread.get_absolute_url())
    assert f'href="?quote={said.number}#reply"' in page.content.decode()
    page = client.get(said.thread.get_absolute_url(), {"quote": said.number})
    assert page.context["form"]["body"].value() == f"Danke!\n\n{quote_of(said)}\n\n"


@pytest.mark.parametrize("number", ["", "99", "-1", "x", "9" * 40, "²", "\x00"])
def test_quote_of_nothing_leaves_the_answer_empty(client, said, number):
    client.force_login(UserFactory())
    page = client.get(said.thread.get_absolute_url(), {"quote": number})
    assert (page.status_code, page.context["form"]["body"].value()) == (200, None)


def test_quote_neither_of_a_deleted_post_nor_of_another_thread(client, said):
    elsewhere, insider = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=elsewhere, user=insider)
    secret = make_thread(space=elsewhere, author=insider, body="Geheim")
    delete_post(post=said, deleted_by=said.author)
    client.force_login(UserFactory())
    for number in (said.number, secret.posts.get().number):
        page = client.get(said.thread.get_absolute_url(), {"quote": number})
        assert "Geheim" not in (page.context["form"]["body"].value() or "")
        assert "Erst das" not in (page.context["form"]["body"].value() or "")
