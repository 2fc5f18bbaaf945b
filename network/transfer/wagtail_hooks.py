from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from network.transfer.models import Adoption


class AdoptionViewSet(SnippetViewSet):
    """Editors put in order what members declared; declaring is done on the page of the idea, which knows its key."""

    model = Adoption
    icon = "repeat"
    menu_label = _("Adoptions")
    add_to_admin_menu = True
    list_display: ClassVar = ["municipality", "status", "created_by", "created_at"]
    list_filter: ClassVar = ["status", "municipality"]
    panels: ClassVar = [
        FieldPanel("municipality", read_only=True),
        FieldPanel("idea_key", read_only=True),
        FieldPanel("status"),
        FieldPanel("what_changed"),
        FieldPanel("started_on"),
        FieldPanel("note"),
    ]


register_snippet(AdoptionViewSet)
