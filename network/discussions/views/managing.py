"""What facilitators do with a thread: each step is a change of its space and a line among the posts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import recast_thread, rename_thread, set_thread_closed, set_thread_pinned
from network.discussions.actions.steps import check_tidies
from network.discussions.forms import OutcomeForm, ThreadHeadForm
from network.discussions.models import Thread
from network.discussions.places import find_thread
from network.discussions.views.threads import breadcrumbs_within
from network.people.views import KeepTextMixin


class ThreadMixin(KeepTextMixin):
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def thread(self) -> Thread:
        threads = Thread.objects.visible_to(self.request.user).select_related("space", "author", "accepted_post")
        found = find_thread(threads, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found


class ThreadStateView(ThreadMixin, View):
    """Close and open, pin and unpin, each with one button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        thread, state = self.thread, request.POST.get("state", "")
        if state in ("closed", "open"):
            set_thread_closed(thread=thread, closed=state == "closed", closed_by=request.user)
        elif state in ("pinned", "unpinned"):
            set_thread_pinned(thread=thread, pinned=state == "pinned", pinned_by=request.user)
        else:
            messages.error(request, _("That is not something a thread can be."))
        return redirect(thread)


@method_decorator(never_cache, name="dispatch")
class ThreadManageView(ThreadMixin, View):
    """Closing with what came of it, another title, another kind; `do` says which of the two forms was sent."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self._require()
        return self._page(self._outcome_form(), self._head_form())

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self._require()
        if request.POST.get("do") == "close":
            outcome_form = OutcomeForm(request.POST)
            if not outcome_form.is_valid():
                return self._page(outcome_form, self._head_form(), 422)
            outcome = outcome_form.cleaned_data["outcome"]
            set_thread_closed(thread=self.thread, closed=True, closed_by=request.user, outcome=outcome)
        else:
            head_form = ThreadHeadForm(request.POST)
            if not head_form.is_valid():
                return self._page(self._outcome_form(), head_form, 422)
            rename_thread(thread=self.thread, title=head_form.cleaned_data["title"], renamed_by=request.user)
            recast_thread(thread=self.thread, kind=head_form.cleaned_data["kind"], recast_by=request.user)
        return redirect(self.thread)

    def _require(self) -> None:
        check_tidies(self.request.user, self.thread)

    def _outcome_form(self) -> OutcomeForm:
        return OutcomeForm(initial={"outcome": self.thread.outcome})

    def _head_form(self) -> ThreadHeadForm:
        return ThreadHeadForm(initial={"title": self.thread.title, "kind": self.thread.kind})

    def _page(self, outcome_form: forms.Form, head_form: forms.Form, status: int = 200) -> HttpResponse:
        thread = self.thread
        context = {
            "thread": thread,
            "space": thread.space,
            "outcome_form": outcome_form,
            "head_form": head_form,
            "breadcrumbs": breadcrumbs_within(thread, _("Facilitation")),
        }
        return render(self.request, "network/discussions/thread_manage.html", context, status=status)
