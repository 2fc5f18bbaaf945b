from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from search.alerts.letters import read_token, stop_letters


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class UnsubscribeView(View):
    """Stops the e-mails of a letter without signing in. Mail programs post here by themselves (RFC 8058), so there is
    no CSRF token; the signed address is the permission. A GET changes nothing, because scanners open links."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._page(token, is_done=False)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if known := read_token(token):
            stop_letters(*known)
        return self._page(token, is_done=True)

    def _page(self, token: str, *, is_done: bool) -> HttpResponse:
        known = read_token(token)
        context: dict[str, Any] = {"is_known": known is not None, "is_done": is_done}
        context["count"] = len(known[1]) if known else 0
        return render(self.request, "search/saved/unsubscribe.html", context, status=200 if known else 404)
