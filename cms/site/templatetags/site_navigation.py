"""What every page's head and foot needs of the tree: the menus and the addresses of the translations."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import translate_url
from django.utils import translation
from wagtail.models import Page

register = template.Library()

HOME_DEPTH = 2


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool
    is_translation: bool


@register.simple_tag(takes_context=True)
def site_menus(context: RequestContext) -> dict[str, Any]:
    """The children of the language's home page: `main` are those shown in menus, `foot` the others; `by_type` finds
    the one of a type, as in `menus.by_type.meetingindexpage.url`."""
    request = context.get("request")
    pages = Page.objects.live().filter(
        depth=HOME_DEPTH + 1, locale__language_code=translation.get_language() or settings.LANGUAGE_CODE
    )
    menus: dict[str, Any] = {"main": [], "foot": [], "by_type": {}}
    for page in pages.order_by("path"):
        url = page.get_url(request)
        if url is None:
            continue
        item = MenuItem(page.title, url, bool(request) and request.path.startswith(url))
        menus["main" if page.show_in_menus else "foot"].append(item)
        menus["by_type"].setdefault(page.cached_content_type.model, item)
    return menus


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[LanguageLink]:
    """This page in each language of the site; where it isn't translated, the other language's home."""
    request: HttpRequest | None = context.get("request")
    page: Any = context.get("page")
    current = translation.get_language()
    if isinstance(page, Page) and page.pk:
        addresses = _page_addresses(page, request)
    else:
        addresses = _view_addresses(request) if request else {}
    links = []
    for code, _name in settings.LANGUAGES:
        url = addresses.get(code)
        name = translation.get_language_info(code)["name_local"]
        links.append(LanguageLink(code, name, url or f"/{code}/", code == current, url is not None))
    return links


@register.simple_tag(takes_context=True)
def breadcrumb_trail(context: RequestContext) -> list[dict[str, str]]:
    """From the home page down to this page; a view that is not a page of the tree names its own `breadcrumbs`."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk or page.depth <= HOME_DEPTH:
        return context.get("breadcrumbs") or []
    request = context.get("request")
    ancestors = page.get_ancestors(inclusive=True).filter(depth__gte=HOME_DEPTH)
    return [{"title": crumb.title, "url": crumb.get_url(request) or ""} for crumb in ancestors]


def _page_addresses(page: Page, request: HttpRequest | None) -> dict[str, str]:
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    urls = ((item.locale.language_code, item.get_url(request)) for item in translations)
    return {code: url for code, url in urls if url}


def _view_addresses(request: HttpRequest) -> dict[str, str]:
    """A view's address in each language; what has none (the path doesn't change) is left out."""
    here = request.get_full_path()
    current = translation.get_language() or settings.LANGUAGE_CODE
    others = {code: translate_url(here, code) for code, _name in settings.LANGUAGES if code != current}
    return {current: here} | {code: url for code, url in others.items() if url != here}
