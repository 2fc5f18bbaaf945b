"""In a failure room nobody finds out who wrote: one test for every door, and the classes that stand for the names."""

import json
from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.discussions.actions import accept_answer, edit_post, publish_post, set_reaction
from network.discussions.bylines import byline
from network.discussions.mail.addresses import address_of
from network.discussions.mail.receiving import receive
from network.discussions.models import Post, Thread
from network.discussions.quotes import quote_of
from network.discussions.realtime import catch_up
from network.moderation.models import Case, Decision, Report
from network.municipalities.classes import class_among
from network.municipalities.models import Kind, Municipality, State
from network.notifications.letters import write_to
from network.notifications.models import Event, Letter, Notification
from network.notifications.writing import write
from network.people.models import User
from network.realtime.reading import enter
from network.spaces.actions import add_space_member, create_space
from search.sources.discussions import PostSource, ThreadSource
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.people import CoordinatorFactory, FacilitatorFactory, UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db
SECRETS = ("Ottokar", "Schreibfeder", "Seltenstadt")


def member(place: Municipality | None = None, **fields) -> User:
    person = UserFactory(**fields)
    MembershipFactory(user=person, municipality=place or MunicipalityFactory())
    return person


@pytest.fixture
def author() -> User:
    """One of three towns of a class."""
    for _number in range(2):
        member()
    return member(MunicipalityFactory(name="Seltenstadt"), first_name="Ottokar", last_name="Schreibfeder")


@pytest.fixture
def reader() -> User:
    return UserFactory(first_name="Rita", last_name="Liest")


@pytest.fixture
def thread(author, reader) -> Thread:
    """Opened and answered by the author, who is quoted, reacted to, mentioned in letters and accepted."""
    space = SpaceFactory(title="Was schiefging", is_failure_room=True)
    thread = make_thread(space=space, author=author, title="Das ging schief", body="Wir haben es versucht.")
    make_post(thread=thread, author=reader, body="Wie kam das?")
    answer = make_post(thread=thread, author=author, body=f"@{reader} weil niemand kam.")
    edit_post(post=answer, body=f"@{reader} weil wirklich niemand kam.", editor=author)
    make_post(thread=thread, author=reader, body=f"{quote_of(answer)}\n\nVerstehe.")
    set_reaction(post=thread.posts.all()[1], person=author, kind="thanks", given=True)
    accept_answer(thread=thread, post=answer, accepted_by=author)
    make_post(thread=thread, author=author, body="Danke euch.")
    thread.refresh_from_db()
    return thread


def page(person: User, path: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path, follow=True).content.decode()


def thread_page(thread, reader) -> str:
    return page(reader, thread.get_absolute_url()) + page(FacilitatorFactory(), f"{thread.get_absolute_url()}?quote=1")


def space_pages(thread, reader) -> str:
    return (
        page(reader, thread.space.get_absolute_url()) + page(reader, "/de/raeume/") + page(reader, "/de/mein-bereich/")
    )


def pages_of_facilitators(thread, reader) -> str:
    names = ("thread-manage", "thread-move", "thread-split", "thread-merge", "thread-references")
    moderator = FacilitatorFactory()
    return "".join(
        page(moderator, reverse(f"discussions:{name}", args=[thread.space.slug, thread.pk])) for name in names
    )


def pages_of_posts(thread, reader) -> str:
    names = ("post-history", "post-reactions")
    places = [(thread.space.slug, post.number) for post in thread.posts.all()]
    texts = [page(reader, reverse(f"discussions:{name}", args=place)) for name in names for place in places]
    texts += [page(reader, reverse("moderation:report", args=["post", post.pk])) for post in thread.posts.all()]
    return "".join(texts)


def socket_and_api(thread, reader) -> str:
    changes = catch_up(str(thread.space_id), 0).changes
    ids = {
        author["id"]
        for change in changes
        for author in (change["thread"]["author"], (change["post"] or {}).get("author"))
        if author
    }
    ids |= {
        pk for change in changes if change["post"] for people in change["post"]["reactions"].values() for pk in people
    }
    assert not ids & set(User.objects.values_list("pk", flat=True))
    return json.dumps(changes, ensure_ascii=False) + page(
        reader, f"{reverse('space-changes', args=[thread.space_id])}?after=0"
    )


def presence(thread, reader) -> str:
    entry = enter(thread.author_id, f"space:{thread.space_id}", None)
    return json.dumps(entry.person, ensure_ascii=False)


def notifications(thread, reader) -> str:
    rows = Notification.objects.filter(recipient=reader)
    assert rows.exists()
    return str(list(rows.values_list("subject", "text", "url"))) + page(reader, reverse("notifications:list"))


def letters(thread, reader) -> str:
    Event.objects.update(due_at=timezone.now())
    write_to(reader.pk, timezone.now())
    written = [write(letter) for letter in Letter.objects.filter(recipient=reader)]
    assert any(content.sender for content in written if content)
    return str([(content.context, content.sender, content.headers) for content in written if content])


def search_index(thread, reader) -> str:
    posts = list(thread.posts.values_list("pk", flat=True))
    return str([ThreadSource().documents([thread.pk]), PostSource().documents(posts)])


def page_of_the_person(thread, reader) -> str:
    """It names the person, but none of the threads."""
    shown = page(reader, f"/de/menschen/{thread.author_id}/")
    assert "Ottokar" in shown
    return "Ottokar" if "Das ging schief" in shown or "Was schiefging" in shown else ""


def moderation(thread, reader) -> str:
    moderator = CoordinatorFactory()
    case = make_case(post=thread.posts.last(), reporter=reader)
    rule(case, "suspend", actor=moderator)
    rule(case, "hide", actor=moderator)
    addresses = [reverse("moderation:queue"), f"{reverse('moderation:queue')}?state=decided", reverse("moderation:own")]
    addresses += [
        reverse("moderation:case", args=[case.pk]),
        reverse("moderation:audit"),
        reverse("moderation:audit-csv"),
    ]
    return "".join(page(moderator, address) for address in addresses)


DOORS = [
    thread_page, space_pages, pages_of_facilitators, pages_of_posts, socket_and_api, presence, notifications, letters, search_index,
    page_of_the_person, moderation,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_name_and_municipality_are_behind_no_door(thread, reader, door):
    shown, link = door(thread, reader), f"/menschen/{thread.author_id}/"
    assert [secret for secret in (*SECRETS, link) if secret in shown] == []


def test_class_and_letter_stand_for_the_author(thread, reader, client):
    client.force_login(reader)
    shown = client.get(thread.get_absolute_url()).content.decode()
    label = "Stadt, 20.000 bis unter 100.000 Einwohner, Nordrhein-Westfalen"
    names = [byline(post).name for post in thread.posts.all()]
    assert names == [f"{label} (A)", "Eine Kommune des Netzwerks (B)"] * 2 + [f"{label} (A)"]
    assert (f"{label} (A)" in shown, f"Beantwortet von {label} (A)." in shown) == (True, True)
    assert client.get(thread.get_absolute_url()).context["posts"][1]["is_own"]


def test_own_posts_are_known_live_and_quotes_lead_to_their_source(thread, author):
    published = [
        change["post"] for change in catch_up(str(thread.space_id), 0).changes if change["kind"] == "post_published"
    ]
    shown = page(author, thread.get_absolute_url())
    assert f'data-live-thread-alias-value="{published[1]["author"]["id"]}"' in shown
    assert published[1]["author"]["names"]["en"].startswith("Town, 20,000 to below 100,000 inhabitants")
    assert 'href="/raeume/' in published[2]["body_html"]


def test_name_is_chosen_per_post_and_said_before_sending(client, thread, author):
    client.force_login(author)
    form = client.get(thread.get_absolute_url())
    assert form.context["appears_as"].endswith("(A)")
    assert "Andere sehen" in form.content.decode()
    client.post(thread.get_absolute_url(), {"body": "Dazu stehe ich.", "is_named": "on"})
    client.post(thread.get_absolute_url(), {"body": "Dazu lieber nicht."})
    assert [byline(post).name.endswith("(A)") for post in thread.posts.order_by("-number")[:2]] == [True, False]
    assert byline(thread.posts.order_by("-number")[1]).name == "Ottokar Schreibfeder"
    usual = make_thread(author=author)
    client.post(usual.get_absolute_url(), {"body": "Ganz normal.", "is_named": ""})
    assert byline(usual.posts.last()).name == "Ottokar Schreibfeder"


def test_answer_by_mail_is_without_the_name(settings, thread, author):
    settings.REPLY_ADDRESS = "antwort@lernnetz.example"
    message = EmailMessage()
    message["From"], message["To"] = f"Ottokar <{author.email}>", address_of(author, thread)
    message["Subject"], message["Message-ID"] = "Re: Kurse", "<eins@kommune.example>"
    message.set_content("Meine Antwort")
    received = receive(message.as_bytes())
    assert byline(received.post).name.endswith("(A)")


def test_letters_are_not_given_again_in_a_thread(thread):
    for _number in range(30):
        publish_post(author=UserFactory(), thread=thread, body="Ich auch.")
    aliases = Post.objects.filter(thread=thread).values_list("author", "alias").distinct()
    assert len({alias for _author, alias in aliases}) == 32
    assert byline(thread.posts.last()).name.endswith("(AF)")


def test_who_moderates_looks_a_name_up_and_the_author_is_told(client, thread, author):
    moderator, other = CoordinatorFactory(), CoordinatorFactory()
    case = make_case(post=thread.posts.first())
    address = reverse("moderation:case", args=[case.pk])
    client.force_login(moderator)
    client.post(address, {"kind": "show_name", "text": "Wir müssen sie warnen."})
    assert Decision.objects.get().kind == "show_name"
    assert ["Ottokar" in page(person, address) for person in (moderator, other)] == [True, False]
    assert Notification.objects.filter(recipient=author, text__contains="Wir müssen sie warnen.").exists()
    plain = make_case()
    assert (
        client.post(reverse("moderation:case", args=[plain.pk]), {"kind": "show_name", "text": "x"}).status_code == 422
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("In Seltenstadt kam niemand.", "Seltenstadt"),
        ("Gruß, Schreibfeder", "eine Person"),
        ("In Seltenstadtern kam niemand.", None),
        ("Bei uns kam niemand.", None),
    ],
)
def test_post_that_names_somebody_waits_for_those_who_moderate(author, body, found):
    moderator, thread = CoordinatorFactory(), make_thread(space=SpaceFactory(is_failure_room=True))
    publish_post(author=author, thread=thread, body=body)
    texts = list(Report.objects.values_list("text", flat=True))
    assert [str(found) in text for text in texts] == ([True] if found else [])
    assert Case.objects.visible_to(moderator).open().count() == len(texts)
    publish_post(author=author, thread=thread, body=body, is_named=True)
    assert Report.objects.count() == len(texts)


# --- classes


def test_class_is_as_exact_as_three_municipalities_share_it():
    towns = [MunicipalityFactory(population=30_000) for _number in range(3)]
    other_state = MunicipalityFactory(population=30_000, state=State.BY)
    smaller = MunicipalityFactory(population=3_000, state=State.BY)
    lonely = MunicipalityFactory(kind=Kind.DISTRICT, population=150_000, state=State.BY)
    for place in (*towns, other_state, smaller, lonely):
        member(place)
    everybody = User.objects.all()
    classes = [class_among(place, everybody).code for place in (towns[0], other_state, smaller, lonely, None)]
    assert classes == ["town|medium|NW", "town|medium|", "town||", "||", "||"]


def test_class_is_counted_among_those_who_may_read_the_room():
    people = [member() for _number in range(3)]
    room = create_space(title="Unter uns", visibility="private", created_by=people[0], is_failure_room=True)
    add_space_member(space=room, user=people[1])
    first = make_thread(space=room, author=people[0])
    add_space_member(space=room, user=people[2])
    second = make_thread(space=room, author=people[0])
    assert [thread.alias for thread in (first, second)] == ["|||A", "town|medium|NW|A"]


def test_room_is_chosen_when_it_is_opened(client):
    client.force_login(FacilitatorFactory())
    fields = {"title": "Was schiefging", "kind": "general", "visibility": "network", "is_failure_room": "on"}
    client.post(reverse("spaces:space-create"), fields)
    shown = client.get("/de/raeume/was-schiefging/")
    assert (shown.context["space"].is_failure_room, "ohne Namen" in shown.content.decode()) == (True, True)
