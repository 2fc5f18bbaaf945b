"""The way from the start page to the page that is shown: title and address of each step, no address for the page itself."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise


def breadcrumbs(*steps: tuple[StrOrPromise, str]) -> list[dict[str, str]]:
    return [{"title": str(title), "url": url} for title, url in [(_("Start"), "/"), *steps]]


def breadcrumbs_in_my_area(*steps: tuple[StrOrPromise, str]) -> list[dict[str, str]]:
    return breadcrumbs((_("My area"), reverse("people:home")), *steps)
