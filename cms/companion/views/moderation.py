"""The moderator's view: everything with one hand, and by keyboard."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.actions import advance, merge_question, put_question, set_room_open
from cms.companion.forms import StepForm
from cms.companion.models import Question
from cms.companion.presentation import carried_to, last_id, question_items, with_people
from cms.companion.querysets import DONE, STANDING
from cms.companion.realtime import serialize_question, topic_of
from cms.companion.views.base import RoomMixin
from network.discussions.presentation import wants_json
from network.discussions.views.answers import json_errors, refused
from network.discussions.views.api import read_number

QUESTIONS_PER_PAGE = 100
DONE_SHOWN = 100


class ModeratorMixin(RoomMixin):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not self.abilities.moderate:
            raise PermissionDenied(_("Only those who manage the space of the meeting moderate its rooms."))
        return super().dispatch(request, *args, **kwargs)

    @property
    def home(self) -> str:
        return reverse("companion:moderation", args=[self.room.code])


@method_decorator(never_cache, name="dispatch")
class ModerationView(ModeratorMixin, View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        room, user = self.room, request.user
        questions = with_people(Question.objects.visible_to(user).filter(room=room))
        page = Paginator(questions.standing().in_order(), QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
        done = questions.done().order_by("-moved_at")[:DONE_SHOWN]
        gone = questions.filter(state__in=(Question.State.HIDDEN, Question.State.MERGED)).order_by("-moved_at")
        items = question_items([*page.object_list, *done, *gone[:DONE_SHOWN]], room, user, self.abilities)
        context = {
            "room": room,
            "topic": topic_of(room.pk),
            "page_obj": page,
            "last_id": last_id(room),
            "blank": {
                "step_address": f"{room.get_absolute_url()}moderation/frage/0/",
                "thread_url": f"{room.space.get_absolute_url()}0/",
            },
            "current": next((item for item in items if item["state"] == Question.State.NOW), None),
            "standing": [item for item in items if item["state"] in STANDING],
            "done": [item for item in items if item["state"] in DONE],
            "gone": [item for item in items if item["state"] not in {*STANDING, *DONE}],
            "carried": carried_to(room, user),
            "breadcrumbs": self.breadcrumbs(_("Moderation")),
        }
        return render(request, "cms/companion/moderation.html", context)


class StepView(ModeratorMixin, View):
    """One question: answer it in writing, put it together with another, hide it; POST takes every step there is."""

    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        initial = {"version": self.question.version, "answer": self.question.answer}
        return self._page(StepForm(question=self.question, initial=initial))

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        form = StepForm(request.POST, question=self.question)
        if not form.is_valid():
            return json_errors(form) if wants_json(request) else self._page(form, 422)
        try:
            question = self._step(form)
        except ValidationError as problem:
            status = refused(form, problem)
            return self._refusal(form, status)
        if wants_json(request):
            return JsonResponse({"question": serialize_question(question)})
        return redirect(f"{self.home}#{question.anchor}")

    def _step(self, form: StepForm) -> Question:
        values = form.cleaned_data
        step = {"question": self.question, "moderator": self.request.user, "version": values["version"]}
        if form.wants_merging:
            return merge_question(into=values["into"], **step)
        return put_question(state=values["state"], answer=values["answer"], reason=values["reason"], **step)

    def _refusal(self, form: StepForm, status: int) -> HttpResponse:
        self.question.refresh_from_db()
        if wants_json(self.request):
            fields = {"message": " ".join(form.non_field_errors()), "question": serialize_question(self.question)}
            return JsonResponse(fields, status=status)
        # The step typed goes out from the question as it is now, if it is sent once more.
        form.data = {**form.data.dict(), "version": str(self.question.version)}
        return self._page(form, status)

    def _page(self, form: StepForm, status: int = 200) -> HttpResponse:
        form.ask_for_all()
        item = question_items([self.question], self.room, self.request.user, self.abilities)[0]
        context = {
            "form": form,
            "question": item,
            "room": self.room,
            "home": self.home,
            "breadcrumbs": self.breadcrumbs(_("Question from the room")),
        }
        return render(self.request, "cms/companion/step.html", context, status=status)


class AdvanceView(ModeratorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        try:
            advance(room=self.room, moderator=request.user, seen=read_number(request.POST.get("seen")))
        except ValidationError as problem:
            if wants_json(request):
                return JsonResponse({"message": " ".join(problem.messages)}, status=409)
            messages.error(request, " ".join(problem.messages))
        return JsonResponse({}) if wants_json(request) else redirect(self.home)


class RoomStateView(ModeratorMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        set_room_open(room=self.room, is_open=request.POST.get("state") == "open", moderator=request.user)
        return redirect(self.home)
