"""The letters a coordinator has sent, and what the invited person sees behind the link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from network.municipalities.actions import (
    InvitationClosed,
    InvitationNotSent,
    accept_invitation,
    find_invitation,
    resend_invitation,
    revoke_invitation,
)
from network.municipalities.forms import NewAccountForm
from network.municipalities.models import Invitation, InvitationStatus
from network.municipalities.views.access import CoordinatorMixin
from network.people.models import User
from network.people.rate_limit import rate_limited

GONE = 410
BACKEND = "django.contrib.auth.backends.ModelBackend"


class InvitationActionView(CoordinatorMixin, View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        visible = Invitation.objects.visible_to(request.user).select_related("municipality")
        invitation = get_object_or_404(visible, pk=pk)
        try:
            self.act(request, invitation)
        except InvitationClosed as closed:
            if closed.status == InvitationStatus.ACCEPTED:
                messages.info(request, _("This invitation has been accepted already."))
            else:
                messages.info(request, _("This invitation has been revoked already."))
        return redirect("municipalities:municipality-manage", invitation.municipality.slug)

    def act(self, request: HttpRequest, invitation: Invitation) -> None:
        raise NotImplementedError


@method_decorator(rate_limited("invitation"), name="dispatch")
class InvitationResendView(InvitationActionView):
    def act(self, request: HttpRequest, invitation: Invitation) -> None:
        try:
            resend_invitation(invitation=invitation, by=request.user)
        except InvitationNotSent:
            messages.error(request, _("The letter could not be sent. Please try again later."))
        else:
            messages.success(
                request,
                _("The invitation for %(email)s is on its way again; the earlier link no longer works.")
                % {"email": invitation.email},
            )


class InvitationRevokeView(InvitationActionView):
    def act(self, request: HttpRequest, invitation: Invitation) -> None:
        revoke_invitation(invitation=invitation)
        messages.success(request, _("The invitation for %(email)s no longer works.") % {"email": invitation.email})


@method_decorator(
    [never_cache, sensitive_post_parameters("password1", "password2"), rate_limited("invitation")], name="dispatch"
)
class InvitationAcceptView(View):
    """Anyone with the link sees what it is; only the invited address can become a member by it."""

    template_name = "network/municipalities/invitation_accept.html"
    closed_template_name = "network/municipalities/invitation_closed.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.invitation = find_invitation(kwargs["token"])
        if self.invitation is None:
            return render(request, self.closed_template_name, {"status": "unknown"}, status=404)
        return super().dispatch(request, *args, **kwargs)

    @property
    def account(self) -> User | None:
        return User.objects.filter(email=self.invitation.email).first()

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if request.user.is_authenticated and self.invitation.accepted_by_id == request.user.pk:
            return redirect("people:home")
        if self.invitation.status != InvitationStatus.OPEN:
            return self.closed(self.invitation.status)
        return self.page(NewAccountForm(email=self.invitation.email))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            if request.user.is_authenticated:
                return self.accept_as(request.user)
            if self.invitation.accepted_by is not None:
                return self.repeat()
            if self.invitation.status != InvitationStatus.OPEN:
                return self.closed(self.invitation.status)
            return self.accept_new()
        except InvitationClosed as closed:
            return self.closed(InvitationStatus(closed.status))

    def accept_as(self, user: User) -> HttpResponse:
        if user.email != self.invitation.email:
            return self.page(None)
        accept_invitation(invitation=self.invitation, user=user)
        return self.welcome()

    def accept_new(self) -> HttpResponse:
        form = NewAccountForm(self.request.POST, email=self.invitation.email)
        if self.account is not None or not form.is_valid():
            return self.page(form)
        user = accept_invitation(
            invitation=self.invitation,
            password=form.cleaned_data["password1"],
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
            language=get_language() or "",
        )
        login(self.request, user, backend=BACKEND)
        return self.welcome()

    def repeat(self) -> HttpResponse:
        """A double click sends the form twice; the second time proves by the same password who it is."""
        user = authenticate(
            self.request, username=self.invitation.email, password=self.request.POST.get("password1", "")
        )
        if user is None or user.pk != self.invitation.accepted_by_id:
            return self.closed(InvitationStatus.ACCEPTED)
        login(self.request, user)
        return redirect("people:home")

    def welcome(self) -> HttpResponse:
        messages.success(
            self.request,
            _("Welcome to Lernnetz. You are a member for %(place)s now.")
            % {"place": self.invitation.municipality.name},
        )
        return redirect("people:home")

    def closed(self, status: str) -> HttpResponse:
        context = {"status": status, "invitation": self.invitation}
        return render(self.request, self.closed_template_name, context, status=GONE)

    def page(self, form: NewAccountForm | None) -> HttpResponse:
        context = {
            "invitation": self.invitation,
            "form": form,
            "account": self.account,
            "is_other_person": self.request.user.is_authenticated and self.request.user.email != self.invitation.email,
        }
        return render(self.request, self.template_name, context)
