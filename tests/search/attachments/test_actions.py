"""From an upload to the kept text, and what an editor is told."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.basepage.models import NetworkDocument
from search.attachments import actions, background
from search.attachments.reading import Reading
from search.models import DocumentText, OutboxEntry
from tests.factories.cms import site
from tests.factories.people import EditorFactory, UserFactory
from tests.search.attachments import files

pytestmark = pytest.mark.django_db

State, Reason = DocumentText.State, DocumentText.Reason


def paper(content: bytes, name: str = "bericht.pdf") -> NetworkDocument:
    return NetworkDocument.objects.create(title="Bericht", file=ContentFile(content, name))


def state_of(document: NetworkDocument) -> tuple[str, str]:
    text = DocumentText.objects.get(document=document)
    return text.state, text.reason


def test_upload_waits_is_read_once_and_reaches_the_outbox():
    document = paper(files.pdf("Hallo", "Welt"))
    assert state_of(document) == (State.WAITING, "")
    OutboxEntry.objects.all().delete()
    assert (actions.read_next(), actions.read_next()) == (True, False)
    text = DocumentText.objects.get()
    assert (text.state, text.pages, text.page_count) == (State.READ, [["page:1", "Hallo"], ["page:2", "Welt"]], 2)
    assert len(text.content_hash) == 64
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [f"document:{document.pk}"]


@pytest.mark.parametrize(
    ("content", "name", "verdict"),
    [
        (files.pdf("Geheim", password="offen"), "geheim.pdf", (State.REFUSED, Reason.ENCRYPTED)),
        (files.zip_bomb(80), "bombe.docx", (State.REFUSED, Reason.BOMB)),
        (files.picture_pdf(), "scan.pdf", (State.EMPTY, Reason.SCAN)),
        (files.pdf("Falsche Endung"), "bericht.docx", (State.READ, "")),
    ],
)
def test_verdict_on_a_file(content, name, verdict):
    document = paper(content, name)
    background.read_all()
    assert state_of(document) == verdict


def test_kinds_without_text_we_read_are_left_alone():
    paper(b"a;b", "tabelle.csv")
    assert not DocumentText.objects.exists()


def test_new_title_does_not_read_again_but_a_new_file_does():
    document = paper(files.pdf("Alt"))
    background.read_all()
    document.title = "Anders"
    document.save()
    assert state_of(document) == (State.READ, "")
    document.file = ContentFile(files.pdf("Neu"), "neu.pdf")
    document.save()
    assert state_of(document) == (State.WAITING, "")


def test_file_replaced_while_it_is_read_is_read_anew(monkeypatch):
    document = paper(files.pdf("Alt"))
    replaced = []

    def replace(chunks) -> Reading:
        list(chunks)
        if not replaced:
            replaced.append(True)
            document.file = ContentFile(files.pdf("Neu"), "neu.pdf")
            document.save()
            return Reading(pages=(("page:1", "Alt"),), page_count=1)
        return Reading(pages=(("page:1", "Neu"),), page_count=1)

    monkeypatch.setattr(actions, "read_file", replace)
    background.read_all()
    assert DocumentText.objects.get().pages == [["page:1", "Neu"]]


def test_document_deleted_while_it_is_read_does_no_harm(monkeypatch):
    document = paper(files.pdf("Alt"))

    def delete(chunks) -> Reading:
        document.delete()
        return Reading(pages=(("page:1", "Alt"),))

    monkeypatch.setattr(actions, "read_file", delete)
    background.read_all()
    assert not DocumentText.objects.exists()


def test_file_that_is_gone_is_said():
    document = paper(files.pdf("Weg"))
    document.file.storage.delete(document.file.name)
    background.read_all()
    assert state_of(document) == (State.REFUSED, Reason.MISSING)


def test_answer_the_reader_never_gives_is_no_reason(monkeypatch):
    document = paper(files.pdf("x"))
    monkeypatch.setattr(actions, "read_file", lambda chunks: Reading(refused="<script>"))
    background.read_all()
    assert state_of(document) == (State.REFUSED, Reason.CRASHED)


def test_documents_of_before_and_of_an_older_reader_are_expected(monkeypatch):
    old, known = paper(files.pdf("Von früher")), paper(files.pdf("Schon da"))
    background.read_all()
    DocumentText.objects.filter(document=old).delete()
    assert (actions.expect_unknown(), actions.expect_unknown()) == (1, 0)
    assert (state_of(old), state_of(known)) == ((State.WAITING, ""), (State.READ, ""))
    monkeypatch.setattr(actions, "READER_VERSION", 2)
    assert actions.expect_unknown() == 2


@pytest.mark.django_db(transaction=True)
def test_periodic_work_reads_in_a_thread_of_its_own():
    document = paper(files.pdf("Hallo"))
    background.read_periodically()
    for thread in threading.enumerate():
        if thread.name == "attachments":
            thread.join(timeout=60)
    assert state_of(document) == (State.READ, "")


# --- what editors see ---


@pytest.fixture
def editor(db, client) -> None:
    site()
    client.force_login(EditorFactory())


@pytest.fixture
def refused(db) -> NetworkDocument:
    document = paper(files.pdf("Geheim", password="offen"))
    background.read_all()
    return document


def test_edit_page_names_the_reason(editor, client, refused):
    html = client.get(reverse("wagtaildocs:edit", args=[refused.pk])).content.decode()
    assert "Die Datei ist durch ein Passwort geschützt." in html


def test_edit_page_says_that_text_can_be_searched(editor, client):
    document = paper(files.pdf("Hallo"))
    background.read_all()
    html = client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert "Der Text dieses Dokuments kann durchsucht werden." in html


def test_edit_page_of_a_kind_we_do_not_read_is_wagtails_own(editor, client):
    document = paper(b"a;b", "tabelle.csv")
    response = client.get(reverse("wagtaildocs:edit", args=[document.pk]))
    assert (response.status_code, "durchsucht" in response.content.decode()) == (200, False)


def test_list_of_refused_documents(editor, client, refused):
    readable = paper(files.pdf("Hallo"), "hallo.pdf")
    background.read_all()
    html = client.get(reverse("unread-documents")).content.decode()
    assert "Die Datei ist durch ein Passwort geschützt." in html
    assert reverse("wagtaildocs:edit", args=[refused.pk]) in html
    assert reverse("wagtaildocs:edit", args=[readable.pk]) not in html
    assert reverse("unread-documents") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_list_is_for_those_who_may_change_documents(client, refused):
    client.force_login(UserFactory())
    response = client.get(reverse("unread-documents"))
    assert (response.status_code in {302, 403}, "Passwort geschützt" in response.content.decode()) == (True, False)
