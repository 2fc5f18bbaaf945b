"""Who may open a file, whoever knows its address."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction, ReferenceIndex

from cms.basepage.models import NetworkDocument, PageDocument
from cms.ideas.models import IdeaPage
from cms.meetings.models import ProgrammeItem
from cms.site.document_uses import Use, attached_to, public_uses
from tests.factories.cms import idea_page, meeting_page
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

LINK = '<p><a linktype="document" id="{}">Vorlage</a></p>'


@pytest.fixture
def document(settings, tmp_path) -> NetworkDocument:
    settings.MEDIA_ROOT = tmp_path
    return NetworkDocument.objects.create(title="Vorlage", file=ContentFile(b"%PDF-1.4", "vorlage.pdf"))


def opens(client, document, user=None) -> bool:
    client.logout()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(document.url)
    assert response.status_code in (200, 404)
    assert b"".join(response)  # or the file stays open
    return response.status_code == 200


def test_file_of_a_draft_is_opened_by_editors_only(client, document):
    page = idea_page()
    page.unpublish()
    PageDocument.objects.create(page=page, document=document)

    assert not opens(client, document)
    assert not opens(client, document, UserFactory())
    assert opens(client, document, EditorFactory())

    IdeaPage.objects.get(pk=page.pk).save_revision().publish()
    assert opens(client, document)
    IdeaPage.objects.get(pk=page.pk).unpublish()
    assert not opens(client, document)


def test_file_on_no_page_is_opened_by_whoever_uploaded_it(client, document):
    document.uploaded_by_user = uploader = UserFactory()
    document.save()

    assert opens(client, document, uploader)
    assert not opens(client, document, UserFactory())
    assert not opens(client, document)


def test_file_that_running_text_links_is_public_with_its_page_and_belongs_to_it(client, document):
    page = meeting_page()
    page.programme_items.add(ProgrammeItem(day=page.starts_on, title="Bericht", documentation=LINK.format(document.pk)))
    page.save()
    ReferenceIndex.create_or_update_for_object(page)

    assert opens(client, document)
    assert public_uses() == [Use(document.pk, page.pk)]
    assert attached_to([page.pk]) == [document.pk]

    page.unpublish()
    assert not opens(client, document)
    assert public_uses([document.pk]) == []


def test_file_of_a_page_for_those_signed_in_is_theirs(client, document):
    page = idea_page()
    PageDocument.objects.create(page=page, document=document)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not opens(client, document)
    assert opens(client, document, UserFactory())
