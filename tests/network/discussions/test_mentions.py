from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.discussions.actions import edit_post
from network.discussions.mentions import MOST_MENTIONS, check_mentions, find_mentions
from network.municipalities.models import Municipality
from network.notifications.choosing import choose
from network.notifications.models import Event, Notification
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(first_name="Ada", last_name="Muster")


@pytest.fixture
def thread():
    return make_thread()


def told(person) -> list[tuple[str, int]]:
    return list(Notification.objects.filter(recipient=person).values_list("verb", "event_count"))


@pytest.mark.parametrize(
    "text",
    [
        "@Ada Muster",
        "Frag @Ada Muster!",
        "(@Ada Muster, bitte)",
        "**@Ada Muster**",
        "@Ada Muster weiß es.",
        "> x\n\n@Ada Muster",
    ],
)
def test_mention_tells_and_links_to_the_person(ada, thread, text):
    post = make_post(thread=thread, body=text)
    assert told(ada) == [("discussions.mentioned", 1)]
    assert f'<a href="/menschen/{ada.pk}/" rel="nofollow noopener">@Ada Muster</a>' in post.body_html


@pytest.mark.parametrize(
    "text",
    [
        "Ada Muster",
        "ada@Ada Muster",
        "@Ada",
        "@Adah Muster",
        "@Ada Musterfrau",
        "@ Ada Muster",
        "> @Ada Muster\n\nJa.",
        "@ada muster",
    ],
)
def test_mention_is_none(ada, thread, text):
    make_post(thread=thread, body=text)
    assert told(ada) == []


def test_mention_in_code_stays_what_it_is(ada, thread):
    assert "<a " not in make_post(thread=thread, body="`@Ada Muster`").body_html


def test_mention_of_who_may_not_read_tells_nobody_and_links_nowhere(ada):
    space, insider = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=insider)
    secret = make_thread(space=space, author=insider, body="Geheim. @Ada Muster")
    assert (told(ada), "<a " in secret.posts.get().body_html) == ([], False)


def test_mention_of_one_of_two_with_the_name_needs_the_place(ada, thread):
    other = UserFactory(first_name="Ada", last_name="Muster")
    MembershipFactory(user=other, municipality=KrefeldFactory())
    make_post(thread=thread, body="@Ada Muster")
    make_post(thread=thread, body="@Ada Muster (Krefeld), bitte")
    assert (told(ada), told(other)) == ([], [("discussions.mentioned", 1)])


def test_mention_of_a_municipality_tells_its_contacts_or_everyone_there(thread):
    krefeld = KrefeldFactory()
    assert krefeld.is_in_network
    first, second = (MembershipFactory(municipality=krefeld).user for _person in range(2))
    make_post(thread=thread, body="Was sagt @Krefeld?")
    assert [told(person) for person in (first, second)] == [[("discussions.mentioned", 1)]] * 2
    contact = MembershipFactory(municipality=krefeld, is_contact=True).user
    make_post(thread=thread, body="Und jetzt, @krefeld?")
    assert (told(contact), told(first)) == ([("discussions.mentioned", 1)], [("discussions.mentioned", 1)])


def test_mention_is_the_one_word_of_the_post(ada, thread):
    make_post(thread=thread, author=ada)
    make_post(thread=thread, body="@Ada Muster, danke.")
    make_post(thread=thread, body="Noch etwas.")
    assert sorted(told(ada)) == [("discussions.mentioned", 1), ("discussions.reply", 1)]


def test_edit_tells_only_those_who_are_new_in_it(ada, thread):
    bea = UserFactory(first_name="Bea", last_name="Neu")
    post = make_post(thread=thread, body="@Ada Muster")
    edit_post(post=post, body="@Ada Muster und @Bea Neu", editor=post.author)
    assert (told(ada), told(bea)) == ([("discussions.mentioned", 1)], [("discussions.mentioned", 1)])


def test_who_is_mentioned_is_looked_up_once_for_a_post(ada, thread):
    author = UserFactory()
    with CaptureQueriesContext(connection) as queries:
        make_post(thread=thread, author=author, body="> @Ada Muster\n\n@Ada Muster, danke.")
    assert len([query for query in queries if 'AS "full_name"' in query["sql"]]) == 1
    assert told(ada) == [("discussions.mentioned", 1)]


def test_too_many_mentions_are_a_message_and_the_text_stays(client, thread):
    people = [UserFactory(first_name="Viele", last_name=f"Nummer{number}") for number in range(MOST_MENTIONS + 1)]
    body = " ".join(f"@{person.get_full_name()}," for person in people)
    client.force_login(UserFactory())
    page = client.post(thread.get_absolute_url(), {"body": body, "client_id": str(uuid4())})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["body"])
    assert "21 Personen und Kommunen" in page.content.decode()
    assert page.context["form"]["body"].value() == body
    assert (thread.posts.count(), Notification.objects.count()) == (1, 0)


@pytest.mark.parametrize("text", ["@a " * 6_000, "@" * 20_000, "@\u202eadA" * 300, "@😀 " * 5_000, "@(" * 10_000])
def test_hostile_mentions_are_text(text, django_assert_max_num_queries):
    space = SpaceFactory()
    with django_assert_max_num_queries(3):
        check_mentions(text, space)


def test_limit_counts_whom_it_means_not_how_often(ada):
    space = SpaceFactory()
    check_mentions("@Ada Muster " * 100, space)
    for number in range(MOST_MENTIONS):
        UserFactory(first_name="Viele", last_name=f"Nummer{number}")
    with pytest.raises(ValidationError) as refusal:
        check_mentions("@Ada Muster " + " ".join(f"@Viele Nummer{n}" for n in range(MOST_MENTIONS)), space)
    assert refusal.value.code == "mentions"


@pytest.mark.parametrize("people", [1, 3])
def test_find_mentions_query_count(people, django_assert_max_num_queries):
    space = SpaceFactory()
    for number in range(people):
        UserFactory(first_name="Viele", last_name=f"Nummer{number}")
    text = " ".join(f"@Viele Nummer{number}" for number in range(people))
    with django_assert_max_num_queries(3):
        assert len(find_mentions(text, space).people) == people


# --- suggestions


def suggestions(client, space, text: str) -> list[tuple[str, str]]:
    answer = client.get(reverse("space-mentions", args=[space.pk]), {"q": text}).json()
    return [(item["text"], item["insert"]) for group in answer["groups"] for item in group["items"]]


def test_suggestions_are_of_people_who_may_read_and_places(client, ada):
    space, member = PrivateSpaceFactory(), UserFactory(first_name="Adam", last_name="Innen")
    add_space_member(space=space, user=member)
    KrefeldFactory()
    Municipality.objects.create(name="Adendorf", country="DE")  # in the register only
    client.force_login(member)
    assert suggestions(client, space, "ad") == [("Adam Innen", "@Adam Innen")]
    assert suggestions(client, space, "kref") == [("Krefeld", "@krefeld")]
    client.force_login(ada)
    assert client.get(reverse("space-mentions", args=[space.pk]), {"q": "ad"}).status_code == 404


def test_suggestion_of_one_of_two_says_which(client, ada):
    other = UserFactory(first_name="Ada", last_name="Muster")
    MembershipFactory(user=other, municipality=KrefeldFactory())
    client.force_login(ada)
    found = suggestions(client, SpaceFactory(), "mus ad")
    assert found == [("Ada Muster", "@Ada Muster"), ("Ada Muster", "@Ada Muster (Krefeld)")]


@pytest.mark.parametrize("text", ["", " ", "\x00", "%", "x" * 10_000, "😀", "\u202e", "'; --"])
def test_suggestions_for_nonsense_are_none(client, ada, text):
    client.force_login(ada)
    assert suggestions(client, SpaceFactory(), text) == []


def test_suggestions_are_for_those_who_are_signed_in(client):
    answer = client.get(reverse("space-mentions", args=[SpaceFactory().pk]), {"q": "ada"})
    assert (answer.status_code, list(answer.json())) == (401, ["message"])


@pytest.mark.parametrize("people", [1, 3])
def test_suggestions_query_count(client, ada, people, django_assert_max_num_queries):
    space = SpaceFactory()
    for number in range(people):
        MembershipFactory(user=UserFactory(first_name="Viele", last_name=f"Nummer{number}"))
    client.force_login(ada)
    with django_assert_max_num_queries(7):
        assert len(suggestions(client, space, "vie")) == people


def test_editor_says_where_to_ask_for_suggestions(client, ada, thread):
    client.force_login(ada)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f'data-mentions="{reverse("space-mentions", args=[thread.space_id])}"' in page


def test_mention_comes_by_email_in_the_rhythm_chosen_for_the_thread(ada, thread):
    choose(user=ada, scope=f"thread:{thread.pk}", rhythm="weekly", level="muted")
    make_post(thread=thread, body="Was meint @Ada Muster?")
    assert Event.objects.get(notification__recipient=ada).rhythm == "weekly"
