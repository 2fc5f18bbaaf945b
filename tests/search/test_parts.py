"""What stands on a page and has a document of its own: found at its exact place, and gone with its page."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.basepage.models import NetworkDocument, PageDocument
from cms.meetings.models import MeetingPage, ProgrammeDocument, ProgrammeItem
from search import indexing
from search.attachments.actions import read_next
from search.models import DocumentText, OutboxEntry
from search.searching import SearchRequest, search
from search.sources.attachments import DocumentSource
from search.sources.meetings import ProgrammeItemSource, RecommendationSource, part_ids
from tests.factories.cms import experience_page, meeting_page, municipality_page
from tests.factories.municipalities import KrefeldFactory
from tests.search.attachments import files

pytestmark = pytest.mark.django_db

RECOMMENDATION = (
    "recommendation",
    {"level": "federal", "title": "Fahrgeld erstatten", "text": "<p>Wer fährt, lernt.</p>"},
)
RESULT = ("result", {"title": "Sprache bleibt der Knoten", "text": "<p>Kurse am Abend fehlen.</p>"})


def results(text: str, user=None, **filters: tuple[str, ...]) -> list:
    return search(SearchRequest(text, filters), user).results


def found(text: str, user=None, **filters: tuple[str, ...]) -> list[str]:
    return [result.document.id for result in results(text, user, **filters)]


def gone(index, text: str) -> bool:
    """At once, by the outbox, and afterwards from the index."""
    hidden = found(text) == []
    index.catch_up()
    return hidden and found(text) == [] and indexing.find_drift().all_keys == []


def read_all() -> None:
    while read_next():
        pass


def queries(work) -> int:
    with CaptureQueriesContext(connection) as context:
        work()
    return len(context)


def paper(content: bytes | None = None, name: str = "bericht.pdf", **fields) -> NetworkDocument:
    content = files.pdf("Vorwort ohne Belang.", "Das Quittenprojekt beginnt.") if content is None else content
    return NetworkDocument.objects.create(title="Bericht", file=ContentFile(content, name), **fields)


@pytest.fixture
def meeting(search_index):
    page = meeting_page(title="Abschlusstreffen", results=[RESULT], recommendations=[RECOMMENDATION])
    page.municipalities.add(KrefeldFactory())
    page.programme_items.add(
        ProgrammeItem(
            day=dt.date(2018, 6, 15),
            title="Digitale Werkzeuge",
            speakers=[("speaker", {"name": "Ben Mason", "role": "betterplace lab"})],
            documentation="<p>Eine App hilft beim Ankommen.</p>",
        )
    )
    page.programme_items.add(ProgrammeItem(day=dt.date(2018, 6, 15), title="Kaffeepause", kind="break"))
    page.save_revision().publish()
    search_index.catch_up()
    return MeetingPage.objects.get(pk=page.pk)


# --- meetings ---


def test_programme_item_is_found_where_it_stands(meeting):
    item = meeting.programme_items.get(title="Digitale Werkzeuge")
    hit = results("App Ankommen")[0]
    assert (hit.document.id, hit.url) == (f"programme_item:{item.pk}", f"{meeting.get_url()}#programm-{item.pk}")
    assert (hit.document.place, hit.document.date) == ("Abschlusstreffen", dt.date(2018, 6, 15))
    assert found("Ben Mason")[0] == f"programme_item:{item.pk}"
    assert hit.document.facets["municipality"] == ("krefeld",)


def test_results_and_recommendations_are_found_where_they_stand(meeting, client):
    html = client.get(meeting.get_url()).content.decode()
    for text in ("Fahrgeld", "Kurse am Abend"):
        hit = results(text)[0]
        assert hit.document.type == "recommendation"
        page, _hash, anchor = hit.url.partition("#")
        assert page == meeting.get_url()
        assert f'id="{anchor}"' in html


def test_anchor_of_the_programme_exists_on_the_page(meeting, client):
    anchor = results("App Ankommen")[0].url.partition("#")[2]
    assert f'id="{anchor}"' in client.get(meeting.get_url()).content.decode()


def test_meeting_is_still_found_by_what_was_said_there_but_below_it(meeting):
    assert found("App Ankommen", type=("meeting",)) == [f"page:{meeting.pk}"]
    assert found("App Ankommen")[0].startswith("programme_item:")
    assert "Digitale Werkzeuge" in " ".join(results("Abschlusstreffen")[0].document.passages)


def test_break_of_which_nothing_is_told_is_not_searched(meeting, search_index):
    pause = meeting.programme_items.get(title="Kaffeepause")
    assert f"programme_item:{pause.pk}" not in search_index.ids()


def test_edited_and_removed_parts(meeting, search_index):
    meeting.results = []
    item = meeting.programme_items.get(title="Digitale Werkzeuge")
    changed = list(meeting.programme_items.all())
    changed[0].documentation = "<p>Ein Rundbrief hilft.</p>"
    meeting.programme_items = changed
    before = part_ids([MeetingPage.objects.get(pk=meeting.pk)])
    meeting.save_revision().publish()
    assert set(before) & {entry.key for entry in OutboxEntry.objects.filter(operation="remove")}
    assert "recommendation" not in {key.partition(":")[0] for key in found("Kurse am Abend")}
    search_index.catch_up()
    assert found("Rundbrief")[0] == f"programme_item:{item.pk}"
    assert found("Sprache bleibt der Knoten", type=("recommendation",)) == []
    meeting.programme_items = []
    meeting.save_revision().publish()
    assert f"programme_item:{item.pk}" not in found("Rundbrief")
    search_index.catch_up()
    assert indexing.find_drift().all_keys == []
    assert f"programme_item:{item.pk}" not in search_index.ids()


@pytest.mark.parametrize("end", ["unpublish", "restrict", "delete"])
def test_parts_go_with_their_meeting(meeting, search_index, end):
    PageDocument.objects.create(page=meeting, document=paper())
    read_all()
    search_index.catch_up()
    assert all(found(text) for text in ("Quittenprojekt", "Fahrgeld", "Ankommen"))
    if end == "unpublish":
        meeting.unpublish()
    elif end == "delete":
        meeting.delete()
    else:
        PageViewRestriction.objects.create(page=meeting.get_parent(), restriction_type="login")
    for text in ("Quittenprojekt", "Fahrgeld", "Ankommen"):
        assert found(text) == []
    search_index.catch_up()
    assert {key.partition(":")[0] for key in search_index.ids()} & {
        "programme_item",
        "recommendation",
        "document",
    } == set()
    assert indexing.find_drift().all_keys == []


def test_parts_follow_a_renamed_municipality(meeting, search_index):
    krefeld = meeting.municipalities.get()
    krefeld.slug = "seidenstadt"
    krefeld.save()
    search_index.catch_up()
    assert indexing.find_drift().all_keys == []
    assert found("Ankommen", municipality=("seidenstadt",))[0].startswith("programme_item:")


# --- attachments ---


def test_attachment_is_found_at_its_page_and_names_the_page_it_belongs_to(search_index):
    page = experience_page(municipality_page(KrefeldFactory()), title="Obst im Stadtteil", topics=("language",))
    document = paper(credit="Stadt Probe")
    PageDocument.objects.create(page=page, document=document)
    search_index.catch_up()
    assert found("Quittenprojekt") == []
    read_all()
    search_index.catch_up()
    (hit,) = results("Quittenprojekt", municipality=("krefeld",), topic=("language",))
    assert (hit.document.id, hit.document.type, hit.document.place) == (
        f"document:{document.pk}", "document", "Obst im Stadtteil",
    )  # fmt: skip
    assert (hit.url, hit.document.places) == (f"{document.url}#page=2", ("page:1", "page:2"))


def test_attachment_of_a_programme_item_is_found(meeting, search_index):
    item = meeting.programme_items.get(title="Digitale Werkzeuge")
    document = paper(files.docx(files.word_paragraph("Das Quittenprojekt")), "folien.docx")
    ProgrammeDocument.objects.create(item=item, document=document)
    read_all()
    search_index.catch_up()
    (hit,) = results("Quittenprojekt")
    assert (hit.url, hit.document.place) == (document.url, "Abschlusstreffen")


@pytest.mark.parametrize("state", ["nowhere", "draft", "unpublished", "private", "closed collection"])
def test_document_that_no_public_page_carries_is_not_found(search_index, state):
    document = paper()
    if state != "nowhere":
        page = experience_page(live=state != "draft")
        PageDocument.objects.create(page=page, document=document)
    if state == "unpublished":
        page.unpublish()
    elif state == "private":
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    elif state == "closed collection":
        collection = Collection.get_first_root_node().add_child(name="Intern")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        document.collection = collection
        document.save()
    read_all()
    search_index.catch_up()
    response = search(SearchRequest("Quittenprojekt"), None)
    assert (response.total, dict(response.facets["type"]), response.did_you_mean) == (0, {}, "")
    assert f"document:{document.pk}" not in search_index.ids()
    assert DocumentSource().readable([document.pk], None) == {}


def test_document_stays_as_long_as_one_public_page_carries_it(search_index):
    document = paper()
    first, second = experience_page(), experience_page()
    for page in (first, second):
        PageDocument.objects.create(page=page, document=document)
    read_all()
    first.unpublish()
    search_index.catch_up()
    assert [result.document.place for result in results("Quittenprojekt")] == [second.title]
    PageDocument.objects.get(page=second).delete()
    assert gone(search_index, "Quittenprojekt")


def test_collection_that_is_closed_hides_at_once_and_comes_back(search_index):
    collection = Collection.get_first_root_node().add_child(name="Papiere")
    document = paper(collection=collection)
    PageDocument.objects.create(page=experience_page(), document=document)
    read_all()
    search_index.catch_up()
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert gone(search_index, "Quittenprojekt")
    restriction.delete()
    search_index.catch_up()
    assert found("Quittenprojekt") == [f"document:{document.pk}"]


def test_replaced_file_is_read_anew_and_the_old_text_is_gone_before(search_index):
    document = paper()
    PageDocument.objects.create(page=experience_page(), document=document)
    read_all()
    search_index.catch_up()
    document.file = ContentFile(files.pdf("Jetzt geht es um Mirabellen."), "neu.pdf")
    document.save()
    search_index.catch_up()
    assert found("Quittenprojekt") == []
    read_all()
    search_index.catch_up()
    assert found("Mirabellen") == [f"document:{document.pk}"]


def test_renamed_and_deleted_document(search_index):
    document = paper()
    PageDocument.objects.create(page=experience_page(), document=document)
    read_all()
    document.title = "Jahresbericht"
    document.save()
    search_index.catch_up()
    assert found("Jahresbericht") == [f"document:{document.pk}"]
    document.delete()
    assert gone(search_index, "Jahresbericht")


def test_refused_file_is_still_found_by_its_title(search_index):
    document = paper(files.pdf("Quittenprojekt", password="geheim"))
    PageDocument.objects.create(page=experience_page(), document=document)
    read_all()
    search_index.catch_up()
    assert (found("Bericht"), found("Quittenprojekt")) == ([f"document:{document.pk}"], [])


def test_paper_on_pages_in_two_languages_is_found_once_in_its_own(search_index):
    said = "Das Projekt ist eine Sache, die wir mit der Stadt und den Kursen gemacht haben: Quittenprojekt."
    document = paper(files.pdf(said))
    german, english = meeting_page(title="Treffen"), meeting_page("en", title="Meeting")
    for page in (english, german):
        PageDocument.objects.create(page=page, document=document)
    read_all()
    search_index.catch_up()
    assert [(hit.document.lang, hit.document.place) for hit in results("Quittenprojekt")] == [("de", "Treffen")]


def test_index_is_built_anew_without_opening_a_file(search_index):
    document = paper()
    PageDocument.objects.create(page=experience_page(), document=document)
    read_all()
    document.file.storage.delete(document.file.name)
    indexing.rebuild()
    assert found("Quittenprojekt") == [f"document:{document.pk}"]


def test_check_finds_drift_of_parts(meeting, search_index):
    PageDocument.objects.create(page=meeting, document=paper())
    read_all()
    search_index.catch_up()
    item = meeting.programme_items.get(title="Digitale Werkzeuge")
    ProgrammeItem.objects.filter(pk=item.pk).update(title="Heimlich")
    DocumentText.objects.update(pages=[["page:1", "Heimlich"]])
    drift = indexing.find_drift()
    assert {key.partition(":")[0] for key in drift.outdated} == {"page", "programme_item", "document"}
    indexing.repair(drift)
    search_index.catch_up()
    assert indexing.find_drift().all_keys == []


@pytest.mark.parametrize("source", [ProgrammeItemSource(), RecommendationSource(), DocumentSource()])
def test_query_count_of_sources_is_the_same_for_1_and_3(source, search_index):
    def fill() -> None:
        page = meeting_page(recommendations=[RECOMMENDATION])
        item = ProgrammeItem(day=dt.date(2018, 6, 14), title="Punkt", documentation="<p>Text</p>")
        page.programme_items.add(item)
        page.save_revision().publish()
        PageDocument.objects.create(page=page, document=paper())

    fill()
    one = list(source.keys())
    source.readable(one, None)  # the site, the topics and what is private are known from then on
    source.documents(one)
    counts = [queries(lambda: source.documents(one)), queries(lambda: source.readable(one, None))]
    fill()
    fill()
    three = list(source.keys())
    assert len(three) == 3
    source.readable(three, None)  # what publishing has made the cache forget
    assert [queries(lambda: source.documents(three)), queries(lambda: source.readable(three, None))] == counts
