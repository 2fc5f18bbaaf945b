"""Pages an editor has made private (Wagtail's view restrictions), asked for on every page and in every list."""

from django.core.cache import cache
from django.db.models import Q
from wagtail.models import PageViewRestriction

CACHE_KEY = "cms:restricted-paths"
CACHE_SECONDS = 300


def restricted_paths() -> list[str]:
    """The tree paths of the pages below which not everybody may read."""
    paths = cache.get(CACHE_KEY)
    if paths is None:
        paths = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        cache.set(CACHE_KEY, paths, CACHE_SECONDS)
    return paths


def is_restricted(path: str) -> bool:
    return any(path.startswith(restricted) for restricted in restricted_paths())


def below_restriction() -> Q:
    """As a condition; false of every page when nothing is private."""
    condition = Q(pk__in=[])
    for path in restricted_paths():
        condition |= Q(path__startswith=path)
    return condition


def forget() -> None:
    cache.delete(CACHE_KEY)
