from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.concepts.models import Concept

EXPLANATION = _(
    "Who searches for one of these terms also finds texts that only say another one. "
    "A change works within seconds, without a new index. "
    "Words in quotes and words excluded with a minus are sought exactly as typed."
)


class ConceptViewSet(SnippetViewSet):
    """Editors say which words mean the same; the search asks for all of them."""

    model = Concept
    icon = "link"
    menu_label = _("Words that mean the same")
    add_to_admin_menu = True
    list_display: ClassVar = ["name", "summary", "updated_at"]
    list_per_page = 100
    search_fields: ClassVar = ["german", "english", "abbreviations", "narrower"]
    search_backend_name = None
    panels: ClassVar = [
        HelpPanel(content=EXPLANATION),
        MultiFieldPanel(
            [FieldPanel("german"), FieldPanel("english"), FieldPanel("abbreviations")], heading=_("Mean the same")
        ),
        MultiFieldPanel([FieldPanel("narrower")], heading=_("Are found as well, one way only")),
    ]


register_snippet(ConceptViewSet)
