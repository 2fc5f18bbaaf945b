"""Ideas alike, and who else works on the same: by meaning with the real encoder, by words without it."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import RequestFactory

from search import similar, vectors
from tests.factories import cms as make
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CHILDREN = "Kinder werden im selben Haus betreut, während die Mütter am Deutschkurs teilnehmen."
PLAYGROUP = "Eine Spielgruppe für kleine Kinder läuft neben dem Deutschkurs der Mütter."
SNOW = "Der Bauhof räumt nachts den Schnee und streut Salz auf die Straßen."


def idea(title: str, text: str, **fields):
    return make.idea_page(title=title, summary=text, challenge=text, **fields)


@pytest.fixture
def catch_up(search_index):
    def run() -> None:
        search_index.catch_up()
        while vectors.embed_pending():
            pass
        cache.clear()

    return run


@pytest.fixture
def with_vectors(settings) -> None:
    settings.SEARCH_VECTORS = True


def shown(tag: str, thing, user=None) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load similar %}{% " + tag + " thing %}").render(Context({"thing": thing, "request": request}))


@pytest.mark.usefixtures("with_vectors")
class TestByMeaning:
    def test_nearest_ideas_are_shown_and_distant_ones_are_not(self, catch_up):
        one, other, _distant = idea("Eins", CHILDREN), idea("Zwei", PLAYGROUP), idea("Drei", SNOW)
        catch_up()
        assert similar.similar_ideas(one) == [other]
        assert f'href="{other.url}"' in shown("similar_ideas", one)

    def test_nothing_alike_shows_nothing(self, catch_up):
        one = idea("Eins", CHILDREN)
        idea("Drei", SNOW)
        catch_up()
        assert shown("similar_ideas", one).strip() == ""

    def test_idea_in_its_other_language_is_not_similar(self, catch_up):
        one = idea("Eins", CHILDREN)
        english = one.copy_for_translation(make.english(), copy_parents=True)
        english.title = "One"
        english.save_revision().publish()
        catch_up()
        assert similar.similar_ideas(one) == []

    def test_unpublished_idea_is_left_out_although_it_is_kept(self, catch_up):
        one, other = idea("Eins", CHILDREN), idea("Zwei", PLAYGROUP)
        catch_up()
        assert similar.similar_ideas(one) == [other]
        other.unpublish()
        assert similar.similar_ideas(one) == []

    def test_other_municipalities_come_first_and_can_be_asked(self, catch_up):
        one = make.experience_page(title="Eins", summary=CHILDREN, what_we_did=CHILDREN, outcome=CHILDREN)
        neighbour = make.experience_page(title="Nachbar", summary=PLAYGROUP, what_we_did=PLAYGROUP, outcome=PLAYGROUP)
        profile = one.get_parent().specific
        own = make.experience_page(profile, title="Eigene", summary=CHILDREN, what_we_did=CHILDREN, outcome=CHILDREN)
        catch_up()
        assert similar.experiences_on(f"page:{one.pk}", "", None, one.municipality_id) == [neighbour, own]
        html = shown("who_else", one)
        assert f"Kontakt: {neighbour.municipality.label}" in html
        assert f'href="{neighbour.get_parent().url}"' in html

    def test_threads_are_for_those_who_may_read_them(self, catch_up):
        one = make.experience_page(title="Eins", summary=CHILDREN, what_we_did=CHILDREN, outcome=CHILDREN)
        thread = make_thread(title="Wer betreut die Kinder während des Deutschkurses?", body=PLAYGROUP)
        inside = SpaceMembershipFactory(space=PrivateSpaceFactory())
        hidden = make_thread(space=inside.space, author=inside.user, title="Kinder im Deutschkurs", body=PLAYGROUP)
        catch_up()
        member = UserFactory()
        assert similar.threads_on(f"page:{one.pk}", "", member) == [thread]
        assert similar.threads_on(f"page:{one.pk}", "", None) == []
        assert hidden.title not in shown("who_else", one, member)
        assert thread.title not in shown("who_else", one)

    def test_thread_shows_who_works_on_it(self, catch_up):
        page = make.experience_page(title="Eins", summary=CHILDREN, what_we_did=CHILDREN, outcome=CHILDREN)
        thread = make_thread(title="Wer betreut die Kinder während des Deutschkurses?", body=PLAYGROUP)
        catch_up()
        assert similar.experiences_on(f"thread:{thread.pk}", thread.title, UserFactory()) == [page]

    @pytest.mark.parametrize("count", [1, 3])
    def test_similar_ideas_query_count(self, catch_up, count, django_assert_num_queries):
        one = idea("Eins", CHILDREN)
        for number in range(count):
            idea(f"Weitere {number}", PLAYGROUP)
        catch_up()
        shown("similar_ideas", one)
        with django_assert_num_queries(1):
            html = shown("similar_ideas", one)
        assert html.count("line-list__item") == count


def test_without_vectors_words_decide(search_index):
    one, other, _distant = idea("Eins", CHILDREN), idea("Zwei", PLAYGROUP), idea("Drei", SNOW)
    search_index.catch_up()
    assert similar.similar_ideas(one) == [other]


def test_without_an_index_there_is_nothing_similar(search_index):
    one = idea("Eins", CHILDREN)
    search_index.engine.discard()
    assert similar.similar_ideas(one) == []
