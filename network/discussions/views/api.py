"""What the page's script asks besides the socket."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.counts import counts
from network.discussions.mention_suggestions import suggest
from network.discussions.models import Thread
from network.discussions.places import find_thread, number_here
from network.discussions.reading import mark_thread_read
from network.discussions.realtime import catch_up
from network.people.rate_limit import rate_limited
from network.spaces.models import Space

MOST_COUNTED = 200
"""Spaces or threads on one page."""


@method_decorator([never_cache, rate_limited("api", methods=("GET", "POST"))], name="dispatch")
class ApiView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"message": _("Please sign in: your session has ended.")}, status=401)
        return super().dispatch(request, *args, **kwargs)

    def not_found(self) -> JsonResponse:
        return JsonResponse({"message": _("There is nothing here that you can read.")}, status=404)


class ChangeListView(ApiView):
    """What a space has seen after a number; the answer of `subscribe` without a socket."""

    catch_up = staticmethod(catch_up)

    def visible(self) -> QuerySet[Any]:
        return Space.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.visible().filter(pk=pk).exists():
            return self.not_found()
        after = read_number(request.GET.get("after"))
        if after is None:
            return JsonResponse({"message": _("“after” must be the number you have seen last.")}, status=400)
        found = self.catch_up(str(pk), after)
        return JsonResponse(
            {"number": found.number, "changes": list(found.changes), "more": found.more, "reset": found.reset}
        )


@method_decorator(rate_limited("suggest", methods=("GET",)), name="dispatch")
class MentionSuggestView(ApiView):
    """Whom one can mention in a space, by the beginning of the name."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        space = Space.objects.visible_to(request.user).filter(pk=pk).first()
        return JsonResponse(suggest(space, request.GET.get("q", ""))) if space else self.not_found()


class UnreadView(ApiView):
    """What an open page asks when it is told to look again: the counts of what it shows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = {name: _numbers(request.GET.get(name, "")) for name in ("spaces", "threads")}
        return JsonResponse(counts(request.user, with_total="total" in request.GET, **asked))


class ThreadReadView(ApiView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`space` is where the page knows the thread to be; it may have been moved since."""
        thread = find_thread(Thread.objects.visible_to(request.user).select_related("space"), pk)
        if thread is None:
            return self.not_found()
        number = read_number(request.POST.get("number"))
        if number is None:
            return JsonResponse({"message": _("“number” must be the number of the last post read.")}, status=400)
        space = read_number(request.POST.get("space")) or thread.space_id
        number = min(number_here(thread, space, number), thread.space.last_number)
        mark_thread_read(user=request.user, thread=thread, number=number)
        return HttpResponse(status=204)


def read_number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number and text is not None else None


def _numbers(text: str) -> list[int]:
    """Ids with commas between; what is none is not counted."""
    found = (read_number(part) for part in text.split(",", MOST_COUNTED)[:MOST_COUNTED])
    return [number for number in found if number is not None]
