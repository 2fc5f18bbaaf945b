import pytest

from cms.municipalities.models import ExperiencePage
from tests.factories.cms import experience_page

pytestmark = pytest.mark.django_db


def test_draft_that_was_read_before_a_publication_does_not_undo_it():
    page = experience_page(live=False)
    page.save_revision()
    stale = ExperiencePage.objects.get(pk=page.pk).get_latest_revision_as_object()

    page.save_revision().publish()
    stale.save()

    page.refresh_from_db()
    assert page.live
    assert page.live_revision is not None


def test_unpublished_page_stays_so():
    page = experience_page(live=False)
    page.save_revision().publish()

    ExperiencePage.objects.get(pk=page.pk).unpublish()
    ExperiencePage.objects.get(pk=page.pk).get_latest_revision_as_object().save()

    page.refresh_from_db()
    assert not page.live
