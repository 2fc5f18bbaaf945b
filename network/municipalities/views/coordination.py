"""The coordinator's desk: the register, the network, and who works for each municipality in it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, ListView

from network.municipalities.actions import InvitationNotSent, invite_member, join_network, leave_network, remove_member
from network.municipalities.forms import InvitationForm, JoinForm, RegisterSearchForm
from network.municipalities.models import Invitation, Membership, Municipality
from network.municipalities.registry import steps_for
from network.municipalities.views.access import CoordinatorMixin
from network.people.rate_limit import rate_limited


class RegisterSearchView(CoordinatorMixin, ListView):
    """Without a question the network, with one the whole register."""

    template_name = "network/municipalities/register_search.html"
    paginate_by = 20
    context_object_name = "municipalities"

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_queryset(self) -> Any:
        self.form = RegisterSearchForm(self.request.GET)
        asked = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        visible = Municipality.objects.visible_to(self.request.user)
        found = visible.matching(asked) if asked else visible.in_network().order_by("name", "pk")
        return found.annotate(
            member_count=Count("memberships", distinct=True),
            invitation_count=Count(
                "invitations",
                filter=Q(invitations__accepted_at=None, invitations__revoked_at=None),
                distinct=True,
            ),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            query=self.form.cleaned_data.get("q", "") if self.form.is_valid() else "",
            is_register_empty=not Municipality.objects.exists(),
            breadcrumbs=_breadcrumbs(),
            **kwargs,
        )


def _breadcrumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    trail = [
        (_("My area"), reverse("people:home")),
        (_("Coordinate the network"), reverse("municipalities:register-search")),
        *more,
    ]
    return [{"title": title, "url": url} for title, url in trail]


class MunicipalityPageMixin(CoordinatorMixin):
    """One municipality with its two forms; the view that takes a form shows the page again if it refuses it."""

    template_name = "network/municipalities/municipality_manage.html"

    @cached_property
    def municipality(self) -> Municipality:
        visible = Municipality.objects.visible_to(self.request.user)
        return get_object_or_404(visible, slug=self.kwargs["slug"])

    def get_success_url(self) -> str:
        return reverse("municipalities:municipality-manage", args=[self.municipality.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.municipality
        kwargs.setdefault("join_form", JoinForm(instance=place, initial={"joined_on": timezone.localdate()}))
        kwargs.setdefault("invitation_form", InvitationForm(municipality=place))
        user = self.request.user
        return super().get_context_data(
            municipality=place,
            steps=steps_for(place) if place.is_in_network else [],
            memberships=Membership.objects.visible_to(user).filter(municipality=place).select_related("user"),
            invitations=Invitation.objects.visible_to(user).open().filter(municipality=place),
            breadcrumbs=_breadcrumbs((place.name, self.get_success_url())),
            **kwargs,
        )


class MunicipalityManageView(MunicipalityPageMixin, FormView):
    """Take it into the network, or change since when and who is the contact."""

    form_class = JoinForm

    def get_form_kwargs(self) -> dict[str, Any]:
        # A fresh copy: what a refused form holds must not show on the page as if it were stored.
        place = Municipality.objects.get(pk=self.municipality.pk)
        initial = {"joined_on": place.joined_on or timezone.localdate()} | self.get_initial()
        return {**super().get_form_kwargs(), "instance": place, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs["join_form"] = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(**kwargs)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def form_valid(self, form: BaseForm) -> HttpResponse:
        was_in_network = self.municipality.is_in_network
        join_network(municipality=self.municipality, by=self.request.user, **form.cleaned_data)
        text = _("Saved.") if was_in_network else _("%(place)s is in the network now.")
        messages.success(self.request, text % {"place": self.municipality.name})
        return redirect(self.get_success_url())


@method_decorator(rate_limited("invitation"), name="dispatch")
class InvitationSendView(MunicipalityPageMixin, FormView):
    form_class = InvitationForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(invitation_form=self.get_form()))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "municipality": self.municipality}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(invitation_form=form))

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if not self.municipality.is_in_network:
            messages.error(self.request, _("Take the municipality into the network first."))
            return redirect(self.get_success_url())
        address = {"email": form.cleaned_data["email"]}
        try:
            invite_member(municipality=self.municipality, invited_by=self.request.user, **form.cleaned_data)
        except InvitationNotSent:
            messages.error(
                self.request,
                _("The invitation for %(email)s is stored, but its letter could not be sent. Send it again later.")
                % address,
            )
        else:
            messages.success(self.request, _("The invitation for %(email)s is on its way.") % address)
        return redirect(self.get_success_url())


class MunicipalityLeaveView(MunicipalityPageMixin, View):
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.municipality.is_in_network:
            leave_network(municipality=self.municipality, left_on=timezone.localdate())
            messages.success(
                request, _("%(place)s has left the network. Its texts stay.") % {"place": self.municipality.name}
            )
        return redirect(self.get_success_url())


class MembershipRemoveView(CoordinatorMixin, View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        visible = Membership.objects.visible_to(request.user).select_related("user", "municipality")
        membership = visible.filter(pk=pk).first()
        if membership is None:  # a double click: what was asked for is so already
            messages.info(request, _("This membership has been ended already."))
            return redirect("municipalities:register-search")
        remove_member(membership=membership)
        messages.success(
            request,
            _("%(name)s no longer works for %(place)s.")
            % {"name": membership.user, "place": membership.municipality.name},
        )
        return redirect("municipalities:municipality-manage", membership.municipality.slug)
