"""Editors look after the words that mean the same; others do not come in."""

import pytest
from django.urls import reverse

from search.concepts.models import Concept
from tests.factories import cms as make
from tests.factories.people import EditorFactory, FacilitatorFactory

pytestmark = pytest.mark.django_db
VIEWS = "wagtailsnippets_search_concepts_concept"
FIELDS = {"german": "", "english": "", "abbreviations": "", "narrower": ""}


@pytest.fixture
def editor(client):
    make.site()
    Concept.objects.all().delete()
    user = EditorFactory()
    client.force_login(user)
    return user


def test_new_site_has_the_terms_of_the_field_once():
    make.site()
    count = Concept.objects.count()
    assert count >= 60
    for concept in Concept.objects.all():
        concept.full_clean()
    Concept.objects.filter(name="Jobcenter").delete()
    make.set_up_site()
    assert Concept.objects.count() == count - 1


def test_editor_adds_changes_and_sees_what_was_before(client, editor):
    answer = client.post(reverse(f"{VIEWS}:add"), FIELDS | {"german": "Jobcenter", "english": "job centre"})
    assert answer.status_code == 302
    concept = Concept.objects.get()
    client.post(reverse(f"{VIEWS}:edit", args=[concept.pk]), FIELDS | {"german": "Jobcenter", "english": "job center"})
    concept.refresh_from_db()
    assert (concept.english, concept.revisions.count()) == ("job center", 2)
    history = client.get(reverse(f"{VIEWS}:history", args=[concept.pk])).content.decode()
    assert str(editor) in history


def test_wrong_terms_are_named_and_nothing_is_lost(client, editor):
    answer = client.post(reverse(f"{VIEWS}:add"), FIELDS | {"german": "Jobcenter\njob center", "english": "Job-Center"})
    html = answer.content.decode()
    assert "„Job-Center“ steht zweimal da." in html
    assert "Jobcenter\njob center" in html
    assert Concept.objects.count() == 0


def test_nul_is_refused(client, editor):
    answer = client.post(reverse(f"{VIEWS}:add"), FIELDS | {"german": "Job\x00center", "english": "job centre"})
    assert list(answer.context["form"].errors) == ["german"]


def test_list_shows_and_finds_terms(client, editor):
    Concept.objects.create(german="Jobcenter", english="job centre")
    Concept.objects.create(german="Ehrenamt", english="volunteers")
    html = client.get(reverse(f"{VIEWS}:list") + "?q=centre").content.decode()
    assert "Jobcenter = job centre" in html
    assert "Ehrenamt" not in html


def test_facilitator_does_not_come_in(client, editor):
    Concept.objects.create(german="Jobcenter", english="job centre")
    client.force_login(FacilitatorFactory())
    answer = client.get(reverse(f"{VIEWS}:list"), follow=True)
    assert answer.redirect_chain
    assert "job centre" not in answer.content.decode()
