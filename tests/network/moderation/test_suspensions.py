"""Who is suspended reads on; every door to writing says until when and why, and what was typed survives."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from freezegun import freeze_time

from network.discussions.actions import (
    accept_answer,
    close_poll,
    delete_post,
    edit_post,
    open_thread,
    publish_post,
    set_reaction,
)
from network.discussions.mail.addresses import address_of
from network.discussions.mail.answering import send_answer
from network.discussions.mail.receiving import receive
from network.discussions.models import Poll, Post, Thread
from network.discussions.poll_drafts import draft_poll
from network.moderation.actions import lift_suspension
from network.moderation.models import Suspension
from network.moderation.suspensions import suspension_of
from network.people.roles import Role
from network.spaces.actions import add_space_member
from network.spaces.joining import ask_to_join
from network.spaces.models import JoinRequest, Space
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.spaces import ClosedSpaceFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def thread(author):
    return make_thread()


@pytest.fixture
def suspended(author, thread):
    """Until the next 5th of January."""
    post = make_post(thread=thread, author=author)
    today = localdate()
    year = today.year + ((today.month, today.day) >= (1, 5))
    until = datetime(year, 1, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    rule(make_case(post=post), "suspend", until=until)
    author.sentence = (
        f"Schreiben ist zurzeit nicht möglich (Beleidigend oder herabsetzend). Ab 5. Januar {year} geht es wieder."
    )
    return author


def test_every_action_that_writes_refuses(suspended, thread):
    own, other = Post.objects.get(author=suspended), thread.posts.first()
    asked = make_thread()
    answer = make_post(thread=asked)
    draft = draft_poll(kind="single", question="Machen wir das?", options="Ja\nNein")
    poll = publish_post(author=asked.author, thread=asked, body="Was meint ihr?", poll=draft).poll
    for written in (Thread.objects.filter(pk=asked.pk), Post.objects.filter(pk=poll.post_id)):
        written.update(author=suspended)
    asked, poll = Thread.objects.get(pk=asked.pk), Poll.objects.get()
    doors = [
        lambda: publish_post(author=suspended, thread=thread, body="Doch."),
        lambda: open_thread(author=suspended, space=thread.space, title="Ein Titel", body="Text"),
        lambda: edit_post(post=own, body="Anders", editor=suspended),
        lambda: set_reaction(post=other, person=suspended, kind="thanks", given=True),
        lambda: accept_answer(thread=asked, post=answer, accepted_by=suspended),
        lambda: close_poll(poll=poll, closed_by=suspended),
        lambda: ask_to_join(space=ClosedSpaceFactory(), user=suspended, text="Lasst mich hier weiterreden."),
    ]
    for door in doors:
        with pytest.raises(PermissionDenied) as refused:
            door()
        assert str(refused.value) == suspended.sentence
    assert delete_post(post=own, deleted_by=suspended).is_deleted


def test_who_manages_a_space_changes_nothing_in_it_but_may_leave(client, suspended):
    suspended.role = Role.FACILITATOR
    suspended.save()
    space = ClosedSpaceFactory()
    add_space_member(space=space, user=suspended)
    member = UserFactory()
    add_space_member(space=space, user=member, is_facilitator=True)
    request = ask_to_join(space=space, user=UserFactory())
    fields = {"title": "Neuer Titel", "description": "Mein Text", "kind": "topic", "visibility": "closed"}
    client.force_login(suspended)
    doors = [
        (reverse("spaces:space-create"), fields),
        (reverse("spaces:space-change", args=[space.slug]), fields),
        (reverse("spaces:join-request", args=[space.slug, request.pk]), {"decision": "refuse", "text": "Mein Text"}),
    ]
    for address, sent in doors:
        answer = client.post(address, sent)
        shown = answer.content.decode()
        assert (answer.status_code, suspended.sentence in shown, "Mein Text" in shown) == (403, True, True)
    assert list(Space.objects.filter(title="Neuer Titel")) == []
    buttons = [
        (reverse("spaces:space-state", args=[space.slug]), {"state": "archived"}),
        (reverse("spaces:space-state", args=[space.slug]), {"state": "in_use"}),
        (reverse("spaces:member-list", args=[space.slug]), {"email": UserFactory().email}),
        (reverse("spaces:member-remove", args=[space.slug, member.pk]), {}),
    ]
    for address, sent in buttons:
        answer = client.post(address, sent)
        assert (answer.status_code, suspended.sentence in answer.content.decode()) == (403, True)
    space.refresh_from_db()
    assert (space.is_archived, set(space.memberships.values_list("user", flat=True))) == (
        False,
        {suspended.pk, member.pk},
    )
    client.post(reverse("spaces:space-leave", args=[space.slug]))
    assert [membership.user for membership in space.memberships.all()] == [member]
    assert list(JoinRequest.objects.waiting()) == [request]


def test_request_to_join_is_refused_and_its_sentence_stays(client, suspended):
    client.force_login(suspended)
    answer = client.post(ClosedSpaceFactory().get_absolute_url(), {"text": "Mein Text"})
    shown = answer.content.decode()
    assert (answer.status_code, suspended.sentence in shown, "Mein Text" in shown) == (403, True, True)
    assert not JoinRequest.objects.exists()


def test_pages_say_it_and_keep_what_was_typed(client, suspended, thread):
    client.force_login(suspended)
    page = client.get(thread.get_absolute_url())
    assert (page.status_code, suspended.sentence in page.content.decode(), page.context["abilities"].reply) == (
        200,
        True,
        False,
    )
    answer = client.post(thread.get_absolute_url(), {"body": "Mein langer Text"})
    shown = answer.content.decode()
    assert (answer.status_code, suspended.sentence in shown, "Mein langer Text" in shown) == (403, True, True)
    json = client.post(thread.get_absolute_url(), {"body": "Mein Text"}, **JSON)
    assert (json.status_code, json.json()["message"]) == (403, suspended.sentence)
    new = f"/de/raeume/{thread.space.slug}/neu/"
    assert suspended.sentence in client.get(new).content.decode()
    kept = client.post(new, {"kind": "question", "title": "Mein Titel", "body": "Mein Text"})
    assert (kept.status_code, "Mein Titel" in kept.content.decode()) == (403, True)


def test_answer_by_mail_comes_back_with_the_sentence(suspended, thread, settings):
    settings.REPLY_ADDRESS = "antwort@lernnetz.example"
    message = EmailMessage()
    message["From"], message["To"] = suspended.email, address_of(suspended, thread)
    message["Subject"], message["Message-ID"] = "Re: Kurse", "<eins@kommune.example>"
    message.set_content("Meine Antwort")
    assert receive(message.as_bytes()).outcome == "refused"
    for row in DBTaskResult.objects.filter(task_path=send_answer.module_path):
        send_answer.func(*row.args_kwargs["args"])
    assert suspended.sentence in mail.outbox[-1].body


def test_suspension_ends_by_itself_or_when_lifted(suspended, thread):
    with freeze_time(Suspension.objects.get().until + timedelta(seconds=1)):
        assert suspension_of(suspended) is None
    lift_suspension(suspension=Suspension.objects.get(), actor=CoordinatorFactory())
    assert publish_post(author=suspended, thread=thread, body="Wieder da.").author == suspended


def test_nobody_lifts_the_own_suspension(client, suspended, thread):
    suspended.role = Role.EDITOR
    suspended.save()
    client.force_login(suspended)
    assert client.post(reverse("moderation:lift", args=[Suspension.objects.get().pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        publish_post(author=suspended, thread=thread, body="Wieder da.")
