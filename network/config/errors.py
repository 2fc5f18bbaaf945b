"""What a reader sees when something is wrong: pages in the site's design, JSON for programs."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from network.people.rate_limit import wants_json

logger = logging.getLogger(__name__)

PLAIN_500 = "<!DOCTYPE html><html lang='de'><title>Fehler</title><h1>Fehler / Error</h1>"


def _answer(request: HttpRequest, status: int, message: str, **context: Any) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return render(request, f"{status}.html", {"message": message, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400, _("The request cannot be understood."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the sentence of the rule that refused, if it gave one."""
    reason = str(exception)
    return _answer(request, 403, reason or _("You are not allowed to do this."), exception=reason)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the reason: Django's and Wagtail's exceptions speak of patterns and models."""
    return _answer(request, 404, _("There is nothing under this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session nor context processors: one of them may be what has failed."""
    if wants_json(request):
        return JsonResponse({"message": _("Something has gone wrong on our side.")}, status=500)
    try:
        return HttpResponseServerError(loader.get_template("500.html").render())
    except Exception:
        logger.exception("the page for errors has an error")
        return HttpResponseServerError(PLAIN_500)
