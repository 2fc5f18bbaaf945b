from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from network.notifications.actions import mark_target_read
from network.people.breadcrumbs import breadcrumbs_in_my_area
from network.people.emails import absolute_url
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin
from search.alerts.newest import new_cards, new_counts
from search.parameters import Address, read_request
from search.saved.actions import (
    AlreadySaved,
    change_search,
    delete_search,
    mark_seen,
    save_search,
    wish_for_answer,
)
from search.saved.criteria import description, descriptions, filter_words, proposed_name, search_url
from search.saved.forms import ChangeSearchForm, SaveSearchForm
from search.saved.member_request import MemberRequest
from search.saved.models import SavedSearch, Sharing
from search.searching import SearchRequest


def list_crumb(url: str = "") -> tuple[str, str]:
    return _("Saved searches"), url


def lines_of(
    searches: Sequence[SavedSearch], reader: Any, counts: Mapping[int, int] | None = None
) -> list[dict[str, Any]]:
    """What a list shows of saved searches."""
    described = descriptions(searches, reader)
    return [
        {
            "saved": saved,
            "url": saved.get_absolute_url(),
            "search_url": search_url(saved),
            "description": described[saved.pk],
            "new_count": (counts or {}).get(saved.pk, 0),
        }
        for saved in searches
    ]


def line_of(saved: SavedSearch, reader: Any) -> dict[str, Any]:
    return lines_of([saved], reader)[0]


@method_decorator(never_cache, name="dispatch")
class SavedSearchListView(LoginRequiredMixin, TemplateView):
    template_name = "search/saved/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = list(SavedSearch.objects.owned_by(self.request.user))
        counts = new_counts(own, self.request.user)
        lines = lines_of(own, self.request.user, counts)
        shared = list(SavedSearch.objects.shared_with(self.request.user).select_related("owner"))
        return super().get_context_data(**kwargs) | {
            "lines": [line for line in lines if not line["saved"].is_wish],
            "wishes": [line for line in lines if line["saved"].is_wish],
            "shared": lines_of(shared, self.request.user),
            "breadcrumbs": breadcrumbs_in_my_area(list_crumb()),
        }


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class SaveSearchView(KeepTextMixin, View):
    """The search stands in the address, name and frequency in the form."""

    request: MemberRequest

    @cached_property
    def asked(self) -> SearchRequest:
        return read_request(self.request.GET, (get_language() or "de")[:2])

    def get(self, request: MemberRequest) -> HttpResponse:
        initial = {"name": proposed_name(self.asked, request.user)} | as_initial(kept_text(request))
        return self._page(SaveSearchForm(initial=initial))

    def post(self, request: MemberRequest) -> HttpResponse:
        form = SaveSearchForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        replacing = self._replacing()
        try:
            saved = save_search(owner=request.user, request=self.asked, replacing=replacing, **form.cleaned_data)
        except AlreadySaved as known:
            if known.code == "same_search":
                messages.info(request, " ".join(known.messages) + " " + _("You can change it here."))
                return redirect("saved_searches:change", known.saved.pk)
            form.add_error("name", known)
            return self._page(form, namesake=known.saved, status=409)
        except ValidationError as problem:
            form.add_error(None, problem)
            return self._page(form, status=422)
        messages.success(request, _("The search is saved as “%(name)s”.") % {"name": saved.name})
        return redirect(search_url(saved))

    def _replacing(self) -> SavedSearch | None:
        chosen = self.request.POST.get("replace", "")
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
            return None
        return SavedSearch.objects.owned_by(self.request.user).saved().filter(pk=chosen).first()

    def _page(self, form: SaveSearchForm, namesake: SavedSearch | None = None, status: int = 200) -> HttpResponse:
        address = Address(reverse("search:search"), self.asked)
        context = {
            "form": form,
            "namesake": namesake,
            "namesake_description": description(namesake, self.request.user) if namesake else [],
            "asked": self.asked,
            "filter_words": filter_words(self.asked.filters, self.request.user),
            "search_url": address.asking(self.asked.text),
            "breadcrumbs": breadcrumbs_in_my_area(list_crumb(reverse("saved_searches:list")), (_("Save a search"), "")),
        }
        return render(self.request, "search/saved/save.html", context, status=status)


class OwnSearchMixin(KeepTextMixin):
    """Of a search one may see: those of others can be opened, and say so when they are to be changed."""

    request: MemberRequest
    kwargs: dict[str, Any]

    @cached_property
    def saved(self) -> SavedSearch:
        return get_object_or_404(
            SavedSearch.objects.visible_to(self.request.user).select_related("owner"), pk=self.kwargs["pk"]
        )

    def require_own(self) -> SavedSearch:
        if not self.request.user.has_perm("search.change_saved_search", self.saved):
            raise PermissionDenied(_("Only the person who saved a search can change it."))
        return self.saved

    def breadcrumbs(self, title: str) -> list[dict[str, str]]:
        return breadcrumbs_in_my_area(
            list_crumb(reverse("saved_searches:list")), (self.saved.name, self.saved.get_absolute_url()), (title, "")
        )


@method_decorator(never_cache, name="dispatch")
class SavedSearchDetailView(OwnSearchMixin, View):
    """What is new in it. For its owner, having been here is having been told."""

    def get(self, request: MemberRequest, pk: int) -> HttpResponse:
        saved = self.saved
        is_own = request.user.has_perm("search.change_saved_search", saved)
        if not is_own:
            return redirect(search_url(saved))
        cards = new_cards(saved, request.user)
        context = {
            **line_of(saved, self.request.user),
            "cards": [card for card in cards if card["is_new"]],
            "earlier": [card for card in cards if not card["is_new"]],
            "share_url": absolute_url(reverse("saved_searches:shared", args=[saved.token])) if saved.token else "",
            "breadcrumbs": breadcrumbs_in_my_area(list_crumb(reverse("saved_searches:list")), (saved.name, "")),
        }
        mark_seen(saved=saved)
        mark_target_read(user=request.user, target_key=saved.target_key)
        return render(request, "search/saved/detail.html", context)


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class SavedSearchChangeView(OwnSearchMixin, View):
    def get(self, request: MemberRequest, pk: int) -> HttpResponse:
        saved = self.require_own()
        fields = ("name", "frequency", "by_email", "sharing")
        initial = {field: getattr(saved, field) for field in fields} | as_initial(kept_text(request))
        return self._page(ChangeSearchForm(initial=initial))

    def post(self, request: MemberRequest, pk: int) -> HttpResponse:
        saved = self.require_own()
        form = ChangeSearchForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            change_search(saved=saved, changed_by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("name", problem)
            return self._page(form, 409)
        messages.success(request, _("The search “%(name)s” is changed.") % {"name": saved.name})
        return redirect(saved if saved.sharing == Sharing.LINK else "saved_searches:list")

    def _page(self, form: ChangeSearchForm, status: int = 200) -> HttpResponse:
        saved = SavedSearch.objects.owned_by(self.request.user).get(pk=self.saved.pk)
        context = {"form": form, **line_of(saved, self.request.user), "breadcrumbs": self.breadcrumbs(_("Change"))}
        return render(self.request, "search/saved/change.html", context, status=status)


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class SavedSearchDeleteView(OwnSearchMixin, View):
    def get(self, request: MemberRequest, pk: int) -> HttpResponse:
        saved = self.require_own()
        context = {**line_of(saved, self.request.user), "breadcrumbs": self.breadcrumbs(_("Delete"))}
        return render(request, "search/saved/confirm_delete.html", context)

    def post(self, request: MemberRequest, pk: int) -> HttpResponse:
        saved = self.require_own()
        message = _("You are no longer told about “%(name)s”.") if saved.is_wish else _("“%(name)s” is deleted.")
        delete_search(saved=saved, deleted_by=request.user)
        messages.success(request, message % {"name": saved.name})
        return redirect("saved_searches:list")


class SharedSearchView(View):
    """The link of a shared search leads to the search, where everybody finds what they may find."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        saved = SavedSearch.objects.by_token(token).first()
        if saved is None:
            raise Http404(_("This search is no longer shared."))
        return redirect(search_url(saved))


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class WishView(KeepTextMixin, View):
    """The click on "Tell me when there is an answer" is the consent; the question stands in the address."""

    http_method_names = ["post"]

    def address_after_sign_in(self) -> str:
        return self._search_url()

    def post(self, request: MemberRequest) -> HttpResponse:
        try:
            wish_for_answer(owner=request.user, request=self._asked())
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(
                request, _("You will be told when there is an answer. You can take this back under “Saved searches”.")
            )
        return redirect(self._search_url())

    def _asked(self) -> SearchRequest:
        return read_request(self.request.GET, (get_language() or "de")[:2])

    def _search_url(self) -> str:
        asked = self._asked()
        return Address(reverse("search:search"), asked).asking(asked.text)
