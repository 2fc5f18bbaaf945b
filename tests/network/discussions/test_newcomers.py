"""The limits of the first days, and when they end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from freezegun import freeze_time

from network.discussions.actions import edit_post, open_thread, publish_post
from network.discussions.models import Post
from network.discussions.newcomers import is_newcomer
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = "2018-06-14T12:00:00+02:00"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.NEW_MEMBER_DAYS, settings.NEW_MEMBER_POSTS = 3, 5
    settings.NEW_MEMBER_POSTS_PER_HOUR, settings.NEW_MEMBER_LINKS, settings.NEW_MEMBER_MENTIONS = 2, 1, 1


@pytest.fixture
def thread():
    return make_thread(author=EditorFactory())


def refusal(action) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        action()
    return refused.value.code, " ".join(refused.value.messages)


def test_third_post_of_the_hour_waits_and_says_until_when(thread):
    with freeze_time(NOON) as clock:
        newcomer = UserFactory(date_joined=timezone.now())
        open_thread(author=newcomer, space=thread.space, title="Eine Frage", body="Wer?")
        clock.tick(timedelta(minutes=10))
        make_post(thread=thread, author=newcomer)
        code, sentence = refusal(lambda: make_post(thread=thread, author=newcomer))
        assert (code, "ab 13:01 Uhr" in sentence) == ("newcomer", True)
        clock.tick(timedelta(minutes=51))
        assert publish_post(author=newcomer, thread=thread, body="Weiter.").author == newcomer


def test_links_and_mentions_are_few_in_posts_and_edits(thread):
    newcomer = UserFactory(date_joined=timezone.now())
    places = [MunicipalityFactory(name=name) for name in ("Aburg", "Bedorf")]
    two_links = "Siehe https://a.example und [hier](https://b.example)"
    post = make_post(thread=thread, author=newcomer, body="Siehe https://a.example und https://a.example")
    for body, code in ((two_links, "links"), (f"@{places[0]} und @{places[1]}", "mentions")):
        assert refusal(lambda body=body: publish_post(author=newcomer, thread=thread, body=body))[0] == code
        assert refusal(lambda body=body: edit_post(post=post, editor=newcomer, body=body))[0] == code


def test_refusal_keeps_the_text_on_the_page(client, thread):
    client.force_login(UserFactory(date_joined=timezone.now()))
    page = client.post(thread.get_absolute_url(), {"body": "https://a.example https://b.example"})
    assert (page.status_code, "https://a.example https://b.example" in page.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("role", "days", "posts", "expected"),
    [("member", 0, 0, True), ("member", 4, 0, False), ("member", 0, 5, False), ("editor", 0, 0, False)],
)
def test_who_is_new(thread, role, days, posts, expected):
    person = UserFactory(date_joined=timezone.now() - timedelta(days=days), role=role)
    long_ago = timezone.now() - timedelta(hours=2)
    for _number in range(posts):
        make_post(thread=thread, author=person)
        Post.objects.update(created_at=long_ago)
    assert is_newcomer(person) is expected


def test_same_text_sent_again_is_the_same_post_whatever_the_limit(thread):
    newcomer, key = UserFactory(date_joined=timezone.now()), uuid4()
    make_post(thread=thread, author=newcomer)
    sent = {"author": newcomer, "thread": thread, "body": "Einmal", "client_id": key}
    assert publish_post(**sent) == publish_post(**sent)
