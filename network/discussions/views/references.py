"""In which further spaces a thread is shown; for its author and those who manage a space it could be shown in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import end_reference, refer_to_thread
from network.discussions.forms import ReferenceForm
from network.discussions.rules import can_end_reference, can_refer
from network.discussions.views.api import read_number
from network.discussions.views.managing import ThreadMixin
from network.discussions.views.threads import breadcrumbs_within
from network.spaces.models import Space


@method_decorator(never_cache, name="dispatch")
class ThreadReferencesView(ThreadMixin, View):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        if "end" in request.POST:
            return self._end(request.POST["end"])
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        space = next(space for space in self.possible if space.pk == form.cleaned_data["space"])
        try:
            refer_to_thread(thread=self.thread, space=space, referred_by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
            return self._page(form, 422)
        messages.success(request, _("The thread is now shown in “%(space)s”, too.") % {"space": space.title})
        return redirect(self.thread)

    def _end(self, pk: str) -> HttpResponse:
        space = get_object_or_404(self.shown, pk=read_number(pk))
        end_reference(thread=self.thread, space=space, ended_by=self.request.user)
        messages.success(self.request, _("The thread is no longer shown in “%(space)s”.") % {"space": space.title})
        return redirect(self.thread)

    @cached_property
    def shown(self) -> QuerySet[Space]:
        return Space.objects.visible_to(self.request.user).filter(references__thread=self.thread)

    @cached_property
    def possible(self) -> list[Space]:
        spaces = Space.objects.visible_to(self.request.user).active().exclude(references__thread=self.thread)
        spaces = spaces.exclude(pk=self.thread.space_id)
        return [space for space in spaces if can_refer.test(self.request.user, (self.thread, space))]

    def _form(self, *args: object) -> ReferenceForm:
        return ReferenceForm(*args, spaces=self.possible)

    def _page(self, form: ReferenceForm, status: int = 200) -> HttpResponse:
        user, thread = self.request.user, self.thread
        shown = [{"space": space, "can_end": can_end_reference.test(user, (thread, space))} for space in self.shown]
        if not self.possible and not any(line["can_end"] for line in shown):
            raise PermissionDenied(_("You cannot show this thread in another space."))
        context = {
            "thread": thread,
            "form": form,
            "shown": shown,
            "breadcrumbs": breadcrumbs_within(thread, _("Show in another space")),
        }
        return render(self.request, "network/discussions/thread_references.html", context, status=status)
