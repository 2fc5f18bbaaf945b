from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DetailView, FormView, ListView, View

from network.municipalities.places import with_places
from network.notifications.wishes import chosen_level
from network.people.kept_text import as_initial, kept_text
from network.people.models import User
from network.people.rate_limit import rate_limited
from network.people.refusals import refused
from network.people.views import KeepTextMixin
from network.spaces.actions import (
    add_space_member,
    archive_space,
    create_space,
    remove_space_member,
    restore_space,
)
from network.spaces.contents import SpaceSummary, registered_contents
from network.spaces.forms import AddMemberForm, SentenceForm, SpaceForm, answer_form, request_form
from network.spaces.joining import accept_request, ask_to_join, refuse_request, withdraw_request
from network.spaces.models import JoinRequest, Space, SpaceMembership
from network.spaces.notifications import mark_requests_read
from network.spaces.readers import reader_count_of
from network.spaces.realtime import PREFIX
from network.spaces.rules import is_space_member
from network.spaces.sections import space_sections
from network.spaces.views import breadcrumbs_of


class SpaceListView(LoginRequiredMixin, ListView):
    """The spaces by need: where something is unread, then where a question waits, then by last activity."""

    template_name = "network/spaces/space_list.html"
    context_object_name = "spaces"

    def get_queryset(self) -> QuerySet[Space]:
        return Space.objects.visible_to(self.request.user).active().select_related("municipality")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        spaces = list(context["spaces"])
        others = Space.objects.known_to(self.request.user).active().exclude(pk__in=[space.pk for space in spaces])
        entries = _entries(self.request.user, spaces)
        return context | {
            "entries": sorted(entries, key=lambda entry: _need(entry["summary"])),
            "has_unread": any(entry["summary"].unread_count for entry in entries),
            "joinable_spaces": others.with_member_count(),
            "can_create": self.request.user.has_perm("spaces.create_space"),
            "breadcrumbs": breadcrumbs_of(),
        }


class ArchivedSpaceListView(LoginRequiredMixin, ListView):
    """What is only read any more; the search finds it, too."""

    template_name = "network/spaces/space_archive.html"
    context_object_name = "spaces"

    def get_queryset(self) -> QuerySet[Space]:
        return Space.objects.visible_to(self.request.user).archived()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        entries = _entries(self.request.user, list(context["spaces"]))
        return context | {"entries": entries, "breadcrumbs": breadcrumbs_of((_("Archive"), ""))}


def _entries(user: User, spaces: list[Space]) -> list[dict[str, Any]]:
    summaries = registered_contents().summarise(user, spaces)
    return [{"space": space, "summary": summaries.get(space.pk, SpaceSummary())} for space in spaces]


def _need(summary: SpaceSummary) -> tuple[bool, bool, float]:
    last = summary.last_post_at.timestamp() if summary.last_post_at else 0.0
    return (not summary.unread_count, not summary.unanswered_count, -last)


@method_decorator(rate_limited("post"), name="dispatch")
class SpaceDetailView(KeepTextMixin, DetailView):
    """The threads for those who may read them; before a closed space stands what it is for, and how to join."""

    template_name = "network/spaces/space_detail.html"
    context_object_name = "space"

    def get_queryset(self) -> QuerySet[Space]:
        level = chosen_level(self.request.user, PREFIX, "pk")
        return Space.objects.known_to(self.request.user).select_related("municipality").annotate(chosen_level=level)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if not request.user.has_perm("spaces.view_space", self.object):
            return door_page(request, self.object, request_form(initial=as_initial(kept_text(request))))
        return self.render_to_response(self.get_context_data(object=self.object))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asks to join."""
        space = self.get_object()
        if request.user.has_perm("spaces.view_space", space):
            messages.info(request, _("You can read this space already."))
            return redirect(space)
        form = request_form(request.POST)
        if not form.is_valid():
            return door_page(request, space, form, 422)
        try:
            ask_to_join(space=space, user=request.user, text=form.cleaned_data["text"])
        except (ValidationError, PermissionDenied) as problem:
            return door_page(request, space, form, refused(form, problem))
        messages.success(request, _("Your request is on its way to those who manage this space."))
        return redirect(space)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        contents = registered_contents()
        can_manage = self.request.user.has_perm("spaces.manage_space", self.object)
        return context | {
            "contents_template": contents.template,
            "can_manage": can_manage,
            "is_member": is_space_member.test(self.request.user, self.object),
            "sections": space_sections(self.request.user, self.object),
            "join_requests": self._join_requests() if can_manage and self.object.is_closed else [],
            "breadcrumbs": breadcrumbs_of((self.object.title, "")),
            **contents.show(self.request, self.object),
        }

    def _join_requests(self) -> list[dict[str, Any]]:
        waiting = self.object.join_requests.waiting().select_related("user").prefetch_related(with_places("user"))
        entries = [{"request": request, "form": answer_form(request)} for request in waiting]
        if entries:
            mark_requests_read(self.request.user, self.object)
        return entries


class SpaceCreateView(LoginRequiredMixin, PermissionRequiredMixin, CreateView):
    permission_required = "spaces.create_space"
    permission_denied_message = gettext_lazy("Only facilitators and coordinators can open a space.")
    form_class = SpaceForm
    template_name = "network/spaces/space_form.html"

    def form_valid(self, form: BaseModelForm) -> HttpResponse:
        try:
            space = create_space(created_by=self.request.user, **form.cleaned_data)
        except PermissionDenied as problem:
            return self.render_to_response(self.get_context_data(form=form), status=refused(form, problem))
        messages.success(self.request, _("The space is open."))
        return redirect(space)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumbs": breadcrumbs_of((_("New space"), ""))}


class ManagedSpaceMixin(KeepTextMixin):
    """Invisible is not found; visible but not one's own to manage is forbidden."""

    space: Space
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.space = get_object_or_404(Space.objects.visible_to(request.user), slug=kwargs["slug"])
            if not request.user.has_perm("spaces.manage_space", self.space):
                raise PermissionDenied(_("Only those who facilitate this space can do this."))
        return super().dispatch(request, *args, **kwargs)


class MemberListView(KeepTextMixin, FormView):
    """The members for everybody who may read the space; those who manage it add and remove them here."""

    form_class = AddMemberForm
    template_name = "network/spaces/member_list.html"

    @cached_property
    def space(self) -> Space:
        return get_object_or_404(Space.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def can_manage(self) -> bool:
        return self.request.user.has_perm("spaces.manage_space", self.space)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.can_manage:
            raise PermissionDenied(_("Only those who facilitate this space can do this."))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"viewer": self.request.user}

    def form_valid(self, form: AddMemberForm) -> HttpResponse:
        wanted = {"user": form.person, "is_facilitator": form.cleaned_data["is_facilitator"]}
        try:
            add_space_member(space=self.space, added_by=self.request.user, **wanted)
        except PermissionDenied as problem:
            return self.render_to_response(self.get_context_data(form=form), status=refused(form, problem))
        messages.success(self.request, _("%(name)s has been added.") % {"name": form.person})
        return redirect("spaces:member-list", self.space.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = (
            SpaceMembership.objects.filter(space=self.space, user__is_active=True)
            .select_related("user")
            .prefetch_related(with_places("user"))
            .order_by("user__last_name", "user__first_name", "pk")
        )
        return super().get_context_data(**kwargs) | {
            "space": self.space,
            "members": members,
            "can_manage": self.can_manage,
            "breadcrumbs": breadcrumbs_of((self.space.title, self.space.get_absolute_url()), (_("Members"), "")),
        }


class SpaceStateView(ManagedSpaceMixin, View):
    """Archives a space and takes it into use again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        state = request.POST.get("state", "")
        if state == "archived":
            archive_space(space=self.space, archived_by=request.user)
            messages.success(request, _("The space is archived: it can be read, but nothing is written in it."))
        elif state == "in_use":
            restore_space(space=self.space, restored_by=request.user)
            messages.success(request, _("The space is in use again."))
        else:
            messages.error(request, _("That is not something a space can be."))
        return redirect(self.space)


class MemberRemoveView(ManagedSpaceMixin, View):
    def post(self, request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
        person = get_object_or_404(User.objects.filter(space_memberships__space=self.space), pk=user_id)
        try:
            remove_space_member(space=self.space, user=person, removed_by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("spaces:member-list", slug)
        messages.success(request, _("%(name)s has been removed.") % {"name": person})
        if person.pk == request.user.pk and not self.space.is_open:
            return redirect("spaces:space-list")
        return redirect("spaces:member-list", slug)


# --- closed spaces: asking to join, and answering ---


def door_page(request: HttpRequest, space: Space, form: SentenceForm, status: int = 200) -> HttpResponse:
    """What everybody in the network may know of a closed space, and the form to ask to join."""
    own_request = space.join_requests.filter(user=request.user).first()
    context = {
        "space": space,
        "member_count": reader_count_of(space),
        "own_request": own_request,
        "can_ask": own_request is None or own_request.is_over,
        "form": form,
        "breadcrumbs": breadcrumbs_of((space.title, "")),
    }
    return render(request, "network/spaces/space_door.html", context, status=status)


class KnownSpaceMixin(KeepTextMixin):
    """For a button about a space that one knows of; a private one of others is not found."""

    http_method_names = ["post"]

    def space_of(self, slug: str) -> Space:
        return get_object_or_404(Space.objects.known_to(self.request.user), slug=slug)


class SpaceJoinWithdrawView(KnownSpaceMixin, View):
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        space = self.space_of(slug)
        withdraw_request(space=space, user=request.user)
        messages.success(request, _("Your request is withdrawn."))
        return redirect(space)


class SpaceLeaveView(KnownSpaceMixin, View):
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        space = self.space_of(slug)
        try:
            remove_space_member(space=space, user=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(space)
        messages.success(request, _("You have left “%(space)s”.") % {"space": space.title})
        return redirect("spaces:space-list")


class JoinRequestView(ManagedSpaceMixin, View):
    """Accepts or refuses, with a sentence or without."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = get_object_or_404(self._requests(), pk=pk, refused_at=None)
        return self._page(found, answer_form(found, initial=as_initial(kept_text(request))))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = self._requests().filter(pk=pk).first()
        if found is None:
            messages.info(request, _("This request has been answered or withdrawn meanwhile."))
            return redirect(self.space)
        form = answer_form(found, request.POST)
        if not form.is_valid():
            return self._page(found, form, 422)
        try:
            self._answer(found, form.cleaned_data["text"])
        except ValidationError as problem:
            messages.info(request, " ".join(problem.messages))
        except PermissionDenied as problem:
            return self._page(found, form, refused(form, problem))
        return redirect(self.space)

    def _requests(self) -> QuerySet[JoinRequest]:
        return self.space.join_requests.select_related("user", "space").prefetch_related(with_places("user"))

    def _page(self, found: JoinRequest, form: SentenceForm, status: int = 200) -> HttpResponse:
        trail = breadcrumbs_of((self.space.title, self.space.get_absolute_url()), (_("Request to join"), ""))
        context = {"space": self.space, "join_request": found, "form": form, "breadcrumbs": trail}
        return render(self.request, "network/spaces/join_request.html", context, status=status)

    def _answer(self, found: JoinRequest, answer: str) -> None:
        person = {"name": found.user}
        if self.request.POST.get("decision") == "accept":
            accept_request(request=found, accepted_by=self.request.user, answer=answer)
            messages.success(self.request, _("%(name)s is now a member.") % person)
        elif self.request.POST.get("decision") == "refuse":
            refuse_request(request=found, refused_by=self.request.user, answer=answer)
            messages.success(self.request, _("The request of %(name)s is refused.") % person)
        else:
            messages.error(self.request, _("Please accept or refuse the request."))
