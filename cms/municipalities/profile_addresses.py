from collections.abc import Iterable

from django.conf import settings

from cms.municipalities.models import MunicipalityPage
from network.municipalities.profile_addresses import register_profile_addresses


def register() -> None:
    register_profile_addresses(find)


def find(ids: Iterable[int]) -> dict[int, str]:
    """Public profiles in the site's first language."""
    pages = MunicipalityPage.objects.live().public().filter(municipality__in=ids)
    pages = pages.filter(locale__language_code=settings.LANGUAGE_CODE)
    return {page.municipality_id: page.url for page in pages if page.url}
