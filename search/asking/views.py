from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.validation import MAX_TITLE
from network.discussions.views.answers import refused
from network.people.breadcrumbs import breadcrumbs
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin
from network.spaces.models import Space
from search.asking.actions import ask_network
from search.asking.forms import AskForm, spaces_for
from search.asking.proposals import Near, near, proposals
from search.parameters import Address, read_request
from search.saved.member_request import MemberRequest
from search.searching import SearchRequest
from search.vain import counting


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class AskView(KeepTextMixin, View):
    """What was searched for stands in the address and fills the form."""

    request: MemberRequest

    @cached_property
    def asked(self) -> SearchRequest:
        return read_request(self.request.GET, (get_language() or "de")[:2])

    @cached_property
    def near(self) -> Near:
        return near(self.asked, self.request.user)

    @cached_property
    def spaces(self) -> list[Space]:
        return spaces_for(self.request.user)

    def get(self, request: MemberRequest) -> HttpResponse:
        kept = as_initial(kept_text(request))
        if isinstance(kept.get("municipalities"), str):
            kept["municipalities"] = [kept["municipalities"]]
        return self._page(self._form(initial=self._initial() | kept))

    def post(self, request: MemberRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        given, municipalities = form.cleaned_data, form.chosen()
        try:
            thread = ask_network(
                author=request.user,
                searched_text=self.asked.text,
                municipalities=municipalities,
                **{name: given[name] for name in ("space", "title", "body", "client_id")},
            )
        except (ValidationError, PermissionDenied) as problem:
            return self._page(form, refused(form, problem))
        messages.success(request, self._said(municipalities))
        return redirect(thread)

    def _said(self, municipalities: list[Any]) -> str:
        if not municipalities:
            return _("Your question is asked.")
        places = ", ".join(place.label for place in municipalities)
        return _("Your question is asked. These municipalities are told: %(places)s.") % {"places": places}

    def _form(self, *args: Any, **kwargs: Any) -> AskForm:
        return AskForm(*args, spaces=self.spaces, proposals=proposals(self.near, self.request.user), **kwargs)

    def _initial(self) -> dict[str, Any]:
        text = self.asked.text
        body = _("I searched for “%(text)s” and found no fitting answer. Who has experience with it?") % {"text": text}
        title = Truncator(text).chars(MAX_TITLE)
        return {"title": title[:1].upper() + title[1:], "body": body if text else "", "space": self._fitting_space()}

    def _fitting_space(self) -> int | None:
        """The one that was searched in, else where near things were said most, else where everybody talks."""
        searched, said = self.asked.filters.get("space", ()), self.near.by_space

        def fit(space: Space) -> tuple:
            return space.slug not in searched, -said[space.title], not space.is_open, space.kind != "general"

        best = min(self.spaces, key=fit, default=None)
        return best.pk if best else None

    def _page(self, form: AskForm, status: int = 200) -> HttpResponse:
        search_url = Address(reverse("search:search"), self.asked).asking(self.asked.text)
        context = {
            "form": form,
            "asked": self.asked,
            "has_spaces": bool(self.spaces),
            "search_url": search_url,
            "breadcrumbs": breadcrumbs((_("Search"), search_url), (_("Ask the network"), "")),
        }
        return render(self.request, "search/asking/ask.html", context, status=status)


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class UnfitView(View):
    """The member says "not what I was looking for": counted like a search that found nothing, and asked on."""

    http_method_names = ["post"]

    def post(self, request: MemberRequest) -> HttpResponse:
        asked = read_request(request.GET, (get_language() or "de")[:2])
        counting.note(asked, total=1, request=request)
        return redirect(Address(reverse("asking:ask"), asked).asking(asked.text))
