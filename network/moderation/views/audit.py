"""The audit trail for coordinators, as a page and as a CSV file."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from network.moderation.forms import AuditFilterForm
from network.moderation.models import Decision
from network.moderation.views.cases import ModeratorMixin, breadcrumbs_of
from network.people.rate_limit import rate_limited
from network.people.spreadsheets import BYTE_ORDER_MARK, line


class AuditMixin(ModeratorMixin):
    form: AuditFilterForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm("moderation.view_audit"):
            raise PermissionDenied(_("Only coordinators can see this page."))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Decision]:
        self.form = AuditFilterForm(self.request.GET or None)
        found = Decision.objects.visible_to(self.request.user).select_related("actor")
        if not self.form.is_valid():
            return found
        wanted = self.form.cleaned_data
        if wanted["kind"]:
            found = found.filter(kind=wanted["kind"])
        if wanted["since"]:
            found = found.filter(created_at__date__gte=wanted["since"])
        if wanted["until"]:
            found = found.filter(created_at__date__lte=wanted["until"])
        return found


class AuditView(AuditMixin, ListView):
    template_name = "network/moderation/audit.html"
    context_object_name = "decisions"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "kept_days": settings.MODERATION_KEPT_DAYS,
            "breadcrumbs": breadcrumbs_of((_("Audit trail"), "")),
        }


class AuditExportView(AuditMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return export(request, self.get_queryset())


@rate_limited("export", methods=("GET",))
def export(request: HttpRequest, decisions: QuerySet[Decision]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    response.write(BYTE_ORDER_MARK + line(_header()))
    for each in decisions.iterator(chunk_size=500):
        response.write(line(_row(each)))
    return response


def _header() -> list[str]:
    return [
        _("When"),
        _("What"),
        _("Who"),
        _("About whom"),
        _("Reason"),
        _("Text"),
        _("Until"),
        _("before"),
        _("after"),
        _("reference"),
    ]


def _row(decision: Decision) -> list[str]:
    return [
        f"{localtime(decision.created_at):%Y-%m-%d %H:%M}",
        str(decision.get_kind_display()),
        str(decision.actor or _("Former member")),
        decision.person_name,
        str(decision.get_reason_display()),
        decision.text,
        f"{localtime(decision.until):%Y-%m-%d}" if decision.until else "",
        decision.before,
        decision.after,
        decision.subject_key,
    ]
