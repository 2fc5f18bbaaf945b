"""What is told of new results, to whom, how often, and what never is."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Page

from network.discussions.actions import edit_post
from network.discussions.reading import mark_space_read, mark_thread_read
from network.notifications.models import Letter, Notification
from search import indexing
from search.alerts import arrivals, matching, telling
from search.alerts.models import Arrival, NewHit
from search.concepts.models import Concept
from search.concepts.vocabulary import forget as forget_concepts
from search.saved.models import Frequency, SavedSearch
from tests.factories.cms import experience_page, idea_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.search import make_saved_search
from tests.factories.spaces import SpaceFactory
from tests.search.alerts.conftest import moment, told
from tests.search.test_page import text_of

pytestmark = pytest.mark.django_db


def test_new_page_is_told_in_the_network_and_by_mail(worker):
    saved = make_saved_search("Quittenprojekt", name="Obst")
    idea_page(title="Quittenprojekt", challenge="Quitten <b>für</b> alle & jeden.")
    letters = worker.run()
    assert told(saved.owner) == ["1 neuer Treffer: Obst"]
    assert Notification.objects.get().url == saved.get_absolute_url()
    assert [(letter.to, letter.subject) for letter in letters] == [([saved.owner.email], "1 neuer Treffer: Obst")]
    html = letters[0].alternatives[0][0]
    assert "Quittenprojekt" in letters[0].body
    assert "Quitten" in html
    assert "<b>für" not in html
    assert "http://localhost:8000/de/gespeicherte-suchen/" in letters[0].body


def test_letter_can_be_stopped_by_one_click(worker, client):
    saved = make_saved_search("Quittenprojekt")
    idea_page(title="Quittenprojekt")
    (letter,) = worker.run()
    headers = letter.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    page = client.get(address)
    assert "neue Treffer aus 1 gespeicherten Suche" in text_of(page)
    assert saved.name not in text_of(page)
    saved.refresh_from_db()
    assert saved.by_email is True
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    saved.refresh_from_db()
    assert (saved.by_email, saved.frequency) == (False, Frequency.AT_ONCE)
    idea_page(title="Quittenprojekt zwei")
    worker.let_time_pass(minutes=6)
    assert worker.run() == []
    assert len(told(saved.owner)) == 1
    assert Notification.objects.get().event_count == 2


@pytest.mark.parametrize("token", ["x", "1:2:3", "ImEi:abc:def", "%00", "🍐"])
def test_forged_stop_address_stops_nothing(client, token):
    saved = make_saved_search()
    response = client.post(reverse("notifications:stop", args=[token]))
    saved.refresh_from_db()
    assert (response.status_code, saved.by_email) == (404, True)


def test_everything_new_comes_in_one_letter_in_the_language_of_the_reader(worker):
    owner = UserFactory(language="en")
    make_saved_search("Quittenprojekt", owner=owner, name="Quinces")
    make_saved_search("Birnenprojekt", owner=owner, name="Pears")
    for number in range(7):
        idea_page(title=f"Quittenprojekt {number}")
    idea_page(title="Birnenprojekt")
    (letter,) = worker.run()
    assert letter.subject == "8 new results: Pears and others"
    assert letter.body.count("* Quittenprojekt") == 5
    assert "and 2 more" in letter.body
    assert sorted(told(owner)) == ["1 new result: Pears", "7 new results: Quinces"]


def test_nothing_is_told_twice_however_often_the_work_runs(worker):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.run()
    Arrival.objects.update(matched_at=None, matched_up_to=0)
    worker.run()
    worker.let_time_pass(minutes=6)
    assert worker.run() == []
    assert told(saved.owner) == ["1 neuer Treffer: Quittenprojekt"]
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("crash_in", ["_notify", "_mark_told"])
def test_crash_while_telling_tells_everything_the_next_time_and_once(worker, monkeypatch, crash_in):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.match()
    with monkeypatch.context() as broken:
        real = getattr(telling, crash_in)

        def crash(*args):
            real(*args)
            raise RuntimeError

        broken.setattr(telling, crash_in, crash)
        with pytest.raises(RuntimeError):
            worker.tell()
    assert told(saved.owner) == []
    assert len(worker.run()) == 1
    assert len(told(saved.owner)) == 1


def test_crash_while_matching_loses_nothing(worker, monkeypatch):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.search_index.catch_up()
    with monkeypatch.context() as broken:
        broken.setattr(matching.Arrival, "objects", None)
        with pytest.raises(AttributeError):
            matching.match_some()
    worker.run()
    assert len(told(saved.owner)) == 1


def test_changed_reindexed_and_rebuilt_documents_are_no_news(worker):
    page = idea_page(title="Quittenprojekt alt")
    thread = make_thread(title="Quittenprojekt im Gespräch")
    worker.match()
    saved = make_saved_search()
    page.title = "Quittenprojekt neu"
    page.save_revision().publish()
    edit_post(post=thread.posts.get(), body="Geändert.", editor=thread.author)
    call_command("rebuild_search", verbosity=0)
    indexing.rebuild()
    worker.run()
    assert told(saved.owner) == []
    assert not NewHit.objects.exists()


def test_republished_old_page_is_no_news(worker):
    page = idea_page(title="Quittenprojekt")
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=8))
    Arrival.objects.all().delete()
    saved = make_saved_search()
    page.refresh_from_db()
    page.unpublish()
    page.save_revision().publish()
    worker.run()
    assert told(saved.owner) == []


def test_burst_is_compared_by_one_question_a_search(worker, monkeypatch):
    for number in range(3):
        make_saved_search(f"Quittenprojekt {number}")
    for number in range(12):
        idea_page(title=f"Quittenprojekt {number}")
    asked = []
    search = type(worker.search_index.engine).search
    monkeypatch.setattr(
        type(worker.search_index.engine), "search", lambda self, query: asked.append(query) or search(self, query)
    )
    worker.match()
    pages = [[key for key in query.only if key.startswith("page:")] for query in asked]
    assert [len(each) for each in pages] == [12, 12, 12]


def test_slices_of_searches_are_gone_through_one_after_the_other(worker, monkeypatch):
    monkeypatch.setattr(matching, "SLICE", 2)
    searches = [make_saved_search() for _number in range(5)]
    idea_page(title="Quittenprojekt")
    worker.run()
    assert [len(told(saved.owner)) for saved in searches] == [1] * 5


def test_a_word_in_common_is_no_hit(worker):
    saved = make_saved_search("Kinderbetreuung während Sprachkurs", name="Betreuung")
    idea_page(title="Sprachkurs am Abend")
    idea_page(title="Betreuung der Kinder, während der Sprachkurs läuft")
    worker.run()
    assert NewHit.objects.filter(search=saved).count() == 1


def test_filters_alone_are_a_search(worker):
    saved = make_saved_search("", name="Bildung", topic=("education",))
    idea_page(title="Mit Thema", topics=("education",))
    idea_page(title="Ohne Thema")
    worker.run()
    assert told(saved.owner) == ["1 neuer Treffer: Bildung"]


# --- daily, weekly, never


def test_daily_and_weekly_wait_for_the_morning(worker):
    with freeze_time(moment("2026-11-25 20:00"), tick=True):  # a Wednesday
        daily = make_saved_search(frequency=Frequency.DAILY)
        weekly = make_saved_search(frequency=Frequency.WEEKLY)
        never = make_saved_search(frequency=Frequency.OFF)
        idea_page(title="Quittenprojekt")
        assert worker.run() == []
    with freeze_time(moment("2026-11-26 05:55")):
        assert worker.run() == []
    with freeze_time(moment("2026-11-26 06:05")):
        assert [letter.to for letter in worker.run()] == [[daily.owner.email]]
    with freeze_time(moment("2026-11-30 05:55")):  # a Monday
        assert worker.run() == []
    with freeze_time(moment("2026-11-30 06:05")):
        assert [letter.to for letter in worker.run()] == [[weekly.owner.email]]
    assert [len(told(saved.owner)) for saved in (daily, weekly, never)] == [1, 1, 0]


def test_letters_to_one_person_keep_a_pause_and_lose_nothing(worker):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt eins")
    assert len(worker.run()) == 1
    for word in ("zwei", "drei"):
        idea_page(title=f"Quittenprojekt {word}")
        assert worker.run() == []
    assert Notification.objects.get(recipient=saved.owner).event_count == 3
    worker.let_time_pass(minutes=6)
    (letter,) = worker.run()
    assert "Quittenprojekt zwei" in letter.body
    assert "Quittenprojekt drei" in letter.body
    assert "Quittenprojekt eins" not in letter.body


# --- only what is unread and not one's own


def test_own_pages_threads_and_posts_are_no_news(worker):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt", owner=saved.owner)
    experience_page(title="Quittenprojekt", author=saved.owner)
    thread = make_thread(title="Quittenprojekt", author=saved.owner)
    make_post(thread=thread, author=saved.owner, body="Quittenprojekt")
    worker.run()
    assert told(saved.owner) == []


def test_read_posts_and_threads_are_no_news(worker):
    saved = make_saved_search()
    space = SpaceFactory()
    thread = make_thread(title="Quittenprojekt", space=space)
    post = make_post(thread=thread, body="Ein Quittenprojekt.")
    mark_thread_read(user=saved.owner, thread=thread, number=post.number)
    make_thread(title="Quittenprojekt zwei", space=space)
    mark_space_read(user=saved.owner, space=space)
    worker.match()
    assert NewHit.objects.count() == 3
    worker.tell()
    assert told(saved.owner) == []


def test_opening_the_search_is_having_been_told(worker, client):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.match()
    client.force_login(saved.owner)
    text = text_of(client.get(saved.get_absolute_url()))
    assert "Neu seit dem letzten Besuch 1" in text
    worker.tell()
    assert (told(saved.owner), worker.deliver()) == ([], [])
    again = client.get(saved.get_absolute_url())
    assert ([card["title"] for card in again.context["cards"]], len(again.context["earlier"])) == ([], 1)


def test_opening_reads_the_notification_and_keeps_the_letter_from_being_sent(worker, client):
    saved = make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.match()
    worker.tell()
    client.force_login(saved.owner)
    client.get(saved.get_absolute_url())
    assert not Notification.objects.unread().exists()
    assert worker.deliver() == []


# --- upkeep


def test_mail_server_that_is_away_is_tried_again(worker, settings):
    make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.match()
    worker.tell()
    settings.EMAIL_BACKEND = "tests.network.notifications.broken_mail.EmailBackend"
    assert worker.deliver() == []
    assert Letter.objects.get().sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(worker.deliver()) == 1


def test_old_rows_are_forgotten_and_young_ones_kept(worker):
    make_saved_search()
    idea_page(title="Quittenprojekt")
    worker.run()
    telling.forget_old(), arrivals.forget_old()
    pages = Arrival.objects.filter(key__startswith="page:")
    assert (NewHit.objects.count(), pages.count()) == (1, 1)
    old = timezone.now() - timedelta(days=31)
    NewHit.objects.update(told_at=old)
    Arrival.objects.update(born_at=old)
    telling.forget_old(), arrivals.forget_old()
    assert (NewHit.objects.count(), Arrival.objects.count()) == (0, 0)
    assert SavedSearch.objects.count() == 1


def test_query_count_of_the_news_page_is_the_same_with_one_and_with_three(worker, client):
    saved = make_saved_search()
    client.force_login(saved.owner)
    counts = []
    for titles in (["a"], ["b", "c"]):
        for title in titles:
            idea_page(title=f"Quittenprojekt {title}")
        worker.match()
        client.get(saved.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(saved.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_other_names_of_a_word_are_hits_as_in_the_search(worker):
    Concept.objects.create(german="Quittenprojekt\nQuittenvorhaben")
    forget_concepts()
    saved = make_saved_search()
    idea_page(title="Quittenvorhaben")
    worker.run()
    assert told(saved.owner) == ["1 neuer Treffer: Quittenprojekt"]
