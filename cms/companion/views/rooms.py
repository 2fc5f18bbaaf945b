from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.actions import ask_question, room_of
from cms.companion.drafts import QUESTION
from cms.companion.forms import QuestionForm
from cms.companion.models import Question, Room
from cms.companion.presentation import carried_to, last_id, question_items, with_people
from cms.companion.qr import code_as_svg
from cms.companion.querysets import DONE, STANDING
from cms.companion.readers import items_with_room
from cms.companion.realtime import serialize_question, topic_of
from cms.companion.views.base import RoomMixin
from network.discussions.drafts import draft_data, draft_url
from network.discussions.presentation import wants_json
from network.discussions.views.answers import json_errors, refused
from network.people.actions import discard_draft
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin
from network.spaces.views import breadcrumbs_of

QUESTIONS_PER_PAGE = 50
DONE_SHOWN = 50
ROOMS_SHOWN = 30


@method_decorator(never_cache, name="dispatch")
class RoomListView(KeepTextMixin, View):
    """Where one comes with a code from the screen; below it the rooms in which something was asked lately."""

    def get(self, request: HttpRequest) -> HttpResponse:
        code = request.GET.get("code", "").strip().lower()
        rooms = Room.objects.visible_to(request.user).select_related("space", "item__page")
        found = rooms.filter(code=code).first() if code and "\x00" not in code else None
        if found is not None:
            return redirect(found)
        asked = Count("questions", filter=Q(questions__state__in=(*STANDING, *DONE)))
        context = {
            "code": code,
            "rooms": rooms.annotate(question_count=asked).order_by("-pk")[:ROOMS_SHOWN],
            "breadcrumbs": breadcrumbs_of((_("Live rooms"), "")),
        }
        return render(request, "cms/companion/room_list.html", context, status=404 if code else 200)


class ItemRoomView(KeepTextMixin, View):
    """From the programme of a meeting to the room of one of its items."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = get_object_or_404(items_with_room(request.user), pk=pk)
        return redirect(room_of(item))


@method_decorator([never_cache, rate_limited("question")], name="dispatch")
class RoomView(RoomMixin, View):
    """GET shows the questions, POST asks one, with script (JSON) and without."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        if code != code.lower():
            return redirect(self.room)
        initial = draft_data(request.user, QUESTION, self.room.pk) | as_initial(kept_text(request))
        return self._page(QuestionForm(initial=initial or None))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = QuestionForm(request.POST)
        if not form.is_valid():
            return json_errors(form) if wants_json(request) else self._page(form, 422)
        values = form.cleaned_data
        try:
            question = ask_question(
                author=request.user,
                room=self.room,
                text=values["body"],
                is_anonymous=values["is_anonymous"],
                client_id=values["client_id"],
            )
        except (ValidationError, PermissionDenied) as problem:
            status = refused(form, problem)
            return json_errors(form, status) if wants_json(request) else self._page(form, status)
        discard_draft(owner=request.user, kind=QUESTION, key=str(self.room.pk))
        if wants_json(request):
            fields = {"question": serialize_question(question), "url": question.get_absolute_url()}
            return JsonResponse(fields, status=201)
        return redirect(question)

    def _page(self, form: QuestionForm, status: int = 200) -> HttpResponse:
        room, user = self.room, self.request.user
        questions = with_people(Question.objects.visible_to(user).filter(room=room))
        page = Paginator(questions.standing().in_order(), QUESTIONS_PER_PAGE).get_page(self.request.GET.get("page"))
        done = questions.done().order_by("-moved_at")[:DONE_SHOWN]
        hidden = questions.filter(state=Question.State.HIDDEN, author=user)
        items = question_items([*page.object_list, *done, *hidden], room, user, self.abilities)
        context = {
            "room": room,
            "space": room.space,
            "topic": topic_of(room.pk),
            "form": form,
            "abilities": self.abilities,
            "page_obj": page,
            "last_id": last_id(room),
            "current": next((item for item in items if item["state"] == Question.State.NOW), None),
            "standing": [item for item in items if item["state"] in STANDING],
            "done": [item for item in items if item["state"] in DONE],
            "hidden": [item for item in items if item["state"] == Question.State.HIDDEN],
            "carried": carried_to(room, user),
            "draft_url": draft_url(QUESTION, room.pk),
            "breadcrumbs": self.breadcrumbs(),
        }
        return render(self.request, "cms/companion/room.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class ScreenView(RoomMixin, View):
    """The big screen, in the session of somebody who moderates."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        room = self.room
        if not request.user.has_perm("companion.moderate_room", room):
            raise PermissionDenied(_("The big screen is opened by those who moderate the room."))
        questions = with_people(Question.objects.visible_to(request.user).filter(room=room)).standing().in_order()
        items = question_items(questions[:QUESTIONS_PER_PAGE], room, request.user, self.abilities)
        address = request.build_absolute_uri(f"/live/{room.code}")
        context = {
            "room": room,
            "topic": topic_of(room.pk),
            "questions": items,
            "address": address.partition("://")[2],
            "qr_code": code_as_svg(address),
        }
        return render(request, "cms/companion/screen.html", context)
