"""What is left open goes on: to the next meeting, or as a thread."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.companion.actions import carry_questions, continue_in_thread, put_question, room_of, settle_carried
from cms.companion.models import CarriedQuestion, Question
from network.discussions.models import Thread
from network.notifications.models import Notification
from tests.factories.companion import make_item, make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = FacilitatorFactory()
    client.force_login(user)
    return user


@pytest.fixture
def next_meeting():
    """A programme item of a meeting that is to come."""
    item = make_item(SpaceFactory(title="Treffen in Freiburg"))
    item.page.starts_on = item.page.ends_on = date(2999, 3, 11)
    item.page.save()
    return item


def url_of(room, name, *more):
    return reverse(f"companion:{name}", args=[room.code, *more])


def test_chosen_question_appears_in_the_rooms_of_the_next_meeting_without_a_name(client, moderator, next_meeting):
    room, author = make_room(), UserFactory(first_name="Nora", last_name="Name")
    chosen = make_question(room, author=author, text="Wer pflegt die Liste?", votes=2)
    make_question(room, text="Bleibt hier")
    data = {"questions": [chosen.pk], "meeting": next_meeting.page_id}
    assert client.get(url_of(room, "leftover")).status_code == 200
    assert client.post(url_of(room, "leftover"), data).status_code == 302

    page = client.get(url_of(room_of(next_meeting), "room")).content.decode()
    assert ("Wer pflegt die Liste?" in page, "Bleibt hier" in page, "Nora" in page) == (True, False, False)
    told = Notification.objects.get()
    assert (told.recipient, "Treffen in Freiburg" in told.subject) == (author, True)
    assert Question.objects.get(pk=chosen.pk).state == "later"


def test_question_goes_once_and_is_off_the_list_when_it_is_dealt_with_or_answered(moderator, next_meeting):
    room = make_room()
    first, second = make_question(room), make_question(room)
    space = next_meeting.page.space
    for _again in range(2):
        carry_questions(room=room, questions=[first, second], space=space, moderator=moderator)
    assert (CarriedQuestion.objects.count(), Notification.objects.count()) == (2, 2)
    put_question(question=first, state="answered", moderator=moderator, version=first.version)
    assert [carried.question for carried in CarriedQuestion.objects.still_open()] == [second]
    settle_carried(carried=CarriedQuestion.objects.get(question=second), moderator=moderator)
    assert not CarriedQuestion.objects.still_open().exists()


def test_only_open_questions_go_and_only_to_another_meeting(moderator, next_meeting):
    room = make_room()
    answered, elsewhere = make_question(room), make_question()
    put_question(question=answered, state="answered", moderator=moderator, version=1)
    for question in (answered, elsewhere):
        with pytest.raises(ValidationError):
            carry_questions(room=room, questions=[question], space=next_meeting.page.space, moderator=moderator)
    with pytest.raises(ValidationError):
        carry_questions(room=room, questions=[], space=room.space, moderator=moderator)
    with pytest.raises(PermissionDenied):
        carry_questions(room=room, questions=[], space=next_meeting.page.space, moderator=UserFactory())
    assert not CarriedQuestion.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"questions": ["x"], "meeting": "y"}, {"questions": ["\x00"]}, {"questions": "9" * 30}]
)
def test_bad_choice_is_a_message(client, moderator, next_meeting, data):
    room = make_room()
    make_question(room)
    response = client.post(url_of(room, "leftover"), data)
    assert (response.status_code, "error-summary" in response.content.decode()) == (422, True)


def test_moderator_of_the_next_meeting_settles_from_its_page(client, moderator, next_meeting):
    room = make_room()
    carry_questions(room=room, questions=[make_question(room)], space=next_meeting.page.space, moderator=moderator)
    target, carried = room_of(next_meeting), CarriedQuestion.objects.get()
    url = url_of(target, "settle", carried.pk)
    assert url in client.get(url_of(target, "moderation")).content.decode()
    client.force_login(UserFactory())
    assert client.post(url).status_code == 403
    client.force_login(moderator)
    client.post(url)
    assert not CarriedQuestion.objects.exists()


def test_thread_is_prefilled_and_leads_back_and_is_one(client, moderator):
    question = make_question(text="Wer pflegt die Liste im Sommer?")
    url = url_of(question.room, "question-thread", question.pk)
    page = client.get(url).content.decode()
    assert ("Wer pflegt die Liste im Sommer?" in page, question.anchor in page) == (True, True)
    data = {"kind": "question", "title": "Wer pflegt die Liste im Sommer?", "body": "> Wer?\n", "client_id": ""}
    thread_url = client.post(url, data).headers["Location"]
    thread = Thread.objects.get()
    assert (thread_url, client.get(url).headers["Location"]) == (thread.get_absolute_url(),) * 2
    assert thread.get_absolute_url() in client.get(url_of(question.room, "room")).content.decode()
    assert Notification.objects.filter(recipient=question.author, url=thread.get_absolute_url()).count() == 1
    with pytest.raises(ValidationError):
        continue_in_thread(question=question, moderator=moderator, title="Noch eines", body="Doppelt", kind="question")
    assert Thread.objects.count() == 1


def test_reason_given_meanwhile_stays_when_the_question_goes_on_as_a_thread(moderator):
    question = make_question()
    seen = Question.objects.select_related("room__space").get(pk=question.pk)
    put_question(question=question, state="hidden", moderator=moderator, version=1, reason="Doppelt")
    continue_in_thread(question=seen, moderator=moderator, title="Wer zahlt das?", body="Text", kind="question")
    assert Question.objects.values_list("state", "reason").get() == ("hidden", "Doppelt")


def test_record_has_what_stands_in_the_room_and_its_file_no_formulas(client, moderator):
    room = make_room()
    make_question(room, text="=SUMME(A1)", author=UserFactory(first_name="Olga"), is_anonymous=True)
    hidden = make_question(room, text="Verborgen")
    put_question(question=hidden, state="hidden", moderator=moderator, version=1, reason="Doppelt")
    page = client.get(url_of(room, "record")).content.decode()
    response = client.get(url_of(room, "record-file"))
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert ("=SUMME(A1)" in page, "Verborgen" in page, len(lines)) == (True, False, 2)
    assert lines[1].startswith("'=SUMME(A1);;;0;")
