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

from cms.basepage.models import BasePage
from cms.site.menus import HOME_DEPTH, entries
from cms.site.search_scope import SearchScope, scope_of

register = template.Library()


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
    menus: dict[str, Any] = {"main": [], "foot": [], "by_type": {}}
    for entry in entries(translation.get_language() or settings.LANGUAGE_CODE)[1:]:
        item = MenuItem(entry.title, entry.url, bool(request) and request.path.startswith(entry.url))
        menus["main" if entry.in_menu else "foot"].append(item)
        menus["by_type"].setdefault(entry.model.partition(".")[2].lower(), item)
    return menus


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[LanguageLink]:
    """This page in each language of the site; where it isn't translated, the other language's home."""
    request: HttpRequest | None = context.get("request")
    page: Any = context.get("page")
    current = translation.get_language()
    if isinstance(page, BasePage) and page.pk:
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
    known = {entry.url_path: entry for entry in entries(_language_of(page))}
    trail = []
    parts = page.url_path.strip("/").split("/")
    for depth in range(1, len(parts)):
        url_path = "/" + "/".join(parts[:depth]) + "/"
        if url_path in known:
            trail.append({"title": known[url_path].title, "url": known[url_path].url})
        else:
            trail.append(_crumb(page, url_path))
    return [*trail, {"title": page.title, "url": page.get_url() or ""}]


@register.simple_tag(takes_context=True)
def search_scope(context: RequestContext) -> SearchScope | None:
    """What the search field of the head is narrowed to, until its box is unticked."""
    return scope_of(context.flatten())


def _crumb(page: Any, url_path: str) -> dict[str, str]:
    """Deeper than the lists: the parent of a page that knows its title, or a look into the tree."""
    is_parent = page.url_path.rstrip("/").rpartition("/")[0] + "/" == url_path
    title = getattr(page, "parent_title", "") if is_parent else ""
    if not title:
        title = Page.objects.filter(url_path=url_path).values_list("title", flat=True).first() or ""
    return {"title": title, "url": Page(url_path=url_path).get_url() or ""}


def _language_of(page: Any) -> str:
    return page.locale.language_code


def _page_addresses(page: Any, request: HttpRequest | None) -> dict[str, str]:
    urls = ((version.locale.language_code, version.get_url()) for version in page.published_versions)
    return {code: url for code, url in urls if url}


def _view_addresses(request: HttpRequest) -> dict[str, str]:
    """A view's address in each language; what has none (the path doesn't change) is left out."""
    here = request.get_full_path()
    current = translation.get_language() or settings.LANGUAGE_CODE
    others = {code: translate_url(here, code) for code, _name in settings.LANGUAGES if code != current}
    return {current: here} | {code: url for code, url in others.items() if url != here}
