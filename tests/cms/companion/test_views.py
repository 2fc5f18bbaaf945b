"""The pages of a room, without a script and with one."""

from datetime import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from freezegun import freeze_time

from cms.companion.actions import put_question, room_of, set_room_open, write_note
from cms.companion.models import Question, Room
from cms.companion.realtime import names_nobody, serialize_question
from cms.companion.space_section import live_rooms
from cms.meetings.models import MeetingPage, ProgrammeItem
from network.people.models import Draft
from tests.factories.cms import english
from tests.factories.companion import make_item, make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}
HOSTILE = ["a\x00b", "x" * 10_000, "<script>alert(1)</script>", "\u202egnitseuq", "🙂" * 301, "   "]


@pytest.fixture
def member(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def moderator(client):
    user = FacilitatorFactory()
    client.force_login(user)
    return user


def url_of(room: Room, name: str = "room", *more: int) -> str:
    return reverse(f"companion:{name}", args=[room.code, *more])


def test_programme_of_the_meeting_leads_to_the_room(client, member):
    item = make_item()
    page = client.get(item.page.get_url())
    address = reverse("companion:item", args=[item.pk])
    assert address in page.content.decode()
    assert client.get(address).headers["Location"] == url_of(Room.objects.get())


def rooms_on(page) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (section.title, [(link["text"], link["meta"]) for link in section.links])
        for section in page.context["sections"]
    ]


def test_page_of_the_space_leads_to_the_rooms_of_its_meeting(client, member):
    space = SpaceFactory()
    item = make_item(space, "Ausklang", starts_at=time(17))
    MeetingPage.objects.filter(pk=item.page_id).update(title="Jahrestreffen")
    programme = {"page": item.page, "day": item.day}
    first = ProgrammeItem.objects.create(**programme, title="Auftakt", starts_at=time(9), sort_order=1)
    ProgrammeItem.objects.create(**programme, title="Mittag", kind="break", starts_at=time(12), sort_order=2)
    make_question(room_of(first))
    make_question(room_of(first), author=member)
    page = client.get(space.get_absolute_url())
    assert rooms_on(page) == [
        (
            "Live-Räume: Jahrestreffen",
            [("Auftakt", "14. Juni 2018 · 09:00 · 2 Fragen"), ("Ausklang", "14. Juni 2018 · 17:00")],
        )
    ]
    address = page.context["sections"][0].links[0]["url"]
    assert address in page.content.decode()
    assert client.get(address).headers["Location"] == url_of(Room.objects.get())


def test_rooms_stand_once_whatever_the_languages_of_the_page_and_unfolded_on_its_days(client, member):
    space = SpaceFactory()
    item = make_item(space, "Auftakt")
    twin = item.page.copy_for_translation(english(), copy_parents=True)
    twin.title = "Annual meeting"
    twin.save_revision().publish()
    make_question(room_of(item))
    with freeze_time("2018-06-14 10:00"):
        german, foreign = [client.get(f"/{code}/raeume/{space.slug}/") for code in ("de", "en")]
    assert [section.is_unfolded for section in german.context["sections"]] == [True]
    assert not client.get(space.get_absolute_url()).context["sections"][0].is_unfolded
    assert [len(rooms_on(page)) for page in (german, foreign)] == [1, 1]
    assert rooms_on(foreign)[0] == ("Live rooms: Annual meeting", [("Auftakt", "14 June 2018 · 1 question")])


def test_space_without_a_published_meeting_has_no_rooms(client, member):
    item = make_item(SpaceFactory())
    make_item(PrivateSpaceFactory())
    item.page.unpublish()
    assert rooms_on(client.get(item.page.space.get_absolute_url())) == []


@pytest.mark.parametrize("number", [1, 3])
def test_rooms_on_the_page_of_the_space_query_count(member, django_assert_num_queries, number):
    item = make_item(SpaceFactory())
    for place in range(1, number):
        ProgrammeItem.objects.create(page=item.page, day=item.day, title=f"Block {place}", sort_order=place)
    space = item.page.space
    live_rooms(member, space)  # which pages are private is kept in memory
    with django_assert_num_queries(1):
        assert len(live_rooms(member, space)[0].links) == number


def test_visitor_sees_no_way_to_rooms_and_is_sent_to_sign_in(client):
    item = make_item()
    assert "/live/" not in client.get(item.page.get_url()).content.decode()
    assert "/anmelden/" in client.get(reverse("companion:item", args=[item.pk])).headers["Location"]


@pytest.mark.parametrize("name", ["room", "moderation", "screen"])
def test_room_of_a_private_meeting_does_not_exist_for_others(client, moderator, name):
    room = make_room(PrivateSpaceFactory())
    response = client.get(url_of(room, name))
    assert (response.status_code, room.label in response.content.decode()) == (404, False)


@pytest.mark.parametrize("name", ["moderation", "screen"])
def test_member_does_not_moderate(client, member, name):
    response = client.get(url_of(make_room(), name))
    assert (response.status_code, "room_list" in response.content.decode()) == (403, False)


def test_question_is_asked_without_a_script(client, member):
    room = make_room()
    response = client.post(url_of(room), {"body": "Wer  zahlt\ndas?", "client_id": ""})
    question = Question.objects.get()
    assert (response.headers["Location"], question.text) == (question.get_absolute_url(), "Wer zahlt das?")
    assert "Wer zahlt das?" in client.get(url_of(room)).content.decode()


def test_question_is_asked_by_a_script_and_its_draft_goes(client, member):
    room = make_room()
    Draft.objects.create(owner=member, kind="room-question", key=str(room.pk), data={"body": "Wer zahlt"})
    answer = client.post(url_of(room), {"body": "Wer zahlt das?", "is_anonymous": "on"}, **JSON)
    fields = answer.json()["question"]
    assert (answer.status_code, fields["text"], fields["author"]) == (201, "Wer zahlt das?", None)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_or_hostile_text_never_fails_and_is_shown_as_text(client, member, text):
    room = make_room()
    response = client.post(url_of(room), {"body": text}, follow=True)
    page = response.content.decode()
    assert response.status_code in (200, 422)
    assert "<script>alert" not in page
    if response.status_code == 422:
        assert "error-summary" in page


def test_text_stays_in_the_form_when_the_room_was_closed_meanwhile(client, member):
    room = make_room()
    set_room_open(room=room, is_open=False, moderator=FacilitatorFactory())
    response = client.post(url_of(room), {"body": "Noch eine Frage"})
    assert (response.status_code, "Noch eine Frage" in response.content.decode()) == (409, True)


def test_name_of_who_asked_without_it_is_on_no_page(client, moderator):
    room = make_room()
    author = UserFactory(first_name="Olga", last_name="Ohne")
    put_question(
        question=make_question(room, author=author, is_anonymous=True), state="now", moderator=moderator, version=1
    )
    for name in ("room", "moderation", "screen"):
        page = client.get(url_of(room, name)).content.decode()
        assert ("Wer zahlt das?" in page, "Olga" in page) == (True, False), name


def test_vote_without_and_with_a_script(client, member):
    question = make_question()
    url = url_of(question.room, "question-vote", question.pk)
    assert client.post(url, {"given": "yes"}).headers["Location"] == question.get_absolute_url()
    assert client.post(url, {"given": "no"}, **JSON).json()["question"]["votes"] == 0
    own = make_question(question.room, author=member)
    assert client.post(url_of(own.room, "question-vote", own.pk), **JSON).status_code == 403


def test_own_question_is_changed_and_withdrawn(client, member):
    question = make_question(author=member)
    page = client.get(url_of(question.room, "question-edit", question.pk)).content.decode()
    assert "Wer zahlt das?" in page
    client.post(url_of(question.room, "question-edit", question.pk), {"body": "Wer zahlt es?"})
    assert Question.objects.get().text == "Wer zahlt es?"
    assert client.get(url_of(question.room, "question-withdraw", question.pk)).status_code == 200
    client.post(url_of(question.room, "question-withdraw", question.pk))
    assert "Wer zahlt es?" not in client.get(url_of(question.room)).content.decode()


def test_step_by_script_and_its_conflict(client, moderator):
    question = make_question()
    url = url_of(question.room, "step", question.pk)
    assert client.post(url, {"state": "next", "version": 1}, **JSON).json()["question"]["state"] == "next"
    refusal = client.post(url, {"state": "later", "version": 1}, **JSON)
    assert (refusal.status_code, refusal.json()["question"]["state"]) == (409, "next")


def test_step_without_a_script_and_its_conflict_keeps_the_text(client, moderator):
    question = make_question()
    url = url_of(question.room, "step", question.pk)
    assert client.get(url).status_code == 200
    client.post(url, {"state": "next", "version": 1})
    refusal = client.post(url, {"state": "answered", "version": 1, "answer": "Das Land."})
    assert (refusal.status_code, "Das Land." in refusal.content.decode()) == (409, True)
    client.post(url, {"state": "answered", "version": 2, "answer": "Das Land."})
    assert "Das Land." in client.get(url_of(question.room)).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"state": "x", "version": 1},
        {"state": "now", "version": "9" * 40},
        {"state": "now"},
        {"state": "merged", "version": 1},
        {"state": "merged", "version": 1, "into": "\x00"},
        {"state": "merged", "version": 1, "into": "9" * 30},
        {"state": "hidden", "version": 1},
    ],
)
def test_bad_step_is_a_message(client, moderator, data):
    question = make_question()
    response = client.post(url_of(question.room, "step", question.pk), data, **JSON)
    assert (response.status_code, bool(response.json()["message"])) == (422, True)
    assert Question.objects.get().state == "waiting"


def test_moderator_goes_on_and_closes_the_room(client, moderator):
    question = make_question()
    room = question.room
    client.post(url_of(room, "advance"), {"seen": ""})
    assert Question.objects.get().state == "now"
    assert client.post(url_of(room, "advance"), {"seen": "kein"}, **JSON).status_code == 409
    client.post(url_of(room, "room-state"), {"state": "closed"})
    assert Room.objects.get().is_open is False


def test_screen_has_address_and_code_of_the_room(client, moderator):
    room = make_room()
    page = client.get(url_of(room, "screen")).content.decode()
    assert f"testserver/live/{room.code}" in page
    assert "<svg" in page
    assert client.get(f"/live/{room.code.upper()}", follow=True).redirect_chain[-1][0] == url_of(room)


def test_list_leads_to_the_room_by_its_code(client, member):
    room = make_room()
    url = reverse("companion:room-list")
    assert client.get(url, {"code": f" {room.code.upper()} "}).headers["Location"] == url_of(room)
    for nonsense in ("nichts", "\x00", "x" * 500):
        assert client.get(url, {"code": nonsense}).status_code == 404


@pytest.mark.parametrize("name", ["room", "moderation"])
def test_page_of_questions_query_count_is_constant(client, moderator, name, django_assert_max_num_queries):
    counts = []
    for number in (1, 2):
        room = make_room(SpaceFactory())
        for _each in range(number * 2 - 1):
            make_question(room, votes=1)
        cache.clear()
        with django_assert_max_num_queries(40) as captured:
            assert client.get(url_of(room, name)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_two_thousand_questions_stay_usable(client, member, django_assert_max_num_queries):
    room = make_room()
    author = UserFactory()
    Question.objects.bulk_create(
        Question(room=room, number=number, text=f"Frage {number}", author=author, vote_count=number)
        for number in range(1, 2001)
    )
    Room.objects.filter(pk=room.pk).update(last_number=2000)
    with django_assert_max_num_queries(40):
        page = client.get(url_of(room), {"page": 2}).content.decode()
    assert (page.count('class="question question--'), "Frage 1950<" in page) == (50, True)


def test_too_many_questions_in_a_minute_wait(client, member, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"question": "1/m"}
    room = make_room()
    codes = [client.post(url_of(room), {"body": f"Frage {number}?"}).status_code for number in range(2)]
    assert (codes, Question.objects.count()) == ([302, 429], 1)


def test_failure_room_names_nobody(client, moderator):
    room = make_room(SpaceFactory(is_failure_room=True))
    author = UserFactory(first_name="Olga", last_name="Offen")
    question = make_question(room, author=author)
    write_note(room=room, writer=author, body="Eine Liste", version=0)
    write_note(room=room, writer=UserFactory(first_name="Olga"), body="Keine Liste", version=1)
    names = ("room", "moderation", "screen", "note", "note-history", "record")
    pages = [client.get(url_of(room, name)).content.decode() for name in names]
    assert [page for page in pages if "Olga" in page] == []
    assert (serialize_question(question)["author"], names_nobody(str(room.pk))) == (None, True)
