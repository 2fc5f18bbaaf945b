"""`{% municipality_map municipality as map %}`: where a municipality lies, for its profile."""

from django import template

from cms.site.germany_map import GermanyMap, Place, germany_map
from network.municipalities.models import Municipality

register = template.Library()


@register.simple_tag
def municipality_map(municipality: Municipality) -> GermanyMap | None:
    if municipality.country != "DE" or municipality.latitude is None or municipality.longitude is None:
        return None
    place = Place(municipality.name, municipality.longitude, municipality.latitude)
    return germany_map([place], marked_state=municipality.state)
