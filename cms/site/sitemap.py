"""sitemap.xml: every published page with its translations, in two queries whatever their number."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page

from cms.basepage.access import below_restriction
from cms.site.menus import HOME_DEPTH

LIMIT = 50_000
"""More than that a sitemap may not hold; the newest pages are in it."""


def sitemap(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "sitemap.xml",
        {"urlset": _entries()},
        content_type="application/xml",
        headers={"X-Robots-Tag": "noindex"},
    )


def _entries() -> list[dict[str, Any]]:
    pages = (
        Page.objects.live().filter(depth__gte=HOME_DEPTH).exclude(below_restriction()).order_by("-last_published_at")
    )
    rows = list(pages.values_list("url_path", "translation_key", "locale__language_code", "last_published_at")[:LIMIT])
    versions: dict[Any, dict[str, str]] = {}
    for url_path, key, language, _published in rows:
        versions.setdefault(key, {})[language] = settings.PUBLIC_URL + (Page(url_path=url_path).get_url() or "/")
    return [_entry(versions[key], language, published) for _path, key, language, published in rows]


def _entry(versions: dict[str, str], language: str, published: dt.datetime | None) -> dict[str, Any]:
    alternates = [{"location": url, "lang_code": code} for code, url in sorted(versions.items())]
    return {
        "location": versions[language],
        "lastmod": published,
        "alternates": alternates if len(versions) > 1 else [],
    }
