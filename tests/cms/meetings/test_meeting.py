from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from freezegun import freeze_time

from cms.meetings.context import span_text
from cms.meetings.models import MeetingIndexPage, MeetingPage, ProgrammeItem
from tests.factories import cms as make


@pytest.mark.parametrize(
    ("language", "first", "last", "text"),
    [
        ("de", date(2018, 6, 14), date(2018, 6, 15), "14. und 15. Juni 2018"),
        ("de", date(2019, 5, 3), date(2019, 5, 5), "3. bis 5. Mai 2019"),
        ("de", date(2020, 4, 30), date(2020, 5, 1), "30. April und 1. Mai 2020"),
        ("de", date(2020, 12, 31), date(2021, 1, 2), "31. Dezember 2020 bis 2. Januar 2021"),
        ("de", date(2018, 6, 14), date(2018, 6, 14), "14. Juni 2018"),
        ("en", date(2018, 6, 14), date(2018, 6, 15), "14 and 15 June 2018"),
    ],
)
def test_days_read_as_a_sentence_says_them(language, first, last, text):
    with translation.override(language):
        assert span_text(first, last) == text


@pytest.fixture
def meeting(db):
    page = make.meeting_page(
        results=[("result", {"title": "Sprache bleibt der Knoten", "text": "<p>Kommunen steuern mit.</p>"})],
        recommendations=[
            ("recommendation", {"level": "federal", "title": "Mitsteuern", "text": ""}),
            ("recommendation", {"level": "municipal", "title": "Dranbleiben", "text": ""}),
            ("recommendation", {"level": "federal", "title": "Dauerhaft fördern", "text": ""}),
        ],
    )
    for day, hour, title in ((15, 9, "Austausch"), (14, 15, "Betriebe"), (14, 13, "Digitale Werkzeuge")):
        page.programme_items.add(
            ProgrammeItem(
                day=date(2018, 6, day),
                starts_at=time(hour),
                title=title,
                speakers=[("speaker", {"name": "Ben Mason", "role": "betterplace lab"})],
                documentation="<p>Gut dokumentiert</p>",
            )
        )
    page.save_revision().publish()
    return MeetingPage.objects.get(pk=page.pk)


def test_programme_is_ordered_by_day_and_time(meeting, rf):
    context = meeting.get_context(rf.get("/"))
    assert [(day["date"].day, [item["title"] for item in day["items"]]) for day in context["days"]] == [
        (14, ["Digitale Werkzeuge", "Betriebe"]),
        (15, ["Austausch"]),
    ]
    item = context["days"][0]["items"][0]
    assert (item["speakers"], item["kind_code"]) == ("Ben Mason (betterplace lab)", "talk")
    assert item["text"] == "<p>Gut dokumentiert</p>"


def test_recommendations_are_grouped_by_level(meeting, rf):
    groups = meeting.get_context(rf.get("/"))["recommendations"]
    assert [(group["level"], [item["title"] for item in group["items"]]) for group in groups] == [
        ("federal", ["Mitsteuern", "Dauerhaft fördern"]),
        ("municipal", ["Dranbleiben"]),
    ]


def test_page_shows_results_and_documentation(meeting, client):
    html = client.get(meeting.url).content.decode()
    assert "Sprache bleibt der Knoten" in html
    assert "Kommunen steuern mit." in html
    assert "14. und 15. Juni 2018" in html
    assert "kalender.ics" in html


@freeze_time("2018-06-15")
@pytest.mark.django_db
def test_next_meeting_is_the_one_that_is_on_or_comes_first(client):
    past = make.meeting_page(starts_on=date(2018, 1, 1), ends_on=date(2018, 1, 2))
    on = make.meeting_page(starts_on=date(2018, 6, 14), ends_on=date(2018, 6, 15))
    later = make.meeting_page(starts_on=date(2018, 9, 1), ends_on=None)
    assert list(MeetingPage.objects.upcoming()) == [on, later]
    assert list(MeetingPage.objects.next_or_last()) == [on, later, past]
    response = client.get(make.index(MeetingIndexPage).url)
    assert response.context["next_meeting"] == on


@pytest.mark.django_db
def test_last_day_before_the_first_is_refused():
    page = make.meeting_page()
    page.ends_on = date(2018, 6, 13)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["ends_on"]
