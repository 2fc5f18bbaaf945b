"""From an address to a page in two queries.

Wagtail walks down the tree, two queries a level. All pages that can be addressed lie under a site root whose path is
cached, so the whole path is known at once; `slug` is the indexed column that finds the few candidates.
"""

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.basepage.models import BasePage

SITE_CACHE_KEY = "cms:only-site"
SITE_CACHE_SECONDS = 300


def route(request: HttpRequest, path: str) -> RouteResult:
    """The published page of this language at this path, with what its template reads of it; Http404 if there is none."""
    remember_only_site(request)
    url_path = _root_path() + path
    here = Page.objects.filter(slug=url_path.strip("/").rpartition("/")[2], url_path=url_path, live=True)
    versions = Page.objects.filter(translation_key__in=here.values("translation_key"), live=True)
    found = list(versions.select_related("content_type", "locale"))
    page = next((version for version in found if version.url_path == url_path), None)
    if page is None:
        raise Http404
    page = _specific(page)
    page.published_versions = found
    return RouteResult(page)


def _root_path() -> str:
    language = get_language()
    for root in Site.get_site_root_paths():
        if root.language_code == language:
            return root.root_path
    raise Http404


def _specific(page: Page) -> Page:
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        raise Http404
    return model.objects.select_related(*model.serve_relations).get(pk=page.pk)


def remember_only_site(request: HttpRequest) -> None:
    """Spares `pageurl` and friends a query; where there are several sites, Wagtail finds the right one itself."""
    site = cache.get(SITE_CACHE_KEY)
    if site is None:
        sites = list(Site.objects.select_related("root_page")[:2])
        site = sites[0] if len(sites) == 1 else False
        cache.set(SITE_CACHE_KEY, site, SITE_CACHE_SECONDS)
    if site:
        request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001 -- where Wagtail looks for it


def forget_site() -> None:
    cache.delete(SITE_CACHE_KEY)
