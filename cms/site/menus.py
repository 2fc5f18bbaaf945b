"""The pages directly below the home pages, which every page's head and foot link: read once, kept in the cache."""

from typing import NamedTuple

from django.core.cache import cache
from wagtail.models import Page

from cms.basepage.access import below_restriction

CACHE_KEY = "cms:menus"
CACHE_SECONDS = 300
HOME_DEPTH = 2


class Entry(NamedTuple):
    """A page as a menu or a breadcrumb needs it."""

    title: str
    url: str
    url_path: str
    model: str
    in_menu: bool


def entries(language: str) -> list[Entry]:
    """The home page first, then the pages below it in their order."""
    menus = cache.get(CACHE_KEY)
    if menus is None:
        menus = _read()
        cache.set(CACHE_KEY, menus, CACHE_SECONDS)
    return menus.get(language, [])


def _read() -> dict[str, list[Entry]]:
    pages = Page.objects.live().filter(depth__gte=HOME_DEPTH, depth__lte=HOME_DEPTH + 1).exclude(below_restriction())
    menus: dict[str, list[Entry]] = {}
    for page in pages.select_related("locale", "content_type").order_by("depth", "path"):
        model = f"{page.content_type.app_label}.{page.specific_class.__name__}" if page.specific_class else ""
        entry = Entry(page.title, page.get_url() or "", page.url_path, model, page.show_in_menus)
        menus.setdefault(page.locale.language_code, []).append(entry)
    return menus


def forget() -> None:
    cache.delete(CACHE_KEY)
