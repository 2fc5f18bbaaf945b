"""Documents of posts: found by those who may read the space, led to their post, and gone with it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network.discussions.actions import Attached, add_file, delete_post, publish_post
from network.discussions.models import Post, Thread
from network.people.models import User
from network.spaces.actions import add_space_member
from search import indexing
from search.attachments.actions import read_next
from search.searching import SearchRequest, search
from tests.factories.discussions import make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory
from tests.network.discussions.pictures import pdf, photo

pytestmark = pytest.mark.django_db


def found(text: str, user: User | AnonymousUser) -> list[tuple[str, str]]:
    return [(result.document.title, result.url) for result in search(SearchRequest(text, {}), user).results]


@pytest.fixture
def thread(search_index) -> Thread:
    member = UserFactory()
    space = PrivateSpaceFactory()
    add_space_member(space=space, user=member)
    return make_thread(space=space, author=member)


def post_with_files(thread: Thread, author: User) -> Post:
    picture, document = (add_file(owner=author, draft_key="post:1", upload=each) for each in (photo(), pdf("plan.pdf")))
    files = [Attached(picture, "Zwei Esel vor dem Rathaus"), Attached(document)]
    return publish_post(author=author, thread=thread, body="Im Anhang.", files=files)


def test_text_of_a_document_leads_its_readers_to_the_post_and_goes_with_it(thread, search_index):
    author = thread.author
    post = post_with_files(thread, author)
    while read_next():
        pass
    search_index.catch_up()
    address = post.get_absolute_url()
    assert found("Quittenprojekt", author) == [("plan.pdf", address)]
    assert (thread.title, address) in found("Esel", author)
    for stranger in (UserFactory(), AnonymousUser()):
        assert (found("Quittenprojekt", stranger), found("Esel", stranger)) == ([], [])
    delete_post(post=post, deleted_by=author)
    assert found("Quittenprojekt", author) == []
    search_index.catch_up()
    assert search_index.ids("post_file") == set()
    assert indexing.find_drift().all_keys == []


def test_documents_of_a_hidden_post_are_not_even_counted_and_come_back_with_it(thread, search_index):
    author, reporter = thread.author, UserFactory()
    add_space_member(space=thread.space, user=reporter)
    post = post_with_files(thread, author)
    while read_next():
        pass
    search_index.catch_up()
    case = make_case(post=post, reporter=reporter)

    def answer() -> tuple[int, int]:
        response = search(SearchRequest("Quittenprojekt", {}), reporter)
        return response.total, response.facets.get("type", {}).get("document", 0)

    counts = [answer()]
    for kind in ("hide", "restore"):
        rule(case, kind)
        counts.append(answer())
        search_index.catch_up()
        counts.append(answer())
    assert counts == [(1, 1), (0, 0), (0, 0), (0, 0), (1, 1)]
    assert indexing.find_drift().all_keys == []
