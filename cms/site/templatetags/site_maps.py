"""Where a municipality lies, for its profile, and where those of a list lie."""

from collections.abc import Iterable

from django import template

from cms.municipalities.models import MunicipalityPage
from cms.site.germany_map import GermanyMap, Place, germany_map
from network.municipalities.models import Municipality

register = template.Library()


@register.simple_tag
def municipality_map(municipality: Municipality) -> GermanyMap | None:
    place = _place(municipality)
    return germany_map([place], marked_state=municipality.state) if place else None


@register.simple_tag
def profiles_map(profiles: Iterable[MunicipalityPage]) -> GermanyMap:
    places = (_place(profile.municipality, profile.get_url() or "") for profile in profiles)
    return germany_map([place for place in places if place])


def _place(municipality: Municipality, url: str = "") -> Place | None:
    if municipality.country != "DE" or municipality.latitude is None or municipality.longitude is None:
        return None
    return Place(municipality.label, municipality.longitude, municipality.latitude, url)
