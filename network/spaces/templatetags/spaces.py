from django import template

from network.spaces.models import Space
from network.spaces.readers import reader_count_of

register = template.Library()


@register.simple_tag
def reader_count(space: Space) -> int:
    """`{% reader_count space as number %}`: one query."""
    return reader_count_of(space)
