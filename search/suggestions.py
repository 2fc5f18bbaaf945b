"""What somebody who types may mean."""

from django.db.models import Case, IntegerField, Value, When

from cms.basepage.tags import tag_key
from search.browsing import public_tags

MOST_SUGGESTIONS = 10


def suggest_tags(text: str, most: int = MOST_SUGGESTIONS) -> list[dict[str, object]]:
    """Tags in use that begin with the text, then those that contain it, whatever the spelling; the most used first."""
    key = tag_key(text)
    if not key:
        return []
    rank = Case(When(key__startswith=key, then=Value(0)), default=Value(1), output_field=IntegerField())
    tags = public_tags().filter(key__contains=key).order_by(rank, "-page_count", "name")[:most]
    return [{"key": tag.key, "name": tag.name, "count": tag.page_count} for tag in tags]
