"""The results of a programme item, written down together."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.actions import take_over_note, write_note
from cms.companion.forms import NoteForm
from cms.companion.models import Note, NoteVersion
from cms.companion.realtime import topic_of
from cms.companion.rules import may_document
from cms.companion.views.base import RoomMixin
from network.discussions.history import Step, differences
from network.discussions.presentation import wants_json
from network.discussions.views.answers import json_errors, refused
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited


class NoteMixin(RoomMixin):
    @cached_property
    def note(self) -> Note:
        """As it is, or as it would begin."""
        return Note.objects.select_related("edited_by").filter(room=self.room).first() or Note(room=self.room)

    @property
    def url(self) -> str:
        return reverse("companion:note", args=[self.room.code])


@method_decorator([never_cache, rate_limited("draft")], name="dispatch")
class NoteView(NoteMixin, View):
    """GET shows the text, POST saves it, with script (JSON) and without; JSON is also what a page asks for when it hears
    of a new version.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        if wants_json(request):
            return self._answer(self.note)
        return self._page(NoteForm(initial=self._stored() | as_initial(kept_text(request))))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = NoteForm(request.POST)
        if not form.is_valid():
            return json_errors(form) if wants_json(request) else self._page(form, 422)
        try:
            note = write_note(room=self.room, writer=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            return self._refusal(form, problem)
        return self._answer(note) if wants_json(request) else redirect(self.url)

    def _stored(self) -> dict[str, Any]:
        return {"body": self.note.body, "base": self.note.body, "version": self.note.version}

    def _answer(self, note: Note, **more: str) -> JsonResponse:
        is_named = note.edited_by is not None and note.version and not self.room.space.is_failure_room
        who = note.edited_by.get_full_name() if is_named and note.edited_by else ""
        return JsonResponse({"body": note.body, "version": note.version, "writer": who, **more})

    def _refusal(self, form: NoteForm, problem: ValidationError | PermissionDenied) -> HttpResponse:
        status = refused(form, problem)
        if getattr(problem, "code", "") != "conflict":
            return json_errors(form, status) if wants_json(self.request) else self._page(form, status)
        if wants_json(self.request):
            answer = self._answer(self.note, message=" ".join(form.non_field_errors()))
            answer.status_code = status
            return answer
        # The typed text stays in the form, which now goes out from the text that stands beside it.
        form.data = {"body": form.data["body"], "base": self.note.body, "version": str(self.note.version)}
        return self._page(form, status, other=self.note.body)

    def _page(self, form: NoteForm, status: int = 200, other: str | None = None) -> HttpResponse:
        context = {
            "room": self.room,
            "space": self.room.space,
            "note": self.note,
            "form": form,
            "other": other,
            "topic": topic_of(self.room.pk),
            "can_write": self.request.user.has_perm("companion.write_results", self.room),
            "can_take_over": bool(self.note.body.strip()) and may_document(self.request.user, self.room),
            "is_taken": self.note.version > 0 and self.note.taken_version == self.note.version,
            "breadcrumbs": self.breadcrumbs(_("Results")),
        }
        return render(self.request, "cms/companion/note.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class NoteHistoryView(NoteMixin, View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        versions = list(NoteVersion.objects.filter(note__room=self.room).select_related("replaced_by"))
        texts = [*(version.body for version in versions), self.note.body]
        steps = [
            Step(version.replaced_at, str(version.replaced_by or ""), list(differences(before, after)))
            for version, before, after in zip(versions, texts[:-1], texts[1:], strict=True)
        ]
        context = {
            "room": self.room,
            "steps": steps[::-1],
            "url": self.url,
            "breadcrumbs": self.breadcrumbs(_("History")),
        }
        return render(request, "cms/companion/note_history.html", context)


class NoteTakeOverView(NoteMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        if not self.note.pk:
            return redirect(self.url)
        try:
            take_over_note(room=self.room, editor=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(self.url)
        messages.success(request, _("The results stand in the draft of the page. Look at them there and publish."))
        return redirect("wagtailadmin_pages:edit", self.room.item.page_id)
