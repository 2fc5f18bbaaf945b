import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.companion.actions import advance, put_question
from cms.companion.models import Question
from cms.companion.realtime import catch_up
from network.moderation.actions import answer_decision
from network.moderation.models import Case, Decision, Report
from network.notifications.models import Notification
from tests.factories.companion import make_question, make_room
from tests.factories.moderation import make_case, rule
from tests.factories.people import CoordinatorFactory, EditorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory, SpaceMembershipFactory

pytestmark = pytest.mark.django_db


def reported(question: Question, **fields: object) -> Case:
    return make_case(key=f"question:{question.pk}", **fields)


def test_a_question_is_reported_from_the_room_and_reaches_who_decides(client):
    question, editor, reporter = make_question(text="Eine Zumutung"), EditorFactory(), UserFactory()
    client.force_login(reporter)
    page = client.get(question.room.get_absolute_url()).content.decode()
    address = reverse("companion:question-report", args=[question.room.code, question.pk])
    assert f'href="{address}"' in page
    form = client.get(address, follow=True)
    assert "Eine Zumutung" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"reason": "insult"})
    told = Notification.objects.get(recipient=editor)
    case = Case.objects.get()
    assert (told.subject, told.url) == (
        "Gemeldet: Frage im Live-Raum „Block 1“",
        reverse("moderation:case", args=[case.pk]),
    )
    client.force_login(editor)
    assert "Eine Zumutung" in client.get(told.url).content.decode()


def test_who_may_not_enter_the_room_reports_nothing_and_reads_nothing(client):
    room = make_room(PrivateSpaceFactory())
    author = UserFactory()
    SpaceMembershipFactory(space=room.space, user=author)
    question = make_question(room, author=author, text="Vertraulich")
    client.force_login(UserFactory())
    for address in (
        f"/de/moderation/melden/question/{question.pk}/",
        f"{room.get_absolute_url()}frage/{question.pk}/melden/",
    ):
        assert client.get(address).status_code == 404
    client.force_login(author)
    assert client.get(f"/de/moderation/melden/question/{question.pk}/").status_code == 403
    assert "/melden/" not in client.get(room.get_absolute_url()).content.decode().partition("<template")[0]


def test_hidden_it_is_read_by_its_author_alone_who_may_answer(client):
    author, reader = UserFactory(), UserFactory()
    question = make_question(author=author, text="Eine Zumutung", votes=2)
    case = reported(question, reporter=reader)
    rule(case, "hide")
    question.refresh_from_db()
    assert (question.state, question.text, question.vote_count) == ("hidden", "Eine Zumutung", 2)
    sent = catch_up(str(question.room_id), 0).changes[-1]["question"]
    assert (sent["state"], sent["text"], sent["author"]) == ("hidden", "", None)
    told = Notification.objects.get(recipient=author)
    assert told.subject == "Von der Moderation ausgeblendet: Frage im Live-Raum „Block 1“"
    assert Report.objects.get().outcome == "hidden"
    client.force_login(reader)
    assert "Eine Zumutung" not in client.get(question.room.get_absolute_url()).content.decode()
    client.force_login(author)
    page = client.get(question.room.get_absolute_url()).content.decode()
    assert "Beleidigend oder herabsetzend" in page
    assert 'href="/de/moderation/eigene/"' in page
    answer_decision(case=case, author=author, text="So war es nicht gemeint.")
    case.refresh_from_db()
    rule(case, "restore")
    question.refresh_from_db()
    assert (question.state, question.reason, question.vote_count) == ("waiting", "", 2)


def test_what_the_moderation_has_hidden_the_room_does_not_open_again():
    question, moderator = make_question(), CoordinatorFactory()
    advance(room=question.room, moderator=moderator, seen=None)
    case = reported(question)
    rule(case, "hide")
    question.refresh_from_db()
    with pytest.raises(ValidationError, match="Moderation"):
        put_question(question=question, state="waiting", moderator=moderator, version=question.version)
    rule(case, "restore")
    question.refresh_from_db()
    assert question.state == "waiting", "another one may be on meanwhile"


def test_who_asked_without_a_name_is_named_to_nobody(client):
    author = UserFactory(first_name="Ada", last_name="Muster")
    case = reported(make_question(author=author, is_anonymous=True))
    client.force_login(CoordinatorFactory())
    page = client.get(reverse("moderation:case", args=[case.pk]))
    assert "Muster" not in page.content.decode()
    assert Decision.Kind.SHOW_NAME not in dict(page.context["form"].fields["kind"].choices)
    rule(case, "warn")
    assert Decision.objects.get().person_name == "ohne Namen"
    with pytest.raises(ValidationError):
        rule(case, "show_name")


def test_in_a_failure_room_the_name_is_a_step_of_its_own(client):
    author = UserFactory(first_name="Ada", last_name="Muster")
    case = reported(make_question(make_room(SpaceFactory(is_failure_room=True)), author=author))
    client.force_login(CoordinatorFactory())
    page = client.get(reverse("moderation:case", args=[case.pk]))
    assert "Muster" not in page.content.decode()
    assert Decision.Kind.SHOW_NAME in dict(page.context["form"].fields["kind"].choices)
