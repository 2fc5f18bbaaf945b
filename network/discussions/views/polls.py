from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import change_poll, close_poll, publish_post, vote
from network.discussions.actions.polls import check_can_change
from network.discussions.forms import PollChangeForm, PollPostForm
from network.discussions.models import Poll
from network.discussions.poll_calendar import calendar_of
from network.discussions.poll_results import as_written, own_votes, poll_item, voters
from network.discussions.presentation import wants_json
from network.discussions.views.answers import CONFLICTS, article_html, refused, signed_out_json
from network.discussions.views.managing import ThreadMixin
from network.discussions.views.posts import PostMixin
from network.discussions.views.threads import breadcrumbs_within, page_url, threads_for_page
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited

TAKEN_BACK = "zuruecknehmen"


class PollMixin(PostMixin):
    @cached_property
    def poll(self) -> Poll:
        post = self.post_object
        if post.is_deleted or not post.has_poll:
            raise Http404
        return post.poll


@method_decorator([never_cache, rate_limited("reaction")], name="dispatch")
class PollView(PollMixin, View):
    """GET says who voted what, POST votes: `option` for texts, `option-ID` for dates; nothing chosen takes it back."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return signed_out_json(request) or super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post, poll = self.post_object, self.poll
        own = own_votes([post], request.user).get(poll.pk, {})
        context = {
            "post": post,
            "poll": poll_item(poll, own, can_vote=False, can_close=False),
            "voters": voters(poll, request.user),
            "breadcrumbs": self.breadcrumbs(_("Poll")),
        }
        return render(request, "network/discussions/post_poll.html", context)

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        poll, post = self.poll, self.post_object
        try:
            vote(poll=poll, person=request.user, answers=_answers(poll, request))
        except (ValidationError, PermissionDenied) as problem:
            return self.refuse(problem, 409 if getattr(problem, "code", "") in CONFLICTS else 422)
        if wants_json(request):
            post.thread = get_object_or_404(threads_for_page(request), pk=post.thread_id)
            return JsonResponse({"number": post.number, "html": article_html(request, post)})
        messages.success(request, _("Your vote is counted."))
        return redirect(page_url(post.thread, post))


def _answers(poll: Poll, request: HttpRequest) -> Mapping[str, str]:
    data = request.POST
    if TAKEN_BACK in request.GET:
        return {}
    if not poll.is_date:
        return dict.fromkeys(data.getlist("option"), "yes")
    start = "option-"
    return {name.removeprefix(start): value for name, value in data.items() if name.startswith(start)}


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class PollChangeView(PollMixin, View):
    """As long as nobody has voted; who comes too late is led back to the poll, and told."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        try:
            check_can_change(self.poll, self.post_object, request.user)
        except (ValidationError, PermissionDenied) as problem:
            return self.refuse(problem)
        return self._page(PollChangeForm(initial=as_written(self.poll) | as_initial(kept_text(request))))

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        form = PollChangeForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            change_poll(poll=self.poll, changed_by=request.user, draft=form.cleaned_data["poll"])
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        messages.success(request, _("The poll has been changed."))
        return redirect(page_url(self.post_object.thread, self.post_object))

    def _page(self, form: PollChangeForm, status: int = 200) -> HttpResponse:
        context = {"post": self.post_object, "form": form, "breadcrumbs": self.breadcrumbs(_("Change the poll"))}
        return render(self.request, "network/discussions/poll_change.html", context, status=status)


class PollCloseView(PollMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        close_poll(poll=self.poll, closed_by=request.user)
        return redirect(page_url(self.post_object.thread, self.post_object))


class PollCalendarView(PollMixin, View):
    """The date that was found, for one's calendar."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        best = self.poll.best() if self.poll.is_date and not self.poll.is_open else []
        if not best:
            raise Http404
        address = request.build_absolute_uri(self.post_object.get_absolute_url())
        response = HttpResponse(calendar_of(self.poll, best[0], address), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="termin.ics"'
        return response


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class PollCreateView(ThreadMixin, View):
    """An answer that asks something."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self._require()
        return self._page(PollPostForm(space=self.thread.space))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = PollPostForm(request.POST, space=self.thread.space)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            post = publish_post(author=request.user, thread=self.thread, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        return redirect(post)

    def _require(self) -> None:
        if not self.request.user.has_perm("discussions.ask_poll", self.thread):
            raise PermissionDenied(_("Only the person who began the thread and facilitators can ask a poll here."))

    def _page(self, form: PollPostForm, status: int = 200) -> HttpResponse:
        thread = self.thread
        context = {
            "thread": thread,
            "space": thread.space,
            "form": form,
            "breadcrumbs": breadcrumbs_within(thread, _("Poll")),
        }
        return render(self.request, "network/discussions/poll_form.html", context, status=status)
