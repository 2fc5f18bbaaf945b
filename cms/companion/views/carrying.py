"""After the meeting: what was left open, and where it goes on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.actions import carry_questions, continue_in_thread, settle_carried
from cms.companion.forms import CarryForm, QuestionThreadForm
from cms.companion.models import CarriedQuestion, Question
from cms.companion.readers import meetings_to_come
from cms.companion.views.base import RoomMixin
from cms.companion.views.moderation import ModeratorMixin
from network.discussions.models import Thread
from network.discussions.validation import MAX_TITLE
from network.discussions.views.answers import refused
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited


@method_decorator(never_cache, name="dispatch")
class LeftoverView(ModeratorMixin, View):
    """What is not answered, to be sent to the next meeting or opened as a thread."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            carried = carry_questions(
                room=self.room,
                questions=list(form.cleaned_data["questions"]),
                space=form.cleaned_data["meeting"].space,
                moderator=request.user,
            )
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        number = len(carried)
        text = ngettext("%(number)d question goes on.", "%(number)d questions go on.", number) % {"number": number}
        messages.success(request, text)
        return redirect(reverse("companion:leftover", args=[self.room.code]))

    def _form(self, *args: Any) -> CarryForm:
        questions = Question.objects.visible_to(self.request.user).filter(room=self.room).unanswered().in_order()
        meetings = meetings_to_come(self.request.user).exclude(space=self.room.space_id)
        return CarryForm(*args, questions=questions.select_related("thread__space"), meetings=meetings)

    def _page(self, form: CarryForm, status: int = 200) -> HttpResponse:
        questions = list(form.fields["questions"].queryset.prefetch_related("carried__space"))
        context = {
            "room": self.room,
            "form": form,
            "questions": questions,
            "chosen": {str(pk) for pk in form["questions"].value() or ()},
            "home": self.home,
            "breadcrumbs": self.breadcrumbs(_("Open questions")),
        }
        return render(self.request, "cms/companion/leftover.html", context, status=status)


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class QuestionThreadView(ModeratorMixin, View):
    """A thread about the question, with its text filled in."""

    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        question = self.question
        if question.thread is not None:
            return redirect(question.thread)
        link = request.build_absolute_uri(question.get_absolute_url())
        source = _("Asked in [%(room)s](%(link)s).") % {"room": self.room.label, "link": link}
        initial = {
            "kind": Thread.Kind.QUESTION,
            "title": question.text[:MAX_TITLE],
            "body": f"> {question.text}\n\n{source}\n",
        }
        return self._page(QuestionThreadForm(initial=initial | as_initial(kept_text(request))))

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        form = QuestionThreadForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            thread = continue_in_thread(question=self.question, moderator=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        return redirect(thread)

    def _page(self, form: QuestionThreadForm, status: int = 200) -> HttpResponse:
        context = {
            "room": self.room,
            "question": self.question,
            "form": form,
            "leftover": reverse("companion:leftover", args=[self.room.code]),
            "breadcrumbs": self.breadcrumbs(_("New thread")),
        }
        return render(self.request, "cms/companion/question_thread.html", context, status=status)


class SettleView(RoomMixin, View):
    """The next meeting has dealt with a question of the last one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        carried = CarriedQuestion.objects.visible_to(request.user).select_related("space")
        settle_carried(carried=get_object_or_404(carried, pk=pk, space=self.room.space_id), moderator=request.user)
        return redirect(reverse("companion:moderation", args=[self.room.code]))
