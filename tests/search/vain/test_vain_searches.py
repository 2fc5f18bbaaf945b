"""Searches without good results: what is kept of them, who sees them, and what editors do about them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from search.vain import actions, counting
from search.vain.models import EditorsAnswer, VainSearch
from search.vain.personal import looks_personal
from tests.factories.cms import idea_page, index, site
from tests.factories.people import CoordinatorFactory, EditorFactory, FacilitatorFactory, UserFactory
from tests.factories.vain import make_vain_search
from tests.search.test_page import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/de/suche/"


@pytest.fixture(autouse=True)
def counter(monkeypatch):
    """Each test counts for itself."""
    own = counting.Counter()
    monkeypatch.setattr(counting, "counter", own)
    return own


def counted(counter) -> list[tuple[str, str, int, int]]:
    counter.write()
    return list(VainSearch.objects.order_by("pk").values_list("text", "language", "count", "best_total"))


# --- what is kept


def test_vain_search_is_counted_without_saying_who_asked(client, search_index, counter):
    client.get(ADDRESS, {"q": "  Zylinderkopf   DICHTUNG "})
    client.get("/en/suche/", {"q": "cylinder head"})
    assert counted(counter) == [("zylinderkopf dichtung", "de", 1, 0), ("cylinder head", "en", 1, 0)]
    kept = {field.name for field in VainSearch._meta.get_fields()}
    assert kept == {
        "id",
        "question_key",
        "text",
        "language",
        "count",
        "best_total",
        "first_on",
        "last_on",
        "status",
        "reason",
        "changed_at",
    }


def test_same_question_in_another_spelling_and_by_others_adds_up(client, search_index, counter):
    for user, text in ((None, "Müllabfuhr?"), (UserFactory(), "muellabfuhr"), (UserFactory(), "MÜLLABFUHR")):
        client.logout()
        if user:
            client.force_login(user)
        client.get(ADDRESS, {"q": text})
        client.get(ADDRESS, {"q": text})
    assert counted(counter) == [("müllabfuhr?", "de", 3, 0)]


def test_later_counts_are_added_to_what_is_stored(client, search_index, counter):
    first = timezone.localdate() - timedelta(days=3)
    stored = make_vain_search("Zylinderkopfdichtung", count=4, on=first)
    client.get(ADDRESS, {"q": "Zylinderkopfdichtung"})
    counter.write()
    stored.refresh_from_db()
    assert (stored.count, stored.first_on, stored.last_on) == (5, first, timezone.localdate())


@pytest.mark.parametrize(
    "query",
    [
        {"q": "Quittenprojekt"},
        {"q": ""},
        {"q": "ab"},
        {"q": "Zylinderkopf", "topic": "language"},
        {"q": "Zylinderkopf", "page": "2"},
        {"q": "x" * 300},
        {"q": "wo wohnt eva@example.org"},
        {"q": "Rückruf 02151 / 86-1234"},
        {"q": "Akte 4711-0815-22"},
        {"q": "Frau Müller Jobcenter"},
    ],
)
def test_what_is_found_filtered_empty_long_or_personal_is_not_kept(client, search_index, counter, query):
    idea_page(title="Quittenprojekt")
    search_index.catch_up()
    client.get(ADDRESS, query)
    assert counted(counter) == []


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "python-requests/2", "curl/8", "LinkPreview"])
def test_programs_are_not_counted(client, search_index, counter, agent):
    client.get(ADDRESS, {"q": "Zylinderkopf"}, headers={"user-agent": agent})
    assert counted(counter) == []


def test_prefetching_is_not_counted(client, search_index, counter):
    client.get(ADDRESS, {"q": "Zylinderkopf"}, headers={"sec-purpose": "prefetch;prerender"})
    assert counted(counter) == []


@pytest.mark.parametrize(
    ("text", "is_personal"),
    [
        ("Herr Yilmaz Kurs", True),
        ("mr smith", True),
        ("name at example dot org", True),
        ("geboren 01.02.1980", True),
        ("§ 44 SGB II 2017", False),
        ("Frauen und Arbeit", False),
        ("Frau in Ausbildung", False),
        ("100000 Einwohner", True),
    ],
)
def test_personal_texts_are_recognised(text, is_personal):
    assert looks_personal(text) is is_personal


def test_page_neither_waits_for_the_count_nor_fails_with_it(client, search_index, counter, monkeypatch, caplog):
    def broken(tallies):
        raise OperationalError("locked")

    monkeypatch.setattr(counting, "_store", broken)
    with CaptureQueriesContext(connection) as queries:
        assert "Anmelden und das Netz fragen" in text_of(client.get(ADDRESS, {"q": "Zylinderkopf"}))
    assert not [query for query in queries if "vainsearch" in query["sql"]]
    counter.run()
    assert "could not be counted" in caplog.text


def test_counter_writes_by_itself_after_a_while(settings, counter, monkeypatch):
    written = []
    monkeypatch.setattr(counting, "_store", written.append)
    settings.SEARCH_COUNT_SECONDS = 0.01
    counter.add("zylinder", "zylinder", "de", 3)
    timer = counter._timer
    timer.join(timeout=10)
    assert [tally.best_total for tallies in written for tally in tallies.values()] == [3]
    assert counter._timer is None


def test_vain_search_is_forgotten_after_90_days():
    today = timezone.localdate()
    make_vain_search("alt", on=today - timedelta(days=91))
    kept = make_vain_search("jung", on=today - timedelta(days=90))
    counting.forget_old()
    assert list(VainSearch.objects.all()) == [kept]


# --- who sees them: row "vain searches" of docs/roles.md


@pytest.mark.parametrize(
    ("factory", "may"),
    [(UserFactory, False), (FacilitatorFactory, False), (EditorFactory, True), (CoordinatorFactory, True)],
)
def test_only_editors_see_and_answer_vain_searches(client, factory, may):
    site()
    vain = make_vain_search("Zylinderkopfdichtung")
    user = factory()
    client.force_login(user)
    assert VainSearch.objects.visible_to(user).exists() is may
    assert user.has_perm("network_search.change_vainsearch") is may
    for url in (reverse("vain_searches:index"), reverse("vain_searches:edit", args=[vain.pk]), "/admin/"):
        body = client.get(url, follow=True).content.decode()
        assert ("zylinderkopfdichtung" in body) is may
    if not may:
        with pytest.raises(PermissionDenied):
            actions.mark_answered(vain=vain, editor=user)


def test_question_asked_once_is_shown_to_nobody(client):
    site()
    make_vain_search("Zylinderkopfdichtung", count=1)
    client.force_login(EditorFactory())
    for url in (reverse("vain_searches:index"), "/admin/"):
        assert "zylinderkopfdichtung" not in client.get(url).content.decode()


# --- what editors do


@pytest.fixture
def editor(client):
    site()
    user = EditorFactory()
    client.force_login(user)
    return user


def decide(client, vain, **given):
    url = reverse("vain_searches:edit", args=[vain.pk])
    return client.post(url, {"decision": "open", "page": "", "reason": ""} | given)


def test_list_and_desk_say_count_age_and_status(client, editor):
    make_vain_search("Zylinderkopfdichtung", count=7, on=timezone.localdate() - timedelta(days=12))
    listed, desk = (client.get(url).content.decode() for url in (reverse("vain_searches:index"), "/admin/"))
    for shown in ("zylinderkopfdichtung", "12 Tage", "offen", ">7<"):
        assert shown in " ".join(listed.split()).replace("> 7 <", ">7<")
    assert "1 vergebliche Suche wartet" in desk
    assert "12 Tage" in desk


def test_recommended_page_stands_on_top_at_once_in_any_spelling(client, editor, search_index):
    vain = make_vain_search("Müllabfuhr")
    page = idea_page(title="Obst und Gemüse")
    assert decide(client, vain, decision="recommend", page=str(page.pk)).status_code == 302
    vain.refresh_from_db()
    assert (vain.status, EditorsAnswer.objects.get().question_key) == ("answered", "mullabfuhr")
    client.logout()
    response = client.get(ADDRESS, {"q": "MUELLABFUHR?"})
    assert [card["title"] for card in response.context["recommended"]] == ["Obst und Gemüse"]
    assert "Von der Redaktion empfohlen" in text_of(response)
    assert client.get(ADDRESS, {"q": "Müll"}).context["recommended"] == []


def test_recommended_list_page_and_page_out_of_the_index_are_shown_too(client, editor, search_index):
    from cms.ideas.models import IdeaIndexPage

    actions.recommend_page(text="Alle Ideen", page=index(IdeaIndexPage).page_ptr, editor=editor)
    (card,) = client.get(ADDRESS, {"q": "alle ideen"}).context["recommended"]
    assert card["url"].endswith("/de/ideen/")


@pytest.mark.parametrize("state", ["withdrawn", "restricted"])
def test_recommendation_of_a_page_nobody_may_read_leaks_nothing(client, search_index, state):
    page = idea_page(title="Geheime Idee")
    actions.recommend_page(text="Quittenprojekt", page=page, editor=EditorFactory())
    if state == "withdrawn":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        response = client.get(ADDRESS, {"q": "Quittenprojekt"})
        assert response.context["recommended"] == []
        assert "Geheime Idee" not in response.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"decision": "recommend"}, "page"),
        ({"decision": "recommend", "page": "99999"}, "page"),
        ({"decision": "dismissed"}, "reason"),
        ({"decision": "dismissed", "reason": "x"}, "reason"),
        ({"decision": "y"}, "decision"),
    ],
)
def test_incomplete_decision_is_named(client, editor, given, field):
    vain = make_vain_search()
    response = decide(client, vain, **given)
    assert list(response.context["form"].errors) == [field]
    vain.refresh_from_db()
    assert vain.status == "open"


def test_editor_sees_what_the_very_question_finds_now(client, editor):
    vain = make_vain_search(text="Köln & Bonn: #1 100%")
    page = client.get(reverse("vain_searches:edit", args=[vain.pk]))
    assert page.context["search_url"] == "/de/suche/?q=k%C3%B6ln+%26+bonn%3A+%231+100%25"


def test_draft_cannot_be_recommended(client, editor):
    draft = idea_page(title="Entwurf", live=False)
    response = decide(client, make_vain_search(), decision="recommend", page=str(draft.pk))
    assert list(response.context["form"].errors) == ["page"]


def test_dismissed_and_answered_leave_the_desk_and_can_be_reopened(client, editor):
    vain = make_vain_search()
    decide(client, vain, decision="dismissed", reason="off_topic")
    vain.refresh_from_db()
    assert (vain.status, vain.reason) == ("dismissed", "off_topic")
    assert "vergebliche Suche wartet" not in client.get("/admin/").content.decode()
    decide(client, vain, decision="open")
    vain.refresh_from_db()
    assert (vain.status, vain.reason) == ("open", "")
    decide(client, vain, decision="answered")
    vain.refresh_from_db()
    assert vain.status == "answered"


def test_text_about_a_person_is_deleted(client, editor):
    vain = make_vain_search()
    decide(client, vain, decision="dismissed", reason="personal")
    vain.refresh_from_db()
    assert (vain.text, vain.status) == ("–", "dismissed")
    assert "quitten" not in vain.question_key
    assert not [entry for entry in ModelLogEntry.objects.all() if "quitten" in entry.label]


def test_recommendations_are_kept_in_a_list_of_their_own(client, editor, search_index):
    page = idea_page(title="Obst")
    add = reverse("editors_answers:add")
    assert client.post(add, {"text": " Quitten  Projekt ", "page": page.pk}).status_code == 302
    again = client.post(add, {"text": "quitten projekt", "page": page.pk})
    assert again.context["form"].non_field_errors() == ["Diese Seite wird für diese Frage schon empfohlen."]
    assert client.post(add, {"text": "?!", "page": page.pk}).context["form"].errors["text"]
    answer = EditorsAnswer.objects.get()
    assert (answer.text, answer.question_key) == ("Quitten Projekt", "quitten projekt")
    client.post(reverse("editors_answers:delete", args=[answer.pk]))
    assert client.get(ADDRESS, {"q": "Quitten Projekt"}).context["recommended"] == []


def test_recommending_needs_a_word():
    with pytest.raises(ValidationError):
        actions.recommend_page(text="?", page=idea_page(), editor=EditorFactory())


def test_synonyms_are_linked_where_they_can_be_added(client, editor):
    from search.vain.viewsets import synonym_url

    body = client.get(reverse("vain_searches:edit", args=[make_vain_search().pk])).content.decode()
    assert ("Wörter hinzufügen, die dasselbe meinen" in body) is bool(synonym_url())
    assert "Ansehen, was jetzt gefunden wird" in body


@pytest.mark.parametrize("count", [1, 3])
def test_desk_panel_query_count(editor, rf, count, django_assert_num_queries):
    from search.vain.panels import VainSearchPanel

    for number in range(count):
        make_vain_search(f"Quitten {number}")
    request = rf.get("/admin/")
    request.user = editor
    with django_assert_num_queries(2):
        assert VainSearchPanel().get_context_data({"request": request})["count"] == count
