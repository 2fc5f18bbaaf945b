"""The editors' list of searches without good results, and the pages they recommend, in Wagtail's admin."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.forms import ModelForm
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from search.vain.forms import OPEN, DecisionForm, EditorsAnswerForm
from search.vain.models import EditorsAnswer, VainSearch

SYNONYM_VIEWS = ("wagtailsnippets_search_concepts_concept:add",)
"""Where an editor adds words that mean the same."""


def age_of(vain: VainSearch) -> str:
    days = (timezone.localdate() - vain.first_on).days
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


class VainSearchIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[VainSearch]:
        return VainSearch.objects.visible_to(self.request.user)


class DecisionView(generic.EditView):
    template_name = "search/admin/vain_search.html"
    success_message = _("“%(object)s” is dealt with.")

    def save_instance(self) -> VainSearch:
        """Without an entry in the log, which would keep the text beyond its 90 days."""
        return self.form.save()

    def get_initial(self) -> dict[str, Any]:
        return {"decision": OPEN if self.object.status == VainSearch.Status.OPEN else self.object.status}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "vain": self.object,
            "age": age_of(self.object),
            "recommended": EditorsAnswer.objects.filter(question_key=self.object.question_key).select_related("page"),
            "search_url": f"{reverse('search:search')}?{urlencode({'q': self.object.text})}",
            "synonym_url": synonym_url(),
            "write_url": reverse("wagtailadmin_explore_root"),
        }


def synonym_url() -> str:
    for name in SYNONYM_VIEWS:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


class VainSearchViewSet(ModelViewSet):
    model = VainSearch
    name = "vain_searches"
    icon = "search"
    menu_label = _("Vain searches")
    index_view_class = VainSearchIndexView
    edit_view_class = DecisionView
    edit_template_name = "search/admin/vain_search.html"
    copy_view_enabled = False
    list_per_page = 50
    list_filter: ClassVar = ["status", "language"]
    list_display: ClassVar = [
        "text",
        "count",
        Column("age", label=_("Age"), accessor=age_of, sort_key="first_on"),
        "last_on",
        "best_total",
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("language", label=_("Language"), accessor="get_language_display"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return DecisionForm


class EditorsAnswerViewSet(ModelViewSet):
    model = EditorsAnswer
    name = "editors_answers"
    icon = "pick"
    menu_label = _("Recommendations")
    copy_view_enabled = False
    list_display: ClassVar = ["text", "page", "created_at"]

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return EditorsAnswerForm


class SearchViewSetGroup(ModelViewSetGroup):
    menu_label = _("Searches")
    menu_icon = "search"
    items = (VainSearchViewSet, EditorsAnswerViewSet)
