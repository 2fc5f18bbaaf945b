"""For those who moderate: what waits, and one case with everything that a decision needs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.moderation.actions import Ruling, decide, lift_suspension
from network.moderation.forms import DecisionForm
from network.moderation.models import Case, Decision, Suspension
from network.moderation.notifications import mark_case_read
from network.moderation.registry import Subject, look_up, reportable_kind
from network.moderation.suspensions import suspension_of
from network.moderation.views.answers import refuse
from network.people.breadcrumbs import breadcrumbs_in_my_area
from network.people.kept_text import as_initial, kept_text
from network.people.views import KeepTextMixin

CASES_PER_PAGE = 20


def breadcrumbs_of(*further: tuple[str, str]) -> list[dict[str, str]]:
    return breadcrumbs_in_my_area((_("Moderation"), reverse("moderation:queue")), *further)


class ModeratorMixin(KeepTextMixin):
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm("moderation.moderate"):
            raise PermissionDenied(_("Only those who moderate can see this page."))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class QueueView(ModeratorMixin, View):
    """Open ones by how long they have waited, decided ones by how lately."""

    def get(self, request: HttpRequest) -> HttpResponse:
        is_decided = request.GET.get("state") == "decided"
        cases = Case.objects.visible_to(request.user).prefetch_related("reports", "answers")
        cases = cases.filter(is_open=False) if is_decided else cases.open().order_by("opened_at", "pk")
        page = Paginator(cases, CASES_PER_PAGE).get_page(request.GET.get("page"))
        subjects = look_up([case.subject_key for case in page.object_list])
        suspensions = Suspension.objects.visible_to(request.user).current().exclude(person=request.user)
        context = {
            "page_obj": page,
            "entries": [{"case": case, "subject": subjects.get(case.subject_key)} for case in page.object_list],
            "is_decided": is_decided,
            "suspensions": suspensions.order_by("until"),
            "may_audit": request.user.has_perm("moderation.view_audit"),
            "breadcrumbs": breadcrumbs_of(),
        }
        return render(request, "network/moderation/queue.html", context)


@method_decorator(never_cache, name="dispatch")
class CaseView(ModeratorMixin, View):
    """The post where it stands, its reports, what was decided and answered, and the form to decide."""

    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        cases = Case.objects.visible_to(self.request.user).select_related("author")
        return get_object_or_404(cases, pk=self.kwargs["pk"])

    @cached_property
    def subject(self) -> Subject | None:
        return look_up([self.case.subject_key]).get(self.case.subject_key)

    def _shown_name(self) -> str:
        """For who has looked it up; each does so for themselves."""
        looked_up = self.case.decisions.filter(kind=Decision.Kind.SHOW_NAME, actor=self.request.user)
        return str(self.case.author or "") if looked_up.exists() else ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        mark_case_read(request.user, self.case)
        initial = {"version": self.case.version} | as_initial(kept_text(request))
        return self._page(self._form(initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            decide(case=self.case, actor=request.user, ruling=Ruling(**form.cleaned_data))
        except (ValidationError, PermissionDenied) as problem:
            status = refuse(form, problem)
            del self.subject
            self.case.refresh_from_db()
            form.data = request.POST.dict() | {"version": str(self.case.version)}
            form.fields["kind"].choices = self._form().fields["kind"].choices
            return self._page(form, status)
        messages.success(request, _("That is decided. Everybody concerned is told."))
        self.case.refresh_from_db()
        return redirect("moderation:case", pk) if self.case.is_open else redirect("moderation:queue")

    def _form(self, *args: Any, **kwargs: Any) -> DecisionForm:
        may_suspend = self.request.user.has_perm("moderation.suspend")
        is_masked = self.subject is not None and self.subject.is_masked
        return DecisionForm(
            *args, is_hidden=self.case.is_hidden, may_suspend=may_suspend, is_masked=is_masked, **kwargs
        )

    def _page(self, form: DecisionForm, status: int = 200) -> HttpResponse:
        case, user = self.case, self.request.user
        kind = reportable_kind(case.prefix)
        around = kind.around(user, case.subject_id) if kind is not None else ()
        context = {
            "case": case,
            "subject": self.subject,
            "shown_name": self._shown_name(),
            "around": around,
            "reports": case.reports.select_related("reporter"),
            "decisions": case.decisions.select_related("actor").order_by("created_at", "pk"),
            "answers": case.answers.all(),
            "suspension": suspension_of(case.author) if case.author else None,
            "form": form,
            "breadcrumbs": breadcrumbs_of((_("Reported"), "")),
        }
        return render(self.request, "network/moderation/case.html", context, status=status)


class LiftView(ModeratorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        suspensions = Suspension.objects.visible_to(request.user).select_related("person")
        suspension = get_object_or_404(suspensions, pk=pk)
        if lift_suspension(suspension=suspension, actor=request.user) is not None:
            messages.success(request, _("%(name)s may write again.") % {"name": suspension.person_name})
        return redirect("moderation:queue")
