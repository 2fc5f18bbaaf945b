from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.moderation.actions import report
from network.moderation.forms import ReportForm
from network.moderation.models import Case, Report
from network.moderation.registry import Subject, reportable_kind, scope_kind
from network.moderation.views.answers import refuse
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin


@method_decorator([never_cache, rate_limited("report")], name="dispatch")
class ReportView(KeepTextMixin, View):
    """A reason and, if wanted, a sentence."""

    kwargs: dict[str, Any]

    @cached_property
    def subject(self) -> Subject:
        kind, number = reportable_kind(self.kwargs["prefix"]), self.kwargs["pk"]
        found = kind.find(self.request.user, number) if kind is not None and number < 2**63 else None
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, prefix: str, pk: int) -> HttpResponse:
        subject = self.subject
        if subject.author == request.user:
            raise PermissionDenied(
                _("You can change or delete what you wrote yourself; there is no need to report it.")
            )
        if subject.is_gone or subject.is_hidden:
            messages.info(request, _("It is no longer there."))
            return redirect(subject.url)
        return self._page(ReportForm(initial=as_initial(kept_text(request)) or self._as_reported()))

    def post(self, request: HttpRequest, prefix: str, pk: int) -> HttpResponse:
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            made = report(subject=self.subject, reporter=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refuse(form, problem))
        messages.success(
            request,
            _("Your report has arrived. Those who moderate look at it, and you are told what became of it."),
        )
        decides = Case.objects.visible_to(request.user).filter(pk=made.case_id).exists()
        return redirect("moderation:case", made.case_id) if decides else redirect("moderation:own")

    @cached_property
    def earlier(self) -> Report | None:
        """What the same person has reported of it, and nobody has decided about."""
        reports = Report.objects.filter(reporter=self.request.user, settled_at=None)
        return reports.filter(case__subject_key=self.subject.key).first()

    def _as_reported(self) -> dict[str, str] | None:
        return {"reason": self.earlier.reason, "text": self.earlier.text} if self.earlier else None

    def _page(self, form: ReportForm, status: int = 200) -> HttpResponse:
        scope, _number = scope_kind(self.subject.scope)
        context = {
            "form": form,
            "subject": self.subject,
            "earlier": self.earlier,
            "deciders": scope.deciders if scope else "",
            "breadcrumbs": [*self.subject.trail, {"title": _("Report"), "url": ""}],
        }
        return render(self.request, "network/moderation/report.html", context, status=status)
