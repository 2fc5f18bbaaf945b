import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from network.discussions.actions import (
    accept_answer,
    recast_thread,
    rename_thread,
    set_thread_closed,
    set_thread_pinned,
)
from network.discussions.models import Change, Thread
from network.discussions.realtime import catch_up
from network.discussions.signals import post_changed
from network.discussions.steps import lines_of
from network.spaces.actions import archive_space
from search.sources.discussions import ThreadSource
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    return FacilitatorFactory(first_name="Fee", last_name="Leitung")


def steps(thread: Thread) -> list[tuple[str, str]]:
    return list(Change.objects.filter(thread=thread).exclude(step="").values_list("step", "former"))


def address(thread: Thread) -> str:
    return reverse("discussions:thread-manage", args=[thread.space.slug, thread.pk])


def test_every_step_is_a_change_once(facilitator):
    thread = make_thread(title="Der erste Titel")
    for _time in range(2):
        rename_thread(thread=thread, title="Der zweite Titel", renamed_by=facilitator)
        recast_thread(thread=thread, kind="discussion", recast_by=facilitator)
        set_thread_pinned(thread=thread, pinned=True, pinned_by=facilitator)
        set_thread_closed(thread=thread, closed=True, closed_by=facilitator, outcome="Wir machen **weiter**.")
    set_thread_closed(thread=thread, closed=True, closed_by=facilitator, outcome="Anders.")
    set_thread_closed(thread=thread, closed=False, closed_by=facilitator)
    set_thread_pinned(thread=thread, pinned=False, pinned_by=facilitator)
    assert steps(thread) == [
        ("renamed", "Der erste Titel"),
        ("recast", "question"),
        ("pinned", ""),
        ("closed", ""),
        ("outcome", ""),
        ("reopened", ""),
        ("unpinned", ""),
    ]


def test_steps_only_by_those_who_manage_the_space():
    thread = make_thread()
    for action, given in (
        (rename_thread, {"title": "Ein anderer Titel", "renamed_by": thread.author}),
        (recast_thread, {"kind": "discussion", "recast_by": thread.author}),
        (set_thread_closed, {"closed": True, "closed_by": thread.author, "outcome": "Aus."}),
    ):
        with pytest.raises(PermissionDenied):
            action(thread=thread, **given)
    assert steps(thread) == []


def test_recast_thread_that_is_no_question_any_more_has_no_accepted_answer(facilitator):
    thread = make_thread()
    accept_answer(thread=thread, post=make_post(thread=thread), accepted_by=thread.author)
    recast_thread(thread=thread, kind="announcement", recast_by=facilitator)
    thread.refresh_from_db()
    assert (thread.kind, thread.accepted_post) == ("announcement", None)
    with pytest.raises(ValidationError):
        recast_thread(thread=thread, kind="umfrage", recast_by=facilitator)


def test_outcome_stands_above_the_posts_and_is_found_while_closed(client, facilitator):
    thread = make_thread(body="Wer kennt das?")
    heard = []
    post_changed.connect(listener := lambda sender, post, kind, **_more: heard.append((post.number, kind)))
    set_thread_closed(thread=thread, closed=True, closed_by=facilitator, outcome="Ein **gemeinsamer** Topf.<script>")
    post_changed.disconnect(listener)
    assert heard == [(1, "thread_changed")]
    client.force_login(UserFactory())
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "<strong>gemeinsamer</strong> Topf.&lt;script&gt;" in page
    source = ThreadSource()
    texts = [" ".join(str(part) for part in source.documents([thread.pk])[0].passages)]
    set_thread_closed(thread=thread, closed=False, closed_by=facilitator)
    texts.append(" ".join(str(part) for part in source.documents([thread.pk])[0].passages))
    assert ["gemeinsamer Topf" in text for text in texts] == [True, False]
    assert "gemeinsamer" not in client.get(thread.get_absolute_url()).content.decode()


def test_steps_stand_among_the_posts(client, facilitator):
    thread = make_thread(title="Der erste Titel")
    rename_thread(thread=thread, title="Der <b>zweite</b> Titel", renamed_by=facilitator)
    make_post(thread=thread)
    recast_thread(thread=thread, kind="discussion", recast_by=facilitator)
    client.force_login(UserFactory())
    page = client.get(thread.get_absolute_url())
    assert [(item["number"], item.get("text", "")) for item in page.context["items"]] == [
        (1, ""),
        (2, "Fee Leitung hat den Titel geändert. Er lautete „Der erste Titel“."),
        (3, ""),
        (4, "Fee Leitung hat die Art des Gesprächs geändert. Vorher: Frage"),
    ]
    assert "<b>zweite" not in page.content.decode()


def test_steps_stand_on_the_page_of_their_number(client, facilitator):
    thread = make_thread()
    for _number in range(19):
        make_post(thread=thread)
    rename_thread(thread=thread, title="Zwischen den Seiten", renamed_by=facilitator)
    make_post(thread=thread)
    rename_thread(thread=thread, title="Ganz am Ende", renamed_by=facilitator)
    client.force_login(UserFactory())
    pages = [client.get(thread.get_absolute_url(), {"page": page}).context["items"] for page in (1, 2)]
    numbers = [[item["number"] for item in items if "is_step" in item] for items in pages]
    assert numbers == [[21], [23]]


def test_steps_after_reconnect_are_those_of_a_fresh_page(facilitator):
    thread = make_thread(title="Der erste Titel")
    rename_thread(thread=thread, title="Der zweite Titel", renamed_by=facilitator)
    set_thread_closed(thread=thread, closed=True, closed_by=facilitator, outcome="Fertig.")
    renamed, closed = catch_up(str(thread.space_id), 1).changes
    actor = {"id": facilitator.pk, "name": "Fee Leitung", "municipality": ""}
    assert renamed["step"] == {"name": "renamed", "actor": actor, "former": "Der erste Titel"}
    assert (closed["step"]["name"], closed["thread"]["title"]) == ("closed", "Der zweite Titel")
    assert closed["thread"]["outcome_html"].strip() == "<p>Fertig.</p>"


def test_manage_page_without_script(client, facilitator):
    thread = make_thread(title="Der erste Titel")
    client.force_login(facilitator)
    assert address(thread) in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(address(thread)).context["head_form"].initial == {"title": "Der erste Titel", "kind": "question"}
    client.post(address(thread), {"do": "head", "title": "Der zweite Titel", "kind": "discussion"})
    response = client.post(address(thread), {"do": "close", "outcome": "So ist es."})
    thread.refresh_from_db()
    assert response.url == thread.get_absolute_url()
    assert (thread.title, thread.kind, thread.is_closed, thread.outcome) == (
        "Der zweite Titel",
        "discussion",
        True,
        "So ist es.",
    )


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"do": "close", "outcome": "x" * 4_001}, "outcome"),
        ({"do": "close", "outcome": "mit\x00Null"}, "outcome"),
        ({"do": "head", "title": "ab", "kind": "question"}, "title"),
        ({"do": "head", "title": "x" * 10_000, "kind": "question"}, "title"),
        ({"do": "head", "title": "Ein guter Titel", "kind": "umfrage"}, "kind"),
        ({"kind": "question"}, "title"),
    ],
)
def test_manage_with_bad_input_names_the_field_and_keeps_the_text(client, facilitator, sent, field):
    thread = make_thread()
    client.force_login(facilitator)
    page = client.post(address(thread), sent)
    form = page.context["outcome_form" if field == "outcome" else "head_form"]
    assert (page.status_code, field in form.errors, form[field].value()) == (422, True, sent.get(field))
    assert steps(thread) == []


def test_manage_page_is_not_for_others(client):
    thread = make_thread()
    client.force_login(thread.author)
    answers = [client.get(address(thread)), client.post(address(thread), {"do": "close", "outcome": "Aus."})]
    assert ([answer.status_code for answer in answers], steps(thread)) == ([403, 403], [])


@pytest.mark.parametrize("count", [1, 3])
def test_lines_query_count(facilitator, django_assert_num_queries, count):
    thread = make_thread()
    for number in range(count):
        rename_thread(thread=thread, title=f"Titel Nummer {number}", renamed_by=facilitator)
    with django_assert_num_queries(1):
        assert len(lines_of(thread, after=0)) == count


def test_an_archived_space_stays_as_it_is_but_threads_can_leave_it(client, facilitator):
    thread = make_thread()
    archive_space(space=thread.space, archived_by=facilitator)
    thread.refresh_from_db()
    client.force_login(facilitator)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Gespräch schließen" not in page
    assert "In einen anderen Raum verschieben" in page
    for action, given in (
        (set_thread_pinned, {"pinned": True, "pinned_by": facilitator}),
        (set_thread_closed, {"closed": True, "closed_by": facilitator}),
        (rename_thread, {"title": "Ein anderer Titel", "renamed_by": facilitator}),
        (accept_answer, {"post": None, "accepted_by": facilitator}),
    ):
        with pytest.raises(PermissionDenied, match="archiviert"):
            action(thread=thread, **given)
    names = ("manage", "split", "merge", "move")
    answers = [client.get(reverse(f"discussions:thread-{name}", args=[thread.space.slug, thread.pk])) for name in names]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 200]


def test_who_is_suspended_is_offered_nothing_that_would_be_refused(client, facilitator):
    thread = make_thread()
    rule(make_case(post=make_post(thread=thread, author=facilitator)), "suspend")
    rule(make_case(post=make_post(thread=thread, author=thread.author)), "suspend")
    for person in (facilitator, thread.author):
        client.force_login(person)
        page = client.get(thread.get_absolute_url()).content.decode()
        offered = ("Gespräch schließen", "verschieben", "Auch in einem anderen Raum zeigen", "Als Antwort annehmen")
        assert [words for words in offered if words in page] == []
