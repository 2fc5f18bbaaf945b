"""What holds for every answer: whom it goes to, in which language, and what the browser may do with it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property

GetResponse = Callable[[HttpRequest], HttpResponse]

WITHOUT_LANGUAGE = ("/admin/", "/api/", "/documents/", "/media/", "/static/", "/ws/")

# This site asks a browser for none of this; embedded or injected content shall not either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


class ClientAddressMiddleware:
    """REMOTE_ADDR as the proxies saw it; what a client itself writes into X-Forwarded-For is not believed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if settings.PROXY_COUNT and len(forwarded) >= settings.PROXY_COUNT:
            request.META["REMOTE_ADDR"] = forwarded[-settings.PROXY_COUNT]
        return self.get_response(request)


class PageLocaleMiddleware(LocaleMiddleware):
    """Leads /ideen/ to /de/ideen/, as Django does, but leaves a 404 of what has no language as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(WITHOUT_LANGUAGE):
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)


class BrowserPolicyMiddleware:
    """Permissions-Policy everywhere, and the wider Content-Security-Policy that Wagtail's admin needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def admin(self) -> str:
        return reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(self.admin):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY_UPDATE  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
        return response


class PersonLanguageMiddleware:
    """Where the address names no language (admin, API, files), signed-in people get their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and not translation.get_language_from_path(request.path_info) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        return self.get_response(request)
