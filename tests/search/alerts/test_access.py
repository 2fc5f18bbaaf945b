"""What an alert never tells: what its owner may not read now."""

import pytest
from wagtail.models import PageViewRestriction

from network.discussions.actions import delete_post
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from search.alerts.models import NewHit
from tests.factories.cms import idea_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.search import make_saved_search
from tests.factories.spaces import PrivateSpaceFactory
from tests.search.alerts.conftest import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def private_talk():
    """A private space whose words nobody else uses; its member and somebody else save the same search."""
    member, stranger, space = UserFactory(), UserFactory(), PrivateSpaceFactory(title="Krisenraum")
    add_space_member(space=space, user=member)
    saved = [make_saved_search("Zwetschgenkuchen", owner=user, name="Kuchen") for user in (member, stranger)]
    author = UserFactory()
    add_space_member(space=space, user=author)
    make_post(thread=make_thread(space=space, author=author, title="Zwetschgenkuchen"), author=author)
    return space, saved


def everything_told(user: User, client) -> str:
    client.force_login(user)
    pages = [client.get(url).content.decode() for url in ("/de/mein-bereich/", "/de/mitteilungen/")]
    pages += [client.get(saved.get_absolute_url()).content.decode() for saved in user.saved_searches.all()]
    return "".join(pages).replace('value="Zwetschgenkuchen"', "")


def test_private_space_is_told_to_its_members_only(worker, private_talk, client):
    _space, (member, stranger) = private_talk
    letters = worker.run()
    assert [letter.to for letter in letters] == [[member.owner.email]]
    assert NewHit.objects.filter(search=stranger).count() == 0
    text = everything_told(stranger.owner, client)
    assert "neuer Treffer" not in text
    assert "Krisenraum" not in text
    assert "Krisenraum" in everything_told(member.owner, client)


def test_membership_lost_before_telling_tells_nothing(worker, private_talk, client):
    space, (member, _stranger) = private_talk
    worker.match()
    assert NewHit.objects.filter(search=member).exists()
    remove_space_member(space=space, user=member.owner)
    worker.tell()
    assert (told(member.owner), worker.deliver()) == ([], [])
    assert "Krisenraum" not in everything_told(member.owner, client)


def test_membership_lost_before_sending_sends_nothing_and_shows_no_count(worker, private_talk, client):
    space, (member, _stranger) = private_talk
    worker.match()
    worker.tell()
    remove_space_member(space=space, user=member.owner)
    assert worker.deliver() == []
    text = everything_told(member.owner, client)
    assert "Krisenraum" not in text
    client.force_login(member.owner)
    assert "1 neu" not in client.get("/de/gespeicherte-suchen/").content.decode()


def test_withdrawn_and_restricted_pages_and_deleted_posts_are_not_told(worker):
    saved = make_saved_search()
    withdrawn, restricted = idea_page(title="Quittenprojekt"), idea_page(title="Quittenprojekt")
    thread = make_thread(title="Anderes")
    post = make_post(thread=thread, body="Quittenprojekt")
    worker.match()
    assert NewHit.objects.count() == 3
    withdrawn.unpublish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    delete_post(post=post, deleted_by=post.author)
    worker.tell()
    assert (told(saved.owner), worker.deliver()) == ([], [])


def test_person_who_has_left_is_told_nothing(worker):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.match()
    worker.tell()
    User.objects.filter(pk=saved.owner_id).update(is_active=False)
    assert worker.deliver() == []
    idea_page(title="Quittenprojekt zwei")
    worker.match()
    assert NewHit.objects.count() == 1
