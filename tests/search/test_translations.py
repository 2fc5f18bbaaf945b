"""A page in two languages is one answer: the reader gets it in the language of the question, and the other by choice."""

import pytest
from wagtail.models import Page

from search.models import OutboxEntry
from tests.factories import cms as make

pytestmark = pytest.mark.django_db
ADDRESS = "/de/suche/"


@pytest.fixture
def both(search_index):
    """A German page and its English version."""
    german = make.idea_page(title="Quittenprojekt im Park")
    english = german.copy_for_translation(make.english(), copy_parents=True)
    english.title = "Quittenprojekt in the park"
    english.save_revision().publish()
    search_index.catch_up()
    return german, english


def titles(client, **parameters) -> list[str]:
    found = client.get(ADDRESS, parameters).context["response"].results
    return sorted(result.document.title for result in found)


def test_german_question_finds_the_german_version(client, both):
    assert titles(client, q="Wer kennt das Quittenprojekt?") == ["Quittenprojekt im Park"]


def test_english_question_finds_the_english_version(client, both):
    assert titles(client, q="What is the Quittenprojekt about?") == ["Quittenprojekt in the park"]


def test_language_of_the_reader_decides_where_nothing_is_asked(client, both):
    assert titles(client, type="idea") == ["Quittenprojekt im Park"]


def test_chosen_language_brings_all_of_it(client, both):
    assert titles(client, q="Quittenprojekt", lang="en") == ["Quittenprojekt in the park"]
    counts = client.get(ADDRESS, {"q": "Quittenprojekt"}).context["response"].facets["lang"]
    assert dict(counts) == {"de": 1, "en": 1}


def test_other_version_comes_forth_when_this_one_goes(client, both, search_index):
    german, _english = both
    german.unpublish()
    search_index.catch_up()
    assert titles(client, q="Wer kennt das Quittenprojekt?") == ["Quittenprojekt in the park"]
    Page.objects.get(pk=german.pk).specific.save_revision().publish()
    search_index.catch_up()
    assert titles(client, q="Wer kennt das Quittenprojekt?") == ["Quittenprojekt im Park"]


def test_other_version_comes_forth_when_this_one_is_deleted(client, both, search_index):
    german, _english = both
    german.delete()
    search_index.catch_up()
    assert titles(client, q="Wer kennt das Quittenprojekt?") == ["Quittenprojekt in the park"]


def test_other_version_comes_forth_when_this_one_becomes_private(client, both, search_index):
    german, _english = both
    OutboxEntry.objects.all().delete()
    german.view_restrictions.create(restriction_type="login")
    search_index.catch_up()
    assert titles(client, q="Wer kennt das Quittenprojekt?") == ["Quittenprojekt in the park"]
