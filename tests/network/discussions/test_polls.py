"""Asking in a thread: what a poll may be, who votes how, what others learn of it, and what came out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from network.discussions.actions import (
    change_poll,
    close_poll,
    delete_post,
    hide_post,
    move_thread,
    publish_post,
    restore_post,
    set_thread_closed,
    vote,
)
from network.discussions.actions.polls import close_due_polls
from network.discussions.models import Change, Poll, PollVote, Post, Thread
from network.discussions.notifications import read_posts
from network.discussions.poll_drafts import draft_poll
from network.discussions.realtime import catch_up, serialize_change
from network.people.models import User
from network.spaces.actions import add_space_member
from network.spaces.models import Space
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def member(client: Client) -> User:
    user = UserFactory()
    client.force_login(user)
    return user


def ask(thread: Thread | None = None, *, kind: str = "single", options: str = "Ja\nNein\nVielleicht", **draft) -> Poll:
    thread = thread or make_thread()
    poll = draft_poll(kind=kind, question="Machen wir das?", options=options, **draft)
    return publish_post(author=thread.author, thread=thread, body="Bitte abstimmen.", poll=poll).poll


def votes_of(poll: Poll) -> list[dict]:
    return list(PollVote.objects.filter(poll=poll).values_list("answers", flat=True))


def address(poll: Poll, name: str = "poll") -> str:
    return reverse(f"discussions:{name}", args=[poll.post.space.slug, poll.post.number])


# --- what a poll may be


@pytest.mark.parametrize(
    ("kind", "options", "code"),
    [
        ("single", "Ja", "options"),
        ("single", "", "options"),
        ("single", "\n".join(f"Möglichkeit {number}" for number in range(200)), "options"),
        ("multiple", "Ja\nNein\n  ja ", "options"),
        ("single", "Ja\n" + "x" * 121, "options"),
        ("single", "Ja\nNe\x00in", "characters"),
        ("date", "14.01.2027 10:00\nmorgen", "options"),
        ("date", "14.01.2027\n2027-01-14", "options"),
        ("date", "14.01.2027\n31.02.2027", "options"),
        ("frei", "Ja\nNein", "poll_kind"),
    ],
)
def test_draft_that_is_no_poll_is_refused(kind, options, code):
    with pytest.raises(ValidationError) as refusal:
        draft_poll(kind=kind, question="Wann?", options=options)
    assert refusal.value.code == code


def test_dates_are_read_as_people_write_them():
    written = "14.01.2027 10:00\nDo, 14. 1. 2027, 14 Uhr\n2027-01-15T09:30\n16.1.2027"
    options = draft_poll(kind="date", question="Wann?", options=written).options
    assert [(option["id"], option["at"][:16], option["is_whole_day"]) for option in options] == [
        ("1", "2027-01-14T10:00", False),
        ("2", "2027-01-14T14:00", False),
        ("3", "2027-01-15T09:30", False),
        ("4", "2027-01-16T00:00", True),
    ]


def test_end_lies_ahead():
    with pytest.raises(ValidationError, match="Zukunft"):
        draft_poll(kind="single", question="Wann?", options="a\nb", closes_at=timezone.now())


# --- asking


def test_poll_comes_with_a_new_thread_or_is_kept_with_its_mistakes(client, member):
    space = SpaceFactory()
    url = reverse("discussions:thread-create", args=[space.slug])
    fields = {"kind": "discussion", "title": "Wann treffen wir uns?", "body": "Bitte eintragen."}
    asked = {
        "poll_question": "Welcher Tag?",
        "poll_kind": "date",
        "poll_options": "14.01.2027 10:00",
        "poll_closes_on": "",
    }
    page = client.post(url, fields | asked)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["poll_options"])
    assert page.context["form"]["poll_options"].value() == "14.01.2027 10:00"
    client.post(url, fields | asked | {"poll_options": "14.01.2027 10:00\n15.01.2027 10:00"})
    poll = Thread.objects.get().posts.get().poll
    assert (poll.kind, poll.question, len(poll.options), poll.is_secret) == ("date", "Welcher Tag?", 2, False)
    client.post(url, fields | {"title": "Ohne Umfrage", "poll_kind": "single"})
    assert Poll.objects.count() == 1


def test_answer_that_asks_is_its_thread_authors_and_facilitators(client, member):
    thread = make_thread()
    url = reverse("discussions:poll-create", args=[thread.space.slug, thread.pk])
    fields = {"body": "Bitte abstimmen.", "poll_question": "Ja?", "poll_kind": "single", "poll_options": "Ja\nNein"}
    assert (client.get(url).status_code, client.post(url, fields).status_code) == (403, 403)
    for person in (thread.author, FacilitatorFactory()):
        client.force_login(person)
        assert client.get(url).status_code == 200
        assert client.post(url, fields).url == thread.posts.last().get_absolute_url()
    assert Poll.objects.count() == 2
    assert client.post(url, {"body": "Bitte abstimmen."}).status_code == 422


# --- voting


def test_votes_replace_each_other_and_are_counted(member):
    poll, other = ask(), UserFactory()
    for person, option in ((member, "1"), (other, "1"), (member, "2"), (member, "2")):
        vote(poll=poll, person=person, answers={option: "yes"})
    poll.refresh_from_db()
    assert (poll.tally, poll.voter_count) == ({"1": {"yes": 1}, "2": {"yes": 1}}, 2)
    vote(poll=poll, person=member, answers={})
    poll.refresh_from_db()
    assert (poll.tally, poll.voter_count) == ({"1": {"yes": 1}}, 1)
    assert Change.objects.filter(kind=Change.Kind.POST_POLLED).count() == 4


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("single", {"1": "yes", "2": "yes"}),
        ("single", {"99": "yes"}),
        ("multiple", {"1": "yes", "x' OR 1": "yes"}),
        ("date", {"1": "vielleicht"}),
    ],
)
def test_vote_that_the_poll_does_not_offer_is_refused(member, kind, answers):
    options = "14.01.2027\n15.01.2027" if kind == "date" else "Ja\nNein"
    poll = ask(kind=kind, options=options)
    with pytest.raises(ValidationError):
        vote(poll=poll, person=member, answers=answers)
    assert votes_of(poll) == []


def test_vote_after_the_end_or_in_a_closed_thread_is_refused(client, member):
    due, closed, of_closed_thread = ask(closes_at=timezone.now() + timedelta(hours=1)), ask(), ask()
    Poll.objects.filter(pk=due.pk).update(closes_at=timezone.now())
    close_poll(poll=closed, closed_by=closed.post.author)
    set_thread_closed(thread=of_closed_thread.post.thread, closed=True, closed_by=FacilitatorFactory())
    polls = [due, closed, of_closed_thread]
    assert [client.post(address(poll), {"option": "1"}, **JSON).status_code for poll in polls] == [409] * 3
    assert PollVote.objects.count() == 0


def test_script_of_who_is_suspended_is_told_why(client, member):
    poll = ask()
    rule(make_case(post=make_post(author=member)), "suspend")
    answer = client.post(address(poll), {"option": "1"}, **JSON)
    assert (answer.status_code, "Schreiben ist zurzeit nicht möglich" in answer.json()["message"]) == (403, True)
    assert client.post(address(poll), {"option": "1"}).status_code == 403


def test_vote_for_what_was_deleted_at_this_moment_is_refused_and_closing_it_changes_nothing(member):
    poll = ask()
    seen = Poll.objects.select_related("post__thread__space", "post__author").get(pk=poll.pk)
    delete_post(post=poll.post, deleted_by=poll.post.author)
    with pytest.raises(ValidationError) as refusal:
        vote(poll=seen, person=member, answers={"1": "yes"})
    number = Space.objects.values_list("last_number", flat=True).get(pk=seen.post.space_id)
    close_poll(poll=seen, closed_by=None)
    assert refusal.value.code == "deleted"
    assert Space.objects.values_list("last_number", flat=True).get(pk=seen.post.space_id) == number


def test_forms_of_each_kind_vote(client, member):
    single, several = ask(), ask(kind="multiple")
    dates = ask(kind="date", options="14.01.2027\n15.01.2027\n16.01.2027")
    assert client.post(address(single), {"option": "2"}).url.endswith(f"#{single.post.anchor}")
    client.post(address(several), {"option": ["1", "3"]})
    client.post(address(dates), {"option-1": "yes", "option-2": "maybe", "option-3": "no"})
    assert [votes_of(poll) for poll in (single, several, dates)] == [
        [{"2": "yes"}],
        [{"1": "yes", "3": "yes"}],
        [{"1": "yes", "2": "maybe"}],
    ]
    answer = client.post(address(single), {"option": "3"}, **JSON).json()
    assert 'value="3" checked' in answer["html"]
    client.post(address(single) + "?zuruecknehmen", {"option": "3"})
    assert votes_of(single) == []
    assert client.post(address(single), {"option": "99"}, **JSON).status_code == 422


def test_poll_of_a_private_space_does_not_exist_for_others(client, member):
    space, insider = PrivateSpaceFactory(), UserFactory()
    add_space_member(space=space, user=insider)
    poll = ask(make_thread(space=space, author=insider))
    statuses = [client.get(address(poll)).status_code, client.post(address(poll), {"option": "1"}).status_code]
    statuses += [
        client.post(address(poll, "poll-close")).status_code,
        client.get(address(poll, "poll-calendar")).status_code,
    ]
    assert statuses == [404] * 4
    delete_post(post=poll.post, deleted_by=insider)
    client.force_login(insider)
    assert client.get(address(poll)).status_code == 404
    assert not Poll.objects.exists()


def test_hidden_poll_is_nobodys_until_it_is_shown_again(client, member):
    poll = ask(closes_at=timezone.now() + timedelta(hours=1))
    vote(poll=poll, person=member, answers={"1": "yes"})
    hide_post(post=poll.post, reason="personal")
    page = client.get(poll.post.thread.get_absolute_url()).content.decode()
    statuses = [client.get(address(poll)).status_code, client.post(address(poll), {"option": "2"}).status_code]
    assert ("Machen wir das?" in page, statuses) == (False, [404, 404])
    assert not PollVote.objects.visible_to(member).exists()
    assert serialize_change(Change.objects.last())["post"]["poll"] is None
    Poll.objects.update(closes_at=timezone.now())
    assert close_due_polls() == 0
    restore_post(post=poll.post)
    assert client.get(address(poll)).status_code == 200
    assert (close_due_polls(), Poll.objects.get().voter_count) == (1, 1)


@pytest.mark.parametrize("is_moved", [False, True])
def test_result_goes_with_its_post(client, member, is_moved):
    facilitator = FacilitatorFactory()
    poll = ask()
    close_poll(poll=poll, closed_by=poll.post.author)
    if is_moved:
        move_thread(thread=poll.post.thread, space=SpaceFactory(), moved_by=facilitator)
    post = Post.objects.select_related("thread__space").get(pk=poll.post_id)

    def shown() -> tuple[bool, bool]:
        page = client.get(post.thread.get_absolute_url()).content.decode()
        log = str(catch_up(str(post.space_id), 0).changes)
        return "Die Umfrage ist geschlossen. Machen wir das?" in page, "Machen wir das?" in log

    assert shown() == (True, True)
    hide_post(post=post, reason="personal")
    assert shown() == (False, False)
    restore_post(post=post)
    assert shown() == (True, True)
    delete_post(post=post, deleted_by=post.author)
    assert shown() == (False, False)


def test_author_changes_the_poll_until_somebody_has_voted(client, member):
    poll = ask(kind="date", options="14.01.2027 10:00\n15.01.2027")
    client.force_login(poll.post.author)
    thread = poll.post.thread.get_absolute_url()
    assert "umfrage/aendern/" in client.get(thread).content.decode()
    written = client.get(address(poll, "poll-change")).context["form"].initial
    assert written["poll_options"] == "14.01.2027 10:00\n15.01.2027"
    sent = {"poll_kind": "single", "poll_question": "Wie fahren wir?", "poll_options": "Bahn\nRad"}
    assert client.post(address(poll, "poll-change"), sent | {"poll_options": "Bahn"}).status_code == 422
    assert client.post(address(poll, "poll-change"), sent).status_code == 302
    poll.refresh_from_db()
    assert (poll.question, [option["text"] for option in poll.options]) == ("Wie fahren wir?", ["Bahn", "Rad"])
    told = serialize_change(Change.objects.filter(post=poll.post).last())
    assert (told["kind"], told["post"]["poll"]["question"]) == ("post_edited", "Wie fahren wir?")
    with pytest.raises(ValidationError):
        vote(poll=poll, person=member, answers={"1": "yes"})  # from a page that shows what was asked before
    vote(poll=poll, person=member, answers={"3": "yes"})
    assert "umfrage/aendern/" not in client.get(thread).content.decode()
    late = client.post(address(poll, "poll-change"), sent | {"poll_question": "Anders?"})
    shown = late.content.decode()
    assert (late.status_code, "Inzwischen hat jemand" in shown, "Anders?" in shown) == (409, True, True)
    assert client.get(address(poll, "poll-change")).headers["Location"].startswith(thread)


def test_nobody_else_changes_a_poll(client):
    poll, facilitator = ask(), FacilitatorFactory()
    draft = draft_poll(kind="single", question="Anders?", options="Ja\nNein")
    with pytest.raises(PermissionDenied):
        change_poll(poll=poll, changed_by=facilitator, draft=draft)
    client.force_login(facilitator)
    assert client.get(address(poll, "poll-change")).status_code == 403
    poll.refresh_from_db()
    assert poll.question == "Machen wir das?"


# --- who learns what


def test_who_voted_is_known_by_name_and_of_a_secret_poll_by_nobody(client, member):
    voter = UserFactory(first_name="Ada", last_name="Muster")
    for poll in (ask(), ask(is_secret=True)):
        vote(poll=poll, person=voter, answers={"1": "yes"})
        page = client.get(address(poll)).content.decode()
        assert ("Ada Muster" in page) is not poll.is_secret
        assert list(PollVote.objects.visible_to(voter).filter(poll=poll)) == list(PollVote.objects.filter(poll=poll))
        assert PollVote.objects.visible_to(FacilitatorFactory()).filter(poll=poll).exists() is not poll.is_secret
        sent = serialize_change(Change.objects.filter(post=poll.post).last())["post"]["poll"]
        assert (sent["voter_count"], sent["options"][0]["counts"]) == (1, {"yes": 1})
        assert "Ada" not in str(sent)


def test_closing_says_the_result_in_the_thread_and_offers_the_date(client, member):
    poll = ask(kind="date", options="14.01.2027 10:00\n15.01.2027")
    for answers in ({"1": "yes", "2": "yes"}, {"1": "maybe", "2": "yes"}, {"1": "yes", "2": "no"}):
        vote(poll=poll, person=UserFactory(), answers=answers)
    assert client.get(address(poll, "poll-calendar")).status_code == 404
    with pytest.raises(PermissionDenied):
        close_poll(poll=poll, closed_by=member)
    client.force_login(poll.post.author)
    client.post(address(poll, "poll-close"))
    page = client.get(poll.post.thread.get_absolute_url()).content.decode()
    in_words = "Machen wir das? → Donnerstag, 14. Januar 2027, 10:00 (2/3)"
    assert f"Die Umfrage ist geschlossen. {in_words}" in page
    told = catch_up(str(poll.post.space_id), 0).changes[-1]["step"]["formers"]
    assert told == {"de": in_words, "en": "Machen wir das? → Thursday, 14 January 2027, 10:00 (2/3)"}
    (event,) = Calendar.from_ical(client.get(address(poll, "poll-calendar")).content).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2027-01-14T09:00:00+00:00"
    numbers = [change.number for change in Change.objects.filter(step=Change.Step.POLL_CLOSED)]
    close_poll(poll=poll, closed_by=poll.post.author)
    assert [change.number for change in Change.objects.filter(step=Change.Step.POLL_CLOSED)] == numbers


def test_poll_whose_time_is_over_is_closed_by_the_worker():
    due, going_on = ask(closes_at=timezone.now() + timedelta(hours=1)), ask()
    Poll.objects.filter(pk=due.pk).update(closes_at=timezone.now())
    assert (close_due_polls(), close_due_polls()) == (1, 0)
    assert list(Poll.objects.filter(closed_at=None)) == [going_on]
    assert Change.objects.get(step=Change.Step.POLL_CLOSED).former == "Machen wir das? → –"


def test_thread_page_with_polls_query_count(client, member, django_assert_max_num_queries):
    thread = make_thread(author=member)
    client.get("/de/raeume/")
    counts = []
    for _step in range(2):
        vote(poll=ask(thread), person=member, answers={"1": "yes"})
        client.get(thread.get_absolute_url())
        with django_assert_max_num_queries(10) as queries:
            page = client.get(thread.get_absolute_url()).content.decode()
        counts.append((len(queries), page.count('class="poll"')))
        make_post(thread=thread)
        ask(thread, kind="multiple")
    assert counts[0][0] == counts[1][0]
    assert [polls for _queries, polls in counts] == [1, 3]
    assert Post.objects.filter(has_poll=True).count() == 4


def test_a_letter_shows_what_can_be_chosen_and_leads_to_the_vote(settings):
    settings.PUBLIC_URL = "https://lernnetz.example"
    poll = ask(options="Im <b>Saal</b>\nDraußen")
    reader = UserFactory()
    post = Post.objects.get(pk=poll.post_id)
    entry = read_posts(reader, [post.pk])[post.pk]
    assert (
        "Umfrage: Machen wir das?\n\n- Im <b>Saal</b>\n- Draußen\n\nAbstimmen: https://lernnetz.example/" in entry.text
    )
    assert "<ul><li>Im &lt;b&gt;Saal&lt;/b&gt;</li><li>Draußen</li></ul>" in entry.html
    assert f'<a href="{post.get_absolute_url()}">Abstimmen</a>' in entry.html
    close_poll(poll=poll, closed_by=poll.post.thread.author)
    assert "Ergebnis ansehen: https://" in read_posts(reader, [post.pk])[post.pk].text


def test_who_can_read_is_said_beside_every_editor(client):
    poll = ask()
    client.force_login(poll.post.author)
    slug, thread, number = poll.post.space.slug, poll.post.thread_id, poll.post.number
    of_thread = ("thread-detail", "poll-create")
    addresses = [reverse(f"discussions:{name}", args=[slug, thread]) for name in of_thread]
    addresses += [reverse(f"discussions:{name}", args=[slug, number]) for name in ("post-edit", "poll-change")]
    addresses.append(reverse("discussions:thread-create", args=[slug]))
    pages = {address: client.get(address).content.decode() for address in addresses}
    client.force_login(FacilitatorFactory())
    manage = reverse("discussions:thread-manage", args=[slug, thread])
    pages[manage] = client.get(manage).content.decode()
    assert [address for address, page in pages.items() if 'class="audience"' not in page] == []
