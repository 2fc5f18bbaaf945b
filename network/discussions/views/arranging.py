"""Moving, splitting and merging threads; what it means for readers is said, and confirmed, before it happens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import merge_threads, move_thread, split_thread
from network.discussions.actions.steps import check_manages, check_tidies
from network.discussions.forms import MergeForm, MoveForm, SplitForm
from network.discussions.models import Thread
from network.discussions.views.managing import ThreadMixin
from network.discussions.views.threads import breadcrumbs_within
from network.spaces.models import Space
from network.spaces.readers import people_gained


@method_decorator(never_cache, name="dispatch")
class ArrangeView(ThreadMixin, View):
    """GET shows the form, POST does it; a refusal stands in the form, with everything that was chosen."""

    template_name: str
    title: str | Promise
    check = staticmethod(check_tidies)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.check(request.user, self.thread)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            return self.act(form)
        except ValidationError as problem:
            form.add_error(None, problem)
        return self.page(form, status=422)

    def form(self, *args: Any) -> forms.Form:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def page(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        thread = self.thread
        context = {
            "thread": thread,
            "space": thread.space,
            "form": form,
            "breadcrumbs": breadcrumbs_within(thread, str(self.title)),
        }
        return render(self.request, self.template_name, context | more, status=status)


class ThreadMoveView(ArrangeView):
    template_name = "network/discussions/thread_move.html"
    check = staticmethod(check_manages)
    title = gettext_lazy("Move to another space")

    @cached_property
    def spaces(self) -> list[Space]:
        """Those that the person manages, too."""
        user = self.request.user
        spaces = Space.objects.visible_to(user).active().filter(is_failure_room=False).exclude(pk=self.thread.space_id)
        return [space for space in spaces if user.has_perm("spaces.manage_space", space)]

    def form(self, *args: Any) -> MoveForm:
        return MoveForm(*args, spaces=self.spaces)

    def act(self, form: MoveForm) -> HttpResponse:
        target = next(space for space in self.spaces if space.pk == form.cleaned_data["space"])
        if form.cleaned_data["confirmed"] != target.pk:
            form.data = self.request.POST.dict() | {"confirmed": str(target.pk)}
            here = self.thread.space
            effect = {
                "gained": people_gained(here, target).count(),
                "lost": people_gained(target, here).count(),
                "posts": self.thread.post_count,
            }
            return self.page(form, target=target, effect=effect)
        thread = move_thread(thread=self.thread, space=target, moved_by=self.request.user)
        messages.success(self.request, _("The thread is now in “%(space)s”.") % {"space": target.title})
        return redirect(Thread.objects.visible_to(self.request.user).select_related("space").get(pk=thread.pk))


class ThreadSplitView(ArrangeView):
    template_name = "network/discussions/thread_split.html"
    title = gettext_lazy("Make posts a thread of their own")

    def form(self, *args: Any) -> SplitForm:
        return SplitForm(*args, posts=self.thread.posts.present().select_related("author").order_by("number")[1:])

    def act(self, form: SplitForm) -> HttpResponse:
        new = split_thread(
            thread=self.thread,
            numbers=form.cleaned_data["posts"],
            title=form.cleaned_data["title"],
            split_by=self.request.user,
        )
        messages.success(self.request, _("The posts are now a thread of their own."))
        return redirect(new)


class ThreadMergeView(ArrangeView):
    template_name = "network/discussions/thread_merge.html"
    title = gettext_lazy("Put into another thread")

    def form(self, *args: Any) -> MergeForm:
        others = Thread.objects.visible_to(self.request.user).filter(space=self.thread.space)
        return MergeForm(*args, threads=others.exclude(pk=self.thread.pk).order_by("-last_post_at", "-pk"))

    def act(self, form: MergeForm) -> HttpResponse:
        into = merge_threads(thread=self.thread, into=form.cleaned_data["into"], merged_by=self.request.user)
        messages.success(self.request, _("The posts of both threads now stand here, in the order of time."))
        return redirect(into)
