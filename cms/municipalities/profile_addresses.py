from collections.abc import Iterable

from django.urls import reverse

from cms.municipalities.models import MunicipalityPage
from network.municipalities.profile_addresses import register_profile_addresses


def register() -> None:
    register_profile_addresses(find)


def find(ids: Iterable[int]) -> dict[int, str]:
    """They lead to the page in the language of whoever follows them."""
    pages = MunicipalityPage.objects.published().filter(municipality__in=ids).order_by()
    slugs = dict(pages.values_list("municipality", "municipality__slug"))
    return {pk: reverse("cms_municipalities:profile", args=[slug]) for pk, slug in slugs.items()}
