"""For everybody: what became of one's reports, what was decided about what one wrote, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.moderation.actions import answer_decision
from network.moderation.forms import AnswerForm
from network.moderation.models import Case, Decision, Report
from network.moderation.registry import look_up, readable_scopes
from network.moderation.suspensions import suspension_of
from network.moderation.views.answers import refuse
from network.people.breadcrumbs import breadcrumbs_in_my_area
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin

NEWEST = 50


def breadcrumbs_of(*further: tuple[str, str]) -> list[dict[str, str]]:
    return breadcrumbs_in_my_area((_("Reports and decisions"), reverse("moderation:own")), *further)


@method_decorator(never_cache, name="dispatch")
class OwnView(KeepTextMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        reports = list(Report.objects.filter(reporter=request.user).select_related("case").order_by("-pk")[:NEWEST])
        cases = list(Case.objects.about(request.user)[:NEWEST])
        readable = readable_scopes(request.user) if reports else set()
        still_read = [report.case.subject_key for report in reports if report.case.scope in readable]
        subjects = look_up([*still_read, *(case.subject_key for case in cases)])
        context = {
            "reports": [
                {
                    "report": report,
                    "subject": subjects.get(report.case.subject_key),
                    "is_readable": report.case.scope in readable,
                }
                for report in reports
            ],
            "cases": [{"case": case, "subject": subjects.get(case.subject_key)} for case in cases],
            "lifted": Decision.objects.about(request.user).filter(case=None)[:NEWEST],
            "suspension": suspension_of(request.user),
            "may_moderate": request.user.has_perm("moderation.moderate"),
            "breadcrumbs": breadcrumbs_of(),
        }
        return render(request, "network/moderation/own.html", context)


@method_decorator([never_cache, rate_limited("report")], name="dispatch")
class OwnCaseView(KeepTextMixin, View):
    """One's own text, what was decided about it and why, and the answer."""

    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(Case.objects.about(self.request.user), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(AnswerForm(initial=as_initial(kept_text(request)) or None))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            answer_decision(case=self.case, author=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refuse(form, problem))
        messages.success(request, _("Your answer has arrived. Those who moderate look at it again."))
        return redirect("moderation:own-case", pk)

    def _page(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        case = self.case
        steps = [*case.decisions.all(), *case.answers.all()]
        context = {
            "case": case,
            "subject": look_up([case.subject_key]).get(case.subject_key),
            "steps": sorted(steps, key=lambda step: step.created_at),
            "form": form,
            "breadcrumbs": breadcrumbs_of((_("Decision"), "")),
        }
        return render(self.request, "network/moderation/own_case.html", context, status=status)
