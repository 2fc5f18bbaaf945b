"""A member's text as HTML: Markdown, with links to what it refers to."""

from django.utils.safestring import SafeString

from network.discussions.mentions import Mentions, find_mentions
from network.discussions.quotes import links_to_sources
from network.people.markdown import render_markdown
from network.spaces.models import Space


def render_body(body: str, space: Space, mentions: Mentions | None = None) -> SafeString:
    """`mentions` where they have been looked up already."""
    found = find_mentions(body, space) if mentions is None else mentions
    return render_markdown(body, found.links() | links_to_sources(body, space))
