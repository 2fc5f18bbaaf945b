"""Title, purpose and readers of a space, for those who manage it; other readers are said and confirmed first."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.people.kept_text import as_initial, kept_text
from network.people.refusals import refused
from network.spaces.changing import CHANGEABLE, Effect, change_space, effect_of
from network.spaces.forms import SpaceChangeForm
from network.spaces.models import Space
from network.spaces.views import breadcrumbs_of
from network.spaces.views.spaces import ManagedSpaceMixin


@method_decorator(never_cache, name="dispatch")
class SpaceChangeView(ManagedSpaceMixin, View):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        initial = as_initial(kept_text(request))
        return self._page(SpaceChangeForm(instance=self.space, initial=initial or None))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = SpaceChangeForm(request.POST, instance=copy(self.space))
        if not form.is_valid():
            return self._page(form, status=422)
        wanted = {name: form.cleaned_data[name] for name in CHANGEABLE}
        effect = effect_of(self.space, wanted["visibility"], request.user)
        if effect.must_be_confirmed and not form.is_confirmed:
            form.data = request.POST.dict() | {"confirmed": wanted["visibility"]}
            return self._page(form, effect, wanted["visibility"])
        try:
            change_space(
                space=self.space,
                changed_by=request.user,
                is_confirmed=form.is_confirmed,
                keep_authors=form.cleaned_data["keep_authors"],
                **wanted,
            )
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, status=refused(form, problem))
        messages.success(request, _("The space has been changed."))
        return redirect(self.space)

    def _page(
        self, form: SpaceChangeForm, effect: Effect | None = None, visibility: str = "", *, status: int = 200
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "space": self.space,
            "form": form,
            "effect": effect,
            "visibility": dict(Space.Visibility.choices).get(visibility),
            "breadcrumbs": breadcrumbs_of(
                (self.space.title, self.space.get_absolute_url()), (_("Change the space"), "")
            ),
        }
        return render(self.request, "network/spaces/space_change.html", context, status=status)
