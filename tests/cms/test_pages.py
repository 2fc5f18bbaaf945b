"""Every page type renders what it is about, in a fixed number of queries."""

from datetime import date, time

import pytest
from django.test import Client
from django.utils.html import escape

from cms.basepage.models import PageDocument, PagePhoto
from cms.handbook.models import HandbookIndexPage
from cms.ideas.models import IdeaIndexPage
from cms.meetings.models import MeetingIndexPage, ProgrammeDocument, ProgrammeItem
from cms.municipalities.models import ExperienceIndexPage, MunicipalityIndexPage
from network.transfer.models import Adoption
from tests.factories import cms as make
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

DETAIL_QUERIES = 8
INDEX_QUERIES = 10


def with_attachments(page, count):
    for _ in range(count):
        page.photos.add(PagePhoto(image=make.ImageFactory()))
        page.attachments.add(PageDocument(document=make.DocumentFactory()))
    page.save_revision().publish()
    return page


def experience(count):
    page = make.experience_page(topics=("language", "education")[:count], tags=("Kita", "Frauen", "Kurs")[:count])
    return with_attachments(page, count)


def idea(count):
    page = make.idea_page(topics=("language", "work")[:count], tags=("Kita", "Frauen", "Kurs")[:count])
    for _ in range(count):
        Adoption.objects.create(municipality=MunicipalityFactory(), idea_key=page.translation_key)
    return with_attachments(page, count)


def handbook_format(count):
    page = make.format_page(material="Stifte\nPapier")
    for _ in range(count):
        make.experience_page(related_format=page)
    return with_attachments(page, count)


def meeting(count):
    page = make.meeting_page()
    for hour in range(count):
        item = ProgrammeItem(
            day=date(2018, 6, 14),
            starts_at=time(9 + hour),
            title=f"Vortrag {hour}",
            speakers=[("speaker", {"name": "Ben Mason", "role": "betterplace lab"})],
        )
        item.documents.add(ProgrammeDocument(document=make.DocumentFactory()))
        page.programme_items.add(item)
        page.municipalities.add(MunicipalityFactory())
    return with_attachments(page, count)


def municipality(count):
    place = KrefeldFactory()
    page = make.municipality_page(place)
    for _ in range(count):
        make.experience_page(page, topics=("language",), started_on="2017-04")
        adopted = make.idea_page()
        Adoption.objects.create(municipality=place, idea_key=adopted.translation_key, started_on=date(2018, 1, 1))
        attended = make.meeting_page()
        attended.municipalities.add(place)
        attended.save_revision().publish()
        page.photos.add(PagePhoto(image=make.ImageFactory()))
    page.save_revision().publish()
    return page


def queries_of(client: Client, url: str, counted) -> tuple[int, str]:
    assert client.get(url).status_code == 200  # renditions are made, templates compiled
    with counted as captured:
        response = client.get(url)
    return len(captured), response.content.decode()


@pytest.fixture
def counted(django_assert_max_num_queries):
    return django_assert_max_num_queries


@pytest.mark.parametrize("build", [experience, idea, handbook_format, meeting, municipality])
def test_detail_page_query_count_is_the_same_with_1_and_3_items(build, client, counted):
    one, three = build(1), build(3) if build is not municipality else None
    few, html = queries_of(client, one.url, counted(DETAIL_QUERIES))
    assert escape(one.title) in html
    if three is None:
        one.delete()
        return
    many, html = queries_of(client, three.url, counted(DETAIL_QUERIES))
    assert (escape(three.title) in html, many) == (True, few)


def test_municipality_page_query_count_stays_within_the_budget_with_3_items(client, counted):
    page = municipality(3)
    _count, html = queries_of(client, page.url, counted(DETAIL_QUERIES))
    assert html.count("April 2017") >= 3


@pytest.mark.parametrize(
    ("model", "build"),
    [
        (ExperienceIndexPage, experience),
        (IdeaIndexPage, idea),
        (HandbookIndexPage, handbook_format),
        (MeetingIndexPage, meeting),
        (MunicipalityIndexPage, lambda count: make.municipality_page()),
    ],
)
def test_index_page_query_count_is_the_same_with_1_and_3_cards(model, build, client, counted):
    url = make.index(model).url
    first = build(1)
    few, html = queries_of(client, url, counted(INDEX_QUERIES))
    assert escape(first.title) in html
    others = [build(1), build(1)]
    many, html = queries_of(client, url, counted(INDEX_QUERIES))
    assert [escape(page.title) in html for page in [first, *others]] == [True, True, True]
    assert many == few


def test_home_page_query_count_is_the_same_with_1_and_3_of_each(client, counted):
    home = make.site()
    experience(1), idea(1), meeting(1)
    few, _html = queries_of(client, home.url, counted(INDEX_QUERIES))
    experience(1), idea(1), experience(1), idea(1), meeting(1)
    many, html = queries_of(client, home.url, counted(INDEX_QUERIES))
    assert html.count("Probestadt") >= 3
    assert many == few
