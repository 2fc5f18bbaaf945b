from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cms.basepage.structured_data import thing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.site.models import HomePage


def site_data(page: "HomePage", request: "HttpRequest") -> dict[str, Any]:
    search = settings.PUBLIC_URL + reverse("search:search")
    return thing(
        "WebSite",
        name=settings.WAGTAIL_SITE_NAME,
        description=page.summary,
        inLanguage=page.content_language,
        url=settings.PUBLIC_URL + (page.get_url() or "/"),
        potentialAction=thing(
            "SearchAction",
            target=thing("EntryPoint", urlTemplate=search + "?q={search_term_string}"),
            **{"query-input": "required name=search_term_string"},
        ),
    )
