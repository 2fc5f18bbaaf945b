import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from network.moderation.actions import answer_decision
from network.moderation.models import Case, Decision, Suspension
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
QUEUE, AUDIT, OWN = "/de/moderation/", "/de/moderation/protokoll/", "/de/moderation/eigene/"


@pytest.fixture
def moderator(client, coordinator):
    client.force_login(coordinator)
    return client


def test_queue_shows_open_and_decided_cases(moderator):
    waiting = make_case(post=make_post(thread=make_thread(title="Wartet noch")))
    done = make_case(post=make_post(thread=make_thread(title="Schon entschieden")))
    rule(done, "keep")
    pages = [moderator.get(QUEUE, query) for query in ({}, {"state": "decided"}, {"state": "blau\x00"})]
    shown = [[entry["case"] for entry in page.context["entries"]] for page in pages]
    assert shown == [[waiting], [done], [waiting]]
    assert "Wartet noch" in pages[0].content.decode()


def test_home_counts_what_waits_and_nothing_for_others(moderator, client):
    make_case()
    assert "1 Meldung ist offen" in moderator.get("/de/mein-bereich/").content.decode()
    client.force_login(UserFactory())
    assert "1 Meldung ist offen" not in client.get("/de/mein-bereich/").content.decode()


def test_case_page_shows_the_post_where_it_stands(moderator):
    thread = make_thread(body="Die Frage davor")
    post = make_post(thread=thread, body="Das Gemeldete")
    make_post(thread=thread, body="Die Antwort danach")
    case = make_case(post=post, text="Bitte ansehen")
    make_case(post=post, reason="wrong")
    shown = moderator.get(reverse("moderation:case", args=[case.pk])).content.decode()
    texts = ("Die Frage davor", "Das Gemeldete", "Die Antwort danach", "Bitte ansehen", "Falsch oder veraltet")
    places = [shown.index(text) for text in texts]
    assert places == sorted(places)


def test_deciding_on_the_page(moderator):
    case = make_case()
    address = reverse("moderation:case", args=[case.pk])
    bad = moderator.post(address, {"kind": "suspend", "reason": "insult", "text": "Mein Text", "until": "gestern"})
    assert (bad.status_code, "Mein Text" in bad.content.decode(), Decision.objects.count()) == (422, True, 0)
    day = (localdate() + timedelta(days=30)).isoformat()
    moderator.post(address, {"kind": "suspend", "reason": "insult", "text": "Mein Text", "until": day})
    suspension = Suspension.objects.get()
    assert str(suspension.person) in moderator.get(QUEUE).content.decode()
    moderator.post(reverse("moderation:lift", args=[suspension.pk]))
    assert not Suspension.objects.current().exists()
    assert moderator.post(reverse("moderation:lift", args=[4711])).status_code == 404
    assert moderator.post(address, {"kind": "hide", "reason": "insult"})["Location"] == QUEUE


def test_who_decides_second_is_offered_what_can_still_be_decided(moderator):
    case = make_case()
    address = reverse("moderation:case", args=[case.pk])
    version = moderator.get(address).context["form"]["version"].value()
    rule(case, "hide")
    answer = moderator.post(address, {"kind": "keep", "text": "Mein Text", "version": version})
    offered = [value for value, _label in answer.context["form"].fields["kind"].choices]
    assert (answer.status_code, offered) == (409, ["restore", "keep", "warn", "suspend"])
    assert "Mein Text" in answer.content.decode()


def test_audit_trail_is_filtered_and_exported(moderator, author):
    make_case()
    rule(make_case(post=make_post(author=author)), "hide", text="=1+1")
    rule(make_case(), "keep")
    today, tomorrow = localdate().isoformat(), (localdate() + timedelta(days=1)).isoformat()
    days = ({"since": today, "until": today}, 2), ({"since": tomorrow}, 0), ({"until": "2018-01-01"}, 0)
    for query, number in (({}, 2), ({"kind": "hide"}, 1), ({"since": "blau"}, 2), *days):
        assert moderator.get(AUDIT, query).context["paginator"].count == number
    file = moderator.get(reverse("moderation:audit-csv"), {"kind": "hide"})
    head, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert row[1:6] == ["Ausgeblendet", row[2], "Otto Schreibt", "Beleidigend oder herabsetzend", "'=1+1"]
    assert (head[0], row[7:9]) == ("Wann", ["shown", "hidden"])


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "@SUM(1)"])
def test_no_cell_of_the_exported_trail_is_a_formula(moderator, text):
    rule(make_case(), "warn", text=text)
    file = moderator.get(reverse("moderation:audit-csv"))
    _head, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert row[5] == f"'{text}"


@pytest.mark.parametrize("number", [1, 3])
def test_queue_query_count(moderator, django_assert_max_num_queries, number):
    for _case in range(number):
        case = make_case()
        make_case(post=None)
        rule(case, "warn")
        answer_decision(case=case, author=case.author, text="Nein.")
    moderator.get(QUEUE)
    with django_assert_max_num_queries(11):
        page = moderator.get(QUEUE)
    assert len(page.context["entries"]) == 2 * number


@pytest.mark.parametrize("number", [1, 3])
def test_case_query_count(moderator, django_assert_max_num_queries, number):
    post = make_post()
    for _report in range(number):
        case = make_case(post=post)
        rule(case, "warn")
    with django_assert_max_num_queries(20):
        page = moderator.get(reverse("moderation:case", args=[case.pk]))
    assert len(page.context["reports"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_own_query_count(client, author, django_assert_max_num_queries, number):
    client.force_login(author)
    for _case in range(number):
        make_case(reporter=author)
        rule(make_case(post=make_post(author=author)), "warn")
    client.get(OWN)
    with django_assert_max_num_queries(13):
        page = client.get(OWN)
    assert (len(page.context["cases"]), len(page.context["reports"])) == (number, number)


@pytest.mark.parametrize("number", [1, 3])
def test_audit_query_count(moderator, django_assert_max_num_queries, number):
    for _case in range(number):
        rule(make_case(), "keep")
    with django_assert_max_num_queries(9):
        page = moderator.get(AUDIT)
    assert len(page.context["decisions"]) == number


def test_case_of_a_deleted_person_stays(moderator):
    post = make_post()
    case = make_case(post=post)
    rule(case, "hide")
    post.author.delete()
    case.refresh_from_db()
    assert (case.author, Case.objects.count()) == (None, 1)
    assert moderator.get(reverse("moderation:case", args=[case.pk])).status_code == 200


@pytest.mark.parametrize(("day", "since", "until"), [("0001-01-01", 1, 0), ("9999-12-31", 0, 1)])
def test_days_at_the_ends_of_the_calendar_are_only_days(moderator, day, since, until):
    case = make_case()
    rule(case, "keep")
    pages = [moderator.get(AUDIT, {field: day}) for field in ("since", "until")]
    assert [page.context["paginator"].count for page in pages] == [since, until]
    ruling = {"kind": "suspend", "reason": "insult", "text": "Mein Text", "until": day}
    page = moderator.post(reverse("moderation:case", args=[case.pk]), ruling)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["until"])
