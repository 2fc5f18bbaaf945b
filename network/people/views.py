from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, TemplateView, UpdateView

from network.people.actions import change_profile
from network.people.forms import ProfileForm
from network.people.home import sections_for
from network.people.kept_text import as_initial, forget_text, keep_text, kept_text
from network.people.models import User
from network.people.person_page import sections_about
from network.people.rate_limit import wants_json

NEWS_ORDER = 100


class KeepTextMixin:
    """For form views of members: an ended session costs the sign-in, never the typed text.

    Put it first among the bases; `get_form_class`, `get_initial` and so on stay the view's own.
    """

    request: HttpRequest
    prefix: str | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "POST":
                keep_text(request)
                messages.warning(request, _("Your session had ended. Sign in: what you typed is kept."))
            return redirect_to_login(self.address_after_sign_in())
        if request.method == "POST":
            forget_text(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def address_after_sign_in(self) -> str:
        """A view that only takes a button's click cannot be shown."""
        return self.request.get_full_path() if hasattr(self, "get") else reverse("people:home")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **as_initial(kept_text(self.request), self.prefix)}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_kept_text = self.request.method == "GET" and bool(kept_text(self.request))
        return super().get_context_data(has_kept_text=has_kept_text, **kwargs)  # type: ignore[misc]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before signing in or out elsewhere: show the typed text and lead back to the form with it.

    What another site sends is neither kept nor shown.
    """
    if wants_json(request):
        message = _("The page was open while you signed in or out in another window. Please reload it.")
        return JsonResponse({"message": message}, status=403)
    text = keep_text(request) if _is_own_form(request) else {}
    context = {
        "typed": [(name, "\n".join(values)) for name, values in text.items()],
        "back_url": request.get_full_path(),
        "debug_reason": reason if settings.DEBUG else "",
    }
    return render(request, "network/people/csrf_failure.html", context, status=403)


def _is_own_form(request: HttpRequest) -> bool:
    origin = f"{request.scheme}://{request.get_host()}"
    return (request.headers.get("Origin") or request.headers.get("Referer", "")).startswith(origin)


def sign_in_locked(request: HttpRequest, *args: Any) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: too many failed sign-ins for this person from this address."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "account/locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


@method_decorator(never_cache, name="dispatch")
class HomeView(LoginRequiredMixin, TemplateView):
    template_name = "network/people/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = sections_for(self.request.user, self.request)
        return super().get_context_data(
            needs_me=[section for section in sections if section["order"] < NEWS_ORDER],
            is_new=[section for section in sections if section["order"] >= NEWS_ORDER],
            may_edit=self.request.user.has_perm("wagtailadmin.access_admin"),
            may_coordinate=self.request.user.has_perm("people.coordinate"),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class ProfileView(KeepTextMixin, UpdateView):
    model = User
    form_class = ProfileForm
    template_name = "network/people/profile.html"
    success_url = reverse_lazy("people:profile")

    def get_object(self, queryset: object = None) -> User:
        # A copy: a refused name must not show in the page's head as if it were saved.
        return User.objects.get(pk=self.request.user.pk)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        user = change_profile(user=self.get_object(), **form.cleaned_data)
        with translation.override(user.language):
            messages.success(self.request, _("Your profile is saved."))
            return HttpResponse(status=302, headers={"Location": str(self.get_success_url())})


@method_decorator(never_cache, name="dispatch")
class PersonView(LoginRequiredMixin, DetailView):
    """Who somebody is and where one reaches them. Their e-mail address is nobody's to read here."""

    template_name = "network/people/person.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=sections_about(self.object, self.request.user), **kwargs)
