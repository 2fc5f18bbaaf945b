"""Names of the municipalities in the network, kept in the cache: lists of filters and suggestions need them all the time."""

from django.core.cache import cache

from network.municipalities.models import Municipality

CACHE_KEY = "search:municipality-names"
CACHE_SECONDS = 60


def names() -> dict[str, str]:
    """Name by address part; public facts, so that a minute of delay on another server tells nobody anything."""
    kept: dict[str, str] | None = cache.get(CACHE_KEY)
    if kept is None:
        kept = {place.slug: place.label for place in Municipality.objects.in_network().only("slug", "name")}
        cache.set(CACHE_KEY, kept, CACHE_SECONDS)
    return kept


def labels(slugs: list[str]) -> dict[str, str]:
    """Of these, those outside the network (abroad, or gone) included."""
    known = names()
    missing = [slug for slug in slugs if slug not in known]
    others = {place.slug: place.label for place in Municipality.objects.filter(slug__in=missing)} if missing else {}
    return {slug: known[slug] for slug in slugs if slug in known} | others


def forget() -> None:
    cache.delete(CACHE_KEY)
