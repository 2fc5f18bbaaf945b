"""The ways in: the root of the site, and Wagtail's own sign-in, which leads to everybody's."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """German, unless the browser prefers English or the person has chosen otherwise."""
    response = HttpResponseRedirect(f"/{translation.get_language()}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Who is signed in without access to the admin is told so; sending them to sign in would go in circles."""
    admin = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or admin, reverse("account_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied(_("The editors' area is open to editors and coordinators only."))
    next_url = request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(next_url, {request.get_host()}, require_https=request.is_secure())
    return redirect(next_url if is_safe else admin)
