"""What a person chooses to be told of, and the link in each e-mail that ends such e-mails."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from network.notifications.choosing import change_preference, choose
from network.notifications.forms import ChoiceForm, PreferenceForm
from network.notifications.models import ScopeChoice
from network.notifications.registry import Place, find_places
from network.notifications.sending import read_stop_token
from network.notifications.wishes import wishes_of_one
from network.people.breadcrumbs import breadcrumbs_in_my_area
from network.people.kept_text import as_initial, kept_text
from network.people.models import User
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin

LONGEST_LIST = 200


@method_decorator([never_cache, rate_limited("api")], name="dispatch")
class PreferenceView(KeepTextMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        preference = wishes_of_one(request.user, ()).preference
        return self._page(
            PreferenceForm(initial=PreferenceForm.initial_of(preference) | as_initial(kept_text(request)))
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PreferenceForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        change_preference(user=request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")

    def _page(self, form: PreferenceForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "choices": chosen_places(self.request.user),
            "breadcrumbs": breadcrumbs_in_my_area((_("Notification settings"), "")),
        }
        return render(self.request, "network/notifications/preferences.html", context, status=status)


def chosen_places(user: User) -> list[dict[str, Any]]:
    """The spaces and threads with a choice of their own, as far as the person may still see them."""
    choices = list(ScopeChoice.objects.filter(user=user)[:LONGEST_LIST])
    places = find_places(user, [choice.scope for choice in choices])
    return [{"choice": choice, "place": places[choice.scope]} for choice in choices if choice.scope in places]


@method_decorator([never_cache, rate_limited("api")], name="dispatch")
class ChoiceView(KeepTextMixin, View):
    """For one space or thread. A button sends the level only, the form both."""

    @cached_property
    def place(self) -> Place:
        scope = self.kwargs["scope"]
        if place := find_places(self.request.user, [scope]).get(scope):
            return place
        raise Http404

    def get(self, request: HttpRequest, scope: str) -> HttpResponse:
        choice = ScopeChoice.objects.filter(user=request.user, scope=self.place.scope).first()
        return self._page(ChoiceForm(initial={"level": choice.level, "rhythm": choice.rhythm} if choice else None))

    def post(self, request: HttpRequest, scope: str) -> HttpResponse:
        level, rhythm = request.POST.get("level"), request.POST.get("rhythm")
        try:
            choose(user=request.user, scope=self.place.scope, level=level, rhythm=rhythm)
        except ValidationError:
            return self._page(ChoiceForm(request.POST), 422)
        messages.success(request, _("Your choice is saved."))
        return redirect(self.place.url)

    def _page(self, form: ChoiceForm, status: int = 200) -> HttpResponse:
        trail = [(_("Notification settings"), reverse("notifications:preferences")), (self.place.title, "")]
        context = {"form": form, "place": self.place, "breadcrumbs": breadcrumbs_in_my_area(*trail)}
        return render(self.request, "network/notifications/choice.html", context, status=status)


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class StopView(View):
    """Ends the e-mails of a letter's kind without signing in. Mail programs post here by themselves (RFC 8058), so
    there is no CSRF token; the signed address is the permission. A GET changes nothing, because scanners open links."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._page(token, is_done=False)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if known := read_stop_token(token):
            kind, user_id, what = known
            if User.objects.active().filter(pk=user_id).exists():
                kind.stop(user_id, what)
        return self._page(token, is_done=True)

    def _page(self, token: str, *, is_done: bool) -> HttpResponse:
        known = read_stop_token(token)
        context: dict[str, Any] = {"is_known": known is not None, "is_done": is_done}
        if known:
            kind, _user_id, what = known
            context |= {"text": kind.stop_text(what), "settings_url": reverse(kind.settings_url)}
        return render(self.request, "network/notifications/stop.html", context, status=200 if known else 404)
