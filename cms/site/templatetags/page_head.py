"""What the head of a page says to machines: its address, its translations, what it is."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext

from cms.basepage.models import BasePage
from cms.basepage.structured_data import as_json_ld
from cms.site.translations import translation_urls

register = template.Library()


@register.inclusion_tag("cms/site/page_head.html", takes_context=True)
def page_head(context: RequestContext) -> dict[str, Any]:
    """canonical, alternates, description, picture, feed and JSON-LD; nothing for a view that is no page of the tree."""
    page = context.get("page")
    request = context.get("request")
    if not isinstance(page, BasePage) or not page.pk or getattr(request, "is_preview", False):
        return {}
    alternates = translation_urls(page)
    url = page.get_url() or "/"
    number = getattr(context.get("entries"), "number", 1)
    canonical = settings.PUBLIC_URL + url + (f"?page={number}" if number > 1 else "")
    data = context.get("structured_data")
    return {
        "canonical": canonical,
        "alternates": alternates if len(alternates) > 1 else {},
        "default_url": alternates.get(settings.LANGUAGE_CODE),
        "title": page.seo_title or page.title,
        "description": page.search_description or page.summary,
        "image": page.image,
        "public_url": settings.PUBLIC_URL,
        "language": page.content_language,
        "feed_name": getattr(page, "feed_name", ""),
        "json_ld": as_json_ld({"url": canonical} | data) if data else "",
    }
