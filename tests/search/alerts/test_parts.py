"""Alerts about what stands on a page, about attachments and about people: told when new, and only then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.basepage.models import PageDocument
from cms.meetings.models import ProgrammeItem
from search import indexing
from search.alerts.models import Arrival, FirstSeen, NewHit
from search.alerts.news import unread_by
from search.attachments.actions import read_next
from tests.factories.cms import experience_page, meeting_page
from tests.factories.people import UserFactory
from tests.factories.search import make_saved_search
from tests.search.alerts.conftest import Worker, told
from tests.search.test_parts import RECOMMENDATION, paper

pytestmark = pytest.mark.django_db


def an_old_meeting(worker: Worker, **fields):
    """Published long ago, and known to the index since."""
    meeting = meeting_page(**fields)
    Page.objects.filter(pk=meeting.pk).update(first_published_at=timezone.now() - timedelta(days=400))
    worker.match()
    Arrival.objects.all().delete()
    FirstSeen.objects.update(born_at=timezone.now() - timedelta(days=400))
    meeting.refresh_from_db()
    return meeting


def add_item(meeting, title: str = "Quittenprojekt") -> None:
    ProgrammeItem.objects.create(page=meeting, day=meeting.starts_on, title=title)
    meeting.save_revision().publish()


def add_recommendation(meeting) -> None:
    meeting.recommendations = [RECOMMENDATION]
    meeting.save_revision().publish()


def attach(meeting) -> None:
    PageDocument.objects.create(page=meeting, document=paper())
    meeting.save_revision().publish()
    while read_next():
        pass


@pytest.mark.parametrize(
    ("add", "text"),
    [(add_item, "Quittenprojekt"), (add_recommendation, "Fahrgeld erstatten"), (attach, "Quittenprojekt")],
)
def test_what_is_added_to_an_old_meeting_is_told_once(worker, add, text):
    meeting = an_old_meeting(worker)
    saved = make_saved_search(text, name="Neues")
    add(meeting)
    letters = worker.run()
    assert (told(saved.owner), len(letters)) == (["1 neuer Treffer: Neues"], 1)
    meeting.title = "Anders genannt"
    meeting.save_revision().publish()
    indexing.rebuild()
    worker.let_time_pass(minutes=6)
    assert worker.run() == []


def test_attachment_is_compared_when_its_text_is_there(worker):
    meeting = an_old_meeting(worker)
    saved = make_saved_search()
    PageDocument.objects.create(page=meeting, document=paper())
    worker.run()
    assert (told(saved.owner), Arrival.objects.filter(key__startswith="document:").count()) == ([], 0)
    while read_next():
        pass
    worker.run()
    assert told(saved.owner) == ["1 neuer Treffer: Quittenprojekt"]


def test_parts_of_a_new_page_are_news_and_those_of_an_old_one_that_is_seen_late_are_not(worker):
    saved = make_saved_search()
    old = meeting_page(title="Altes Treffen")
    ProgrammeItem.objects.create(page=old, day=old.starts_on, title="Quittenprojekt von einst")
    Page.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=400))
    indexing.rebuild()
    worker.run()
    assert told(saved.owner) == []
    new = meeting_page(title="Neues Treffen")
    ProgrammeItem.objects.create(page=new, day=new.starts_on, title="Quittenprojekt")
    worker.run()
    assert {hit.key.partition(":")[0] for hit in NewHit.objects.all()} == {"page", "programme_item"}


def test_new_person_is_told_to_members_and_not_to_themselves(worker):
    saved = make_saved_search("Quitterich Birnbaum", name="Person")
    person = UserFactory(first_name="Quitterich", last_name="Birnbaum")
    make_saved_search("Quitterich Birnbaum", owner=person)
    worker.run()
    assert (told(saved.owner), told(person)) == (["1 neuer Treffer: Person"], [])
    assert set(NewHit.objects.values_list("search", "key")) == {(saved.pk, f"person:{person.pk}")}
    assert unread_by(person, [f"person:{person.pk}"]) == set()


def test_person_who_left_before_telling_is_not_told(worker):
    saved = make_saved_search("Quitterich Birnbaum")
    person = UserFactory(first_name="Quitterich", last_name="Birnbaum")
    worker.match()
    person.is_active = False
    person.save()
    worker.tell()
    assert told(saved.owner) == []


def test_own_upload_and_own_meeting_are_no_news(worker):
    saved = make_saved_search()
    meeting = an_old_meeting(worker, owner=saved.owner)
    add_item(meeting)
    PageDocument.objects.create(page=experience_page(), document=paper(uploaded_by_user=saved.owner))
    while read_next():
        pass
    worker.run()
    assert NewHit.objects.count() == 2
    assert told(saved.owner) == []


def test_attachment_of_a_page_that_is_withdrawn_before_telling_is_not_told(worker):
    saved = make_saved_search()
    page = experience_page()
    PageDocument.objects.create(page=page, document=paper())
    while read_next():
        pass
    worker.match()
    assert NewHit.objects.count() == 1
    page.unpublish()
    worker.tell()
    assert told(saved.owner) == []
