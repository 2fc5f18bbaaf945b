from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.municipalities.models import MunicipalityIndexPage, MunicipalityPage
from network.municipalities.models import Municipality


def profile_of(municipality: Municipality) -> MunicipalityPage | None:
    """The profile in the default language; experiences lie below it."""
    return MunicipalityPage.objects.filter(municipality=municipality, locale=Locale.get_default()).first()


def create_profile_page(*, municipality: Municipality, by: Any) -> MunicipalityPage:
    """A published profile with the facts of the register; editors fill in the rest. The existing one if there is one."""
    with transaction.atomic():
        parent = MunicipalityIndexPage.objects.get(locale=Locale.get_default())
        parent = MunicipalityIndexPage.objects.get(pk=Page.objects.select_for_update().get(pk=parent.pk).pk)
        existing = profile_of(municipality)
        if existing:
            return existing
        page = MunicipalityPage(
            title=municipality.label, slug=municipality.slug, municipality=municipality, owner=by, live=False
        )
        parent.add_child(instance=page)
        log(instance=page, action="wagtail.create", user=by)
        page.save_revision(user=by, log_action=True).publish(user=by)
    page.refresh_from_db()
    return page
