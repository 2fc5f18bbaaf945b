"""Editors at work in Wagtail's admin: every page type opens, is previewed, and knows what may lie below it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.basepage.models import NetworkDocument, NetworkImage, Tag
from cms.handbook.models import ChapterPage, HandbookIndexPage
from cms.ideas.models import IdeaPage
from cms.municipalities.models import ExperienceIndexPage, MunicipalityPage
from cms.site.models import StandardPage
from tests.factories import cms as make
from tests.factories.people import EditorFactory, FacilitatorFactory, UserFactory
from tests.factories.transfer import AdoptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make.site()
    user = EditorFactory()
    client.force_login(user)
    return user


def every_page():
    home = make.site()
    make.experience_page(), make.idea_page(), make.meeting_page(), make.format_page()
    make.publish(ChapterPage(title="Kapitel"), make.index(HandbookIndexPage))
    make.publish(StandardPage(title="Impressum"), home)
    return [page.specific for page in Page.objects.filter(depth__gte=2, locale__language_code="de")]


def test_every_page_type_opens_in_the_editor_and_is_previewed(client, editor):
    pages = every_page()
    assert len({type(page) for page in pages}) == 13
    for page in pages:
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        assert (page.title in preview.content.decode(), preview.status_code) == (True, 200)


def test_pages_can_only_lie_where_they_belong():
    make.site()
    assert MunicipalityPage.allowed_subpage_models()[0].__name__ == "ExperiencePage"
    assert [model.__name__ for model in IdeaPage.allowed_parent_page_models()] == ["IdeaIndexPage"]
    assert ExperienceIndexPage.allowed_subpage_models() == []
    assert HandbookIndexPage.can_create_at(make.site()) is False


def test_member_has_no_access_to_the_admin(client):
    make.site()
    client.force_login(UserFactory())
    response = client.get("/admin/", follow=True)
    assert "wagtailadmin/home.html" not in [template.name for template in response.templates]


def test_facilitator_edits_the_handbook_and_cannot_publish(client):
    page = make.format_page()
    idea = make.idea_page()
    user = FacilitatorFactory()
    may = page.permissions_for_user(user)
    assert (may.can_edit(), may.can_publish(), idea.permissions_for_user(user).can_edit()) == (True, False, False)


def test_image_of_an_editor_needs_text_and_credit_and_loses_its_exif(client, editor):
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    url = reverse("wagtailimages:add")

    def upload(**texts):
        file = SimpleUploadedFile("platz.jpg", make.picture((60, 40), "JPEG", exif=exif), "image/jpeg")
        return client.post(url, {"title": "Platz", "file": file, "tags": ""} | texts)

    refused = upload(description="", credit="")
    assert sorted(refused.context["form"].errors) == ["credit", "description"]
    assert upload(description="Ein Platz", credit="Stadt").status_code == 302
    image = NetworkImage.objects.get()
    with image.file.open() as file, Image.open(file) as stored:
        assert dict(stored.getexif()) == {}


def test_page_is_sent_to_translation_and_keeps_topics_and_tags(editor, django_capture_on_commit_callbacks):
    page = make.idea_page(topics=("language",), tags=("Kita",), summary="Ein Satz.")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=make.english())
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=editor, publish=True)
    english = IdeaPage.objects.get(locale=make.english())
    assert (english.translation_key, english.live) == (page.translation_key, True)
    assert [topic.key for topic in english.topic_list] == ["language"]
    assert [tag.name for tag in english.tags.all()] == ["Kita"]


def test_snippets_of_the_vocabulary_open(client, editor):
    topic = make.topic()
    html = client.get(reverse(topic.snippet_viewset.get_url_name("edit"), args=[topic.pk])).content.decode()
    assert f'value="{topic.name}"' in html
    adoption = AdoptionFactory()
    html = client.get(reverse("wagtailsnippets_transfer_adoption:list")).content.decode()
    assert adoption.municipality.label in html
    tag = Tag.objects.create(name="Elternarbeit")
    assert tag.name in client.get(reverse("wagtailsnippets_basepage_tag:list")).content.decode()


def test_document_of_an_editor_is_what_its_name_says(client, editor):
    def upload(name, content):
        return client.post(reverse("wagtaildocs:add"), {"title": "Papier", "file": SimpleUploadedFile(name, content)})

    refused = [
        upload("papier.pdf", b"<html><script>alert(1)</script></html>"),
        upload("daten.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        upload("papier.docx", make.PDF),
    ]
    assert [list(response.context["form"].errors) for response in refused] == [["file"]] * 3
    assert upload("papier.pdf", make.PDF).status_code == 302
    assert upload("daten.csv", b"a;b\n").status_code == 302
    assert sorted(document.filename for document in NetworkDocument.objects.all()) == ["daten.csv", "papier.pdf"]


def test_second_editor_is_told_and_does_not_overwrite_unknowingly(client, editor):
    """Wagtail's answer to two editors at once: a notice of who else is there, and no silent saving over a newer text."""
    page = make.idea_page(title="Frühstück")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.get(url)
    loaded = page.latest_revision
    other = Client()
    other.force_login(EditorFactory(first_name="Zweite", last_name="Redakteurin"))
    other.get(url)
    client.get(url)
    session = EditingSession.objects.filter(user=editor).latest("pk")
    ping = reverse(
        "wagtailadmin_editing_sessions:ping", args=[*session.content_type.natural_key(), page.pk, session.pk]
    )
    assert "Zweite Redakteurin" in client.post(ping).json()["html"]

    page.title = "Von der Zweiten"
    newer = page.save_revision()
    stale = {"loaded_revision_id": loaded.pk, "loaded_revision_created_at": loaded.created_at.isoformat()}
    answer = client.post(url, stale | {"title": "Von der Ersten"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    page.refresh_from_db()
    assert page.latest_revision == newer
