"""What one does with single questions: change and withdraw one's own, vote for those of others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.actions import edit_question, set_vote, withdraw_question
from cms.companion.forms import QuestionEditForm
from cms.companion.realtime import serialize_question
from cms.companion.reporting import PREFIX
from cms.companion.views.base import RoomMixin
from network.discussions.presentation import wants_json
from network.discussions.views.answers import refused
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class QuestionEditView(RoomMixin, View):
    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        self._require()
        return self._page(QuestionEditForm(initial={"body": self.question.text} | as_initial(kept_text(request))))

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        form = QuestionEditForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            edit_question(question=self.question, editor=request.user, text=form.cleaned_data["body"])
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        return redirect(self.question)

    def _require(self) -> None:
        if not self.request.user.has_perm("companion.edit_question", self.question):
            raise PermissionDenied(_("Only your own questions can be changed, and only while they are open."))

    def _page(self, form: QuestionEditForm, status: int = 200) -> HttpResponse:
        trail = self.breadcrumbs(_("Change question"))
        context = {"form": form, "question": self.question, "room": self.room, "breadcrumbs": trail}
        return render(self.request, "cms/companion/question_form.html", context, status=status)


class QuestionWithdrawView(RoomMixin, View):
    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        trail = self.breadcrumbs(_("Withdraw question"))
        context = {"question": self.question, "room": self.room, "breadcrumbs": trail}
        return render(request, "cms/companion/question_confirm_withdraw.html", context)

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        withdraw_question(question=self.question, author=request.user)
        messages.success(request, _("Your question has been withdrawn."))
        return redirect(self.room)


class QuestionReportView(RoomMixin, View):
    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        return redirect("moderation:report", PREFIX, self.question.pk)


@method_decorator(rate_limited("vote"), name="dispatch")
class VoteView(RoomMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        try:
            question = set_vote(
                question=self.question, person=request.user, given=request.POST.get("given", "yes") != "no"
            )
        except PermissionDenied as problem:
            if not wants_json(request):
                raise
            return JsonResponse({"message": str(problem)}, status=403)
        if wants_json(request):
            return JsonResponse({"question": serialize_question(question)})
        return redirect(question)
