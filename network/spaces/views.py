from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DetailView, FormView, ListView, View

from network.municipalities.places import with_places
from network.notifications.wishes import chosen_level
from network.people.models import User
from network.spaces.actions import add_space_member, create_space, remove_space_member
from network.spaces.contents import SpaceSummary, registered_contents
from network.spaces.forms import AddMemberForm, SpaceForm
from network.spaces.models import Space, SpaceMembership
from network.spaces.realtime import PREFIX


def breadcrumbs_of(*further: tuple[str, str]) -> list[dict[str, str]]:
    trail = [(_("Start"), "/"), (_("Spaces"), reverse("spaces:space-list")), *further]
    return [{"title": str(title), "url": url} for title, url in trail]


class SpaceListView(LoginRequiredMixin, ListView):
    """The spaces by need: where something is unread, then where a question waits, then by last activity."""

    template_name = "network/spaces/space_list.html"
    context_object_name = "spaces"

    def get_queryset(self) -> QuerySet[Space]:
        return Space.objects.visible_to(self.request.user).active().select_related("municipality")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        spaces = list(context["spaces"])
        summaries = registered_contents().summarise(self.request.user, spaces)
        entries = [{"space": space, "summary": summaries.get(space.pk, SpaceSummary())} for space in spaces]
        return context | {
            "entries": sorted(entries, key=lambda entry: _need(entry["summary"])),
            "has_unread": any(entry["summary"].unread_count for entry in entries),
            "can_create": self.request.user.has_perm("spaces.create_space"),
            "breadcrumbs": breadcrumbs_of(),
        }


def _need(summary: SpaceSummary) -> tuple[bool, bool, float]:
    last = summary.last_post_at.timestamp() if summary.last_post_at else 0.0
    return (not summary.unread_count, not summary.unanswered_count, -last)


class SpaceDetailView(LoginRequiredMixin, DetailView):
    template_name = "network/spaces/space_detail.html"
    context_object_name = "space"

    def get_queryset(self) -> QuerySet[Space]:
        level = chosen_level(self.request.user, PREFIX, "pk")
        return Space.objects.visible_to(self.request.user).select_related("municipality").annotate(chosen_level=level)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        contents = registered_contents()
        return context | {
            "contents_template": contents.template,
            "can_manage": self.request.user.has_perm("spaces.manage_space", self.object),
            "breadcrumbs": breadcrumbs_of((self.object.title, "")),
            **contents.show(self.request, self.object),
        }


class SpaceCreateView(LoginRequiredMixin, PermissionRequiredMixin, CreateView):
    permission_required = "spaces.create_space"
    permission_denied_message = gettext_lazy("Only facilitators and coordinators can open a space.")
    form_class = SpaceForm
    template_name = "network/spaces/space_form.html"

    def form_valid(self, form: BaseModelForm) -> HttpResponse:
        space = create_space(created_by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The space is open."))
        return redirect(space)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumbs": breadcrumbs_of((_("New space"), ""))}


class ManagedSpaceMixin(LoginRequiredMixin):
    """Invisible is not found; visible but not one's own to manage is forbidden."""

    space: Space
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.space = get_object_or_404(Space.objects.visible_to(request.user), slug=kwargs["slug"])
            if not request.user.has_perm("spaces.manage_space", self.space):
                raise PermissionDenied(_("Only those who facilitate this space can do this."))
        return super().dispatch(request, *args, **kwargs)


class MemberListView(ManagedSpaceMixin, FormView):
    form_class = AddMemberForm
    template_name = "network/spaces/member_list.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"viewer": self.request.user}

    def form_valid(self, form: AddMemberForm) -> HttpResponse:
        add_space_member(space=self.space, user=form.person, is_facilitator=form.cleaned_data["is_facilitator"])
        messages.success(self.request, _("%(name)s has been added.") % {"name": form.person})
        return redirect("spaces:member-list", self.space.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = (
            SpaceMembership.objects.filter(space=self.space)
            .select_related("user")
            .prefetch_related(with_places("user"))
            .order_by("user__last_name", "user__first_name", "pk")
        )
        return super().get_context_data(**kwargs) | {
            "space": self.space,
            "members": members,
            "breadcrumbs": breadcrumbs_of((self.space.title, self.space.get_absolute_url()), (_("Members"), "")),
        }


class MemberRemoveView(ManagedSpaceMixin, View):
    def post(self, request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
        person = get_object_or_404(User.objects.filter(space_memberships__space=self.space), pk=user_id)
        remove_space_member(space=self.space, user=person)
        messages.success(request, _("%(name)s has been removed.") % {"name": person})
        if person.pk == request.user.pk and self.space.is_private:
            return redirect("spaces:space-list")
        return redirect("spaces:member-list", slug)
