"""A member writes an experience: nothing typed is lost, whatever happens."""

import uuid
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Page, TaskState, WorkflowState

from cms.basepage.models import NetworkDocument, NetworkImage
from cms.municipalities.models import ExperiencePage, MunicipalityPage, PendingUpload
from cms.municipalities.state import State, state_of
from network.notifications.models import Notification
from network.people.models import Draft
from tests.factories import cms as make
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.people import PASSWORD, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

WRITE = "/de/erfahrung-schreiben/"


def answers(**changed):
    return {
        "draft_key": uuid.uuid4().hex,
        "title": "Vormittags Deutsch, nebenan die Spielgruppe",
        "summary": "Mütter kommen, wenn jemand nach den Kindern sieht.",
        "what_we_did": "Wir haben die **Betreuung der Kinder während des Deutschkurses** eingerichtet.",
        "outcome": "14 haben begonnen, 11 bestanden.",
        "what_did_not_work": "Der erste Raum.",
        "started_on": "April 2017",
        "topics": ["language", "education"],
        "tags": "Kita, kita, Frühstück, Fruehstueck",
    } | changed


def photo(name="foto.jpg", **save):
    return SimpleUploadedFile(name, make.picture((60, 40), "JPEG", **save), "image/jpeg")


def fetched(client, url):
    """The file, or the status of a refusal."""
    response = client.get(url)
    if response.status_code != 200:
        return response.status_code
    return response.getvalue()


@pytest.fixture
def writer(client, member):
    client.force_login(member)
    return client


def test_sent_experience_is_a_page_below_the_profile_in_the_editors_review(writer, member, krefeld):
    response = writer.post(WRITE, answers(municipality=krefeld.pk))
    page = ExperiencePage.objects.get()
    assert response["Location"] == f"{WRITE}{page.pk}/"
    assert page.get_parent().specific == MunicipalityPage.objects.get(municipality=krefeld)
    assert (page.live, page.author, page.owner, page.municipality) == (False, member, member, krefeld)
    assert state_of(page) == State.IN_REVIEW
    latest = page.get_latest_revision_as_object()
    assert sorted(topic.key for topic in latest.topics.all()) == ["education", "language"]
    assert sorted(tag.name for tag in latest.tags.all()) == ["Frühstück", "Kita"]
    assert latest.started_on == "2017-04"
    assert page.slug == "vormittags-deutsch-nebenan-die-spielgruppe"
    assert Draft.objects.count() == 0


def test_double_submit_makes_one_page(writer, krefeld):
    sent = answers(municipality=krefeld.pk)
    first, second = writer.post(WRITE, sent), writer.post(WRITE, sent)
    assert first["Location"] == second["Location"]
    assert ExperiencePage.objects.count() == 1
    assert WorkflowState.objects.count() == 1


def test_invalid_answer_keeps_what_was_typed_beside_the_message(writer, krefeld):
    response = writer.post(WRITE, answers(municipality=krefeld.pk, title="", started_on="irgendwann"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Betreuung der Kinder während des Deutschkurses" in html
    assert 'value="irgendwann"' in html
    assert [sorted(response.context["form"].errors)] == [["started_on", "title"]]
    assert Draft.objects.get().data["summary"] == "Mütter kommen, wenn jemand nach den Kindern sieht."
    assert ExperiencePage.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 121),
        ("title", "null\x00zeichen"),
        ("summary", "x" * 601),
        ("what_we_did", "x" * 10_001),
        ("topics", ["keins"]),
        ("municipality", "999999"),
        ("municipality", "krefeld"),
        ("tags", ", ".join(f"Wort{n}" for n in range(13))),
        ("ended_on", "2016"),
        ("started_on", "31.13.2017"),
        ("started_on", "0017"),
    ],
)
def test_bad_answer_is_named_at_its_field(writer, field, value):
    response = writer.post(WRITE, answers(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert ExperiencePage.objects.count() == 0


def test_hostile_text_is_shown_as_text(writer, krefeld):
    writer.post(
        WRITE, answers(municipality=krefeld.pk, title="<script>alert(1)</script>", what_we_did="<img src=x onerror=y>")
    )
    page = ExperiencePage.objects.get()
    html = writer.get(f"{WRITE}{page.pk}/vorschau/").content.decode()
    assert ("<script>alert(1)" in html, "<img src=x" in html) == (False, False)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_draft_is_saved_and_found_again(writer):
    sent = answers(action="save", title="Noch nicht fertig")
    response = writer.post(WRITE, sent)
    assert response["Location"] == f"{WRITE}?entwurf={sent['draft_key']}"
    html = writer.get(response["Location"]).content.decode()
    assert 'value="Noch nicht fertig"' in html
    assert "Noch nicht fertig" in writer.get(WRITE, follow=True).content.decode()


def test_groups_are_optional_kept_in_the_draft_and_given_to_the_editors(writer, krefeld):
    chosen = {"audiences": ["women", "families"], "legal_regimes": ["sgb_ii"]}
    sent = answers(municipality=krefeld.pk, partners="Jobcenter Krefeld\nVHS", **chosen)
    draft = writer.post(WRITE, sent | {"action": "save"})
    html = writer.get(draft["Location"]).content.decode()
    ticked = {
        field.name: field.value() for step in writer.get(draft["Location"]).context["steps"] for field in step["folded"]
    }
    assert ticked == {"actor_groups": []} | chosen
    assert '<details class="disclosure" open>' in html
    preview = writer.post(WRITE, sent | {"action": "preview"})
    assert "?audience" not in (shown := writer.get(preview["Location"]).content.decode())
    assert "?target_group=women" in shown
    assert "?actor_group=job_centre" in shown
    writer.post(WRITE, sent)
    latest = ExperiencePage.objects.get().get_latest_revision_as_object()
    assert (latest.audiences, latest.actor_groups, latest.legal_regimes) == (
        ["women", "families"],
        ["job_centre", "course_provider"],
        ["sgb_ii"],
    )


def test_group_that_does_not_exist_is_named_at_its_field(writer, krefeld):
    response = writer.post(WRITE, answers(municipality=krefeld.pk, audiences=["women", "martians"]))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["audiences"])
    assert '<details class="disclosure" open>' in response.content.decode()


def test_draft_of_another_person_is_not_shown(writer, krefeld, client):
    sent = answers(action="save", title="Nur für mich")
    writer.post(WRITE, sent)
    client.force_login(MembershipFactory(municipality=krefeld).user)
    assert "Nur für mich" not in client.get(f"{WRITE}?entwurf={sent['draft_key']}").content.decode()
    assert (
        client.get(reverse("cms_municipalities:experience-preview-draft", args=[sent["draft_key"]])).status_code == 404
    )


def test_ended_session_keeps_the_text_over_the_sign_in(client, member, krefeld):
    sent = answers(municipality=krefeld.pk)
    response = client.post(WRITE, sent)
    assert response["Location"].startswith("/de/konto/") or "next=" in response["Location"]
    client.post(response["Location"], {"login": member.email, "password": PASSWORD})
    html = client.get(WRITE, follow=True).content.decode()
    assert "Vormittags Deutsch, nebenan die Spielgruppe" in html
    assert sent["draft_key"] in html


def test_preview_shows_the_public_page_of_a_draft(writer):
    sent = answers(action="preview")
    response = writer.post(WRITE, sent | {"photo": photo(), "photo_description": "Ein Raum", "photo_credit": "Krefeld"})
    html = writer.get(response["Location"]).content.decode()
    assert "<strong>Betreuung der Kinder während des Deutschkurses</strong>" in html
    assert 'alt="Ein Raum"' in html
    assert ExperiencePage.objects.count() == 0


def test_photo_survives_an_invalid_form_and_asks_for_its_texts(writer, krefeld):
    sent = answers(municipality=krefeld.pk)
    response = writer.post(WRITE, sent | {"title": "", "photo": photo()})
    upload = PendingUpload.objects.get()
    assert f"upload-{upload.pk}-description" in response.content.decode()
    response = writer.post(WRITE, sent | {f"upload-{upload.pk}-description": "", f"upload-{upload.pk}-credit": ""})
    assert response.status_code == 422
    described = {f"upload-{upload.pk}-description": "Ein Raum", f"upload-{upload.pk}-credit": "Stadt Krefeld"}
    writer.post(WRITE, sent | described)
    page = ExperiencePage.objects.get()
    image = page.photos.get().image
    assert (image.description, image.credit) == ("Ein Raum", "Stadt Krefeld")


def test_photo_is_written_anew_without_exif_and_upright(writer):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera von Erika"
    writer.post(WRITE, answers(action="upload") | {"photo": photo(exif=exif)})
    image = NetworkImage.objects.get()
    with image.file.open() as file, Image.open(BytesIO(file.read())) as stored:
        assert (dict(stored.getexif()), stored.size) == ({}, (40, 60))


@pytest.mark.parametrize(
    ("field", "name", "content"),
    [
        ("photo", "foto.jpg", b"<html><script>alert(1)</script></html>"),
        ("photo", "foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("photo", "foto.png", make.picture()[:60]),
        ("photo", "leer.png", b""),
        ("document", "papier.pdf", b"<html></html>"),
        ("document", "papier.docx", b"PK\x03\x04kaputt"),
        ("document", "programm.exe", b"MZ\x90"),
    ],
)
def test_wrong_file_is_refused_by_its_content_and_the_text_stays(writer, field, name, content):
    response = writer.post(WRITE, answers(action="upload") | {field: SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert list(response.context["file_problems"]) == [field]
    assert "Vormittags Deutsch" in response.content.decode()
    assert (NetworkImage.objects.count(), NetworkDocument.objects.count()) == (0, 0)


def test_photo_with_too_many_pixels_is_refused(writer, monkeypatch):
    monkeypatch.setattr("network.files.uploads.PHOTO_PIXELS", 1000)
    response = writer.post(WRITE, answers(action="upload") | {"photo": photo()})
    assert "50 Millionen" in response.content.decode() or "50 million" in response.content.decode()


def test_submitted_document_is_served_to_author_and_editors_only_until_it_is_published(writer, member, krefeld, client):
    file = SimpleUploadedFile("papier.pdf", make.PDF, "application/pdf")
    writer.post(WRITE, answers(municipality=krefeld.pk) | {"document": file})
    document = NetworkDocument.objects.get()
    seen = {}
    for name, user in (("author", member), ("editor", EditorFactory()), ("member", UserFactory())):
        client.force_login(user)
        seen[name] = fetched(client, document.url)
    client.logout()
    seen["visitor"] = fetched(client, document.url)
    assert seen == {"author": make.PDF, "editor": make.PDF, "member": 404, "visitor": 404}
    ExperiencePage.objects.get().get_latest_revision().publish()
    assert fetched(client, document.url) == make.PDF


def test_member_of_several_municipalities_chooses(writer, member, krefeld):
    freiburg = MembershipFactory(user=member, municipality=MunicipalityFactory(name="Freiburg")).municipality
    make.municipality_page(freiburg)
    writer.post(WRITE, answers(municipality=freiburg.pk))
    assert ExperiencePage.objects.get().municipality == freiburg


def test_member_of_no_municipality_gets_a_clear_page(client, krefeld):
    client.force_login(UserFactory())
    response = client.get(WRITE)
    assert response.status_code == 403
    assert "cms/municipalities/experience_no_municipality.html" in [template.name for template in response.templates]


def test_deleted_profile_keeps_the_text_as_a_draft(writer, krefeld):
    MunicipalityPage.objects.get(municipality=krefeld).delete()
    response = writer.post(WRITE, answers(municipality=krefeld.pk))
    assert response.status_code == 409
    assert response.context["form"].errors
    assert Draft.objects.get().data["title"] == "Vormittags Deutsch, nebenan die Spielgruppe"


def test_editor_asks_back_member_answers_editor_publishes(writer, member, krefeld, client):
    editor = EditorFactory()
    writer.post(WRITE, answers(municipality=krefeld.pk))
    page = ExperiencePage.objects.get()
    assert Notification.objects.filter(recipient=editor).count() == 1

    state = page.current_workflow_task_state
    state.reject(user=editor, comment="Was hat es gekostet?")
    told = Notification.objects.get(recipient=member)
    assert (told.text, told.url) == ("Was hat es gekostet?", f"{WRITE}{page.pk}/")
    assert [message.to for message in mail.outbox if member.email in message.to] == []
    html = writer.get(f"{WRITE}{page.pk}/").content.decode()
    assert "Was hat es gekostet?" in html
    assert "Betreuung der Kinder während des Deutschkurses" in html

    changed = answers(municipality=krefeld.pk, cost="19.000 Euro", answer="Steht jetzt drin.")
    writer.post(f"{WRITE}{page.pk}/", changed)
    page = ExperiencePage.objects.get()
    assert state_of(page) == State.IN_REVIEW
    latest = page.get_latest_revision_as_object()
    assert (latest.cost, latest.wagtail_admin_comments.get().text) == ("19.000 Euro", "Steht jetzt drin.")

    TaskState.objects.filter(status="in_progress").get().approve(user=editor)
    page = ExperiencePage.objects.get()
    assert (page.live, page.cost, state_of(page)) == (True, "19.000 Euro", State.PUBLISHED)
    assert Notification.objects.filter(recipient=member, verb="experiences.published").get().url == page.url
    client.logout()
    assert page.title in client.get(page.get_parent().url).content.decode()


def test_author_cannot_change_what_the_editors_are_reading(writer, krefeld):
    writer.post(WRITE, answers(municipality=krefeld.pk))
    page = ExperiencePage.objects.get()
    response = writer.post(f"{WRITE}{page.pk}/", answers(title="Doch anders"))
    assert response.status_code == 409
    assert Draft.objects.get().data["title"] == "Doch anders"
    assert page.get_latest_revision_as_object().title == "Vormittags Deutsch, nebenan die Spielgruppe"


def test_another_member_finds_no_form_of_a_page_in_review(writer, krefeld, client):
    writer.post(WRITE, answers(municipality=krefeld.pk))
    page = ExperiencePage.objects.get()
    client.force_login(MembershipFactory(municipality=krefeld).user)
    in_review = client.get(f"{WRITE}{page.pk}/")
    page.get_latest_revision().publish()
    published = client.get(f"{WRITE}{page.pk}/")
    assert (in_review.status_code, page.title in in_review.content.decode()) == (404, False)
    assert (published.status_code, 'name="what_we_did"' in published.content.decode()) == (403, False)


def test_withdrawn_page_goes_back_to_its_author(writer, member, krefeld):
    writer.post(WRITE, answers(municipality=krefeld.pk))
    TaskState.objects.get().approve(user=EditorFactory())
    page = ExperiencePage.objects.get()
    page.unpublish()
    assert Notification.objects.filter(recipient=member, verb="experiences.unpublished").count() == 1
    writer.post(f"{WRITE}{page.pk}/", answers(municipality=krefeld.pk, title="Neu erzählt"))
    assert state_of(ExperiencePage.objects.get()) == State.IN_REVIEW


def test_discarded_draft_takes_its_files_with_it(writer):
    sent = answers(action="upload")
    writer.post(WRITE, sent | {"photo": photo()})
    writer.post(reverse("cms_municipalities:experience-discard", args=[sent["draft_key"]]))
    assert (Draft.objects.count(), PendingUpload.objects.count(), NetworkImage.objects.count()) == (0, 0, 0)


def test_home_says_what_waits_for_the_author(writer, member, krefeld):
    writer.post(WRITE, answers(municipality=krefeld.pk))
    TaskState.objects.get().reject(user=EditorFactory(), comment="Und wie lange?")
    html = writer.get(reverse("people:home")).content.decode()
    assert "Vormittags Deutsch, nebenan die Spielgruppe" in html
    assert Page.objects.filter(depth=5).count() == 1
