"""What stands on the editors' desk about searches without good results."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from search.vain.models import VainSearch
from search.vain.viewsets import age_of

LINES = 5


class VainSearchPanel(Component):
    name = "vain_searches"
    template_name = "search/admin/vain_search_panel.html"
    order = 250

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = parent_context["request"].user if parent_context else None
        waiting = VainSearch.objects.visible_to(user).open()
        lines = [
            {"text": vain.text, "count": vain.count, "age": age_of(vain), "url": _url("edit", vain.pk)}
            for vain in waiting[:LINES]
        ]
        return {"count": waiting.count() if lines else 0, "lines": lines, "list_url": _url("index")}


def _url(view: str, *args: int) -> str:
    return reverse(f"vain_searches:{view}", args=args)
