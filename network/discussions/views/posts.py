from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import accept_answer, delete_post, edit_post
from network.discussions.forms import PostEditForm
from network.discussions.history import history_of
from network.discussions.models import Post
from network.discussions.views.answers import refused
from network.discussions.views.threads import breadcrumbs_within, page_url
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin


class PostMixin(KeepTextMixin):
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def post_object(self) -> Post:
        posts = Post.objects.visible_to(self.request.user).select_related(
            "author", "thread__space", "thread__accepted_post"
        )
        return get_object_or_404(posts, number=self.kwargs["number"], space__slug=self.kwargs["slug"])

    def require(self, permission: str, sentence: str) -> None:
        if not self.request.user.has_perm(permission, self.post_object):
            raise PermissionDenied(sentence)

    def breadcrumbs(self, title: str) -> list[dict[str, str]]:
        return breadcrumbs_within(self.post_object.thread, title)


class PostView(PostMixin, View):
    """The permanent address of a post, wherever in its thread it stands."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        return redirect(page_url(self.post_object.thread, self.post_object))


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class PostEditView(PostMixin, View):
    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        self.require("discussions.edit_post", _("You can only edit your own posts in open threads."))
        return self._page(self._form(initial=self._stored() | as_initial(kept_text(request))))

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            edit_post(post=self.post_object, editor=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as problem:
            status = refused(form, problem)
            if getattr(problem, "code", "") == "conflict":
                return self._conflict(form, status)
            return self._page(form, status)
        return redirect(page_url(self.post_object.thread, self.post_object))

    def _form(self, *args: Any, **kwargs: Any) -> PostEditForm:
        return PostEditForm(*args, space=self.post_object.thread.space, **kwargs)

    def _stored(self) -> dict[str, Any]:
        return {"body": self.post_object.body, "version": self.post_object.version}

    def _conflict(self, form: PostEditForm, status: int) -> HttpResponse:
        """The typed text stays in the form, which now goes out from the text that stands beside it."""
        form.data = {"body": form.data["body"], "version": str(self.post_object.version)}
        return self._page(form, status, other=self.post_object.body)

    def _page(self, form: PostEditForm, status: int = 200, other: str = "") -> HttpResponse:
        trail = self.breadcrumbs(_("Edit post"))
        context = {"form": form, "post": self.post_object, "other": other, "breadcrumbs": trail}
        return render(self.request, "network/discussions/post_form.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class PostHistoryView(PostMixin, View):
    """What a post said before, for everyone who may read it."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        if post.is_deleted:
            raise Http404
        context = {"post": post, "steps": history_of(post), "breadcrumbs": self.breadcrumbs(_("History"))}
        return render(request, "network/discussions/post_history.html", context)


class PostDeleteView(PostMixin, View):
    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        self.require("discussions.delete_post", _("You can only delete your own posts."))
        context = {"post": self.post_object, "breadcrumbs": self.breadcrumbs(_("Delete post"))}
        return render(request, "network/discussions/post_confirm_delete.html", context)

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        delete_post(post=self.post_object, deleted_by=request.user)
        messages.success(request, _("The post has been deleted."))
        return redirect(page_url(self.post_object.thread, self.post_object))


class PostAcceptView(PostMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post, thread = self.post_object, self.post_object.thread
        is_taken_back = request.POST.get("accepted") == "no"
        try:
            accept_answer(thread=thread, post=None if is_taken_back else post, accepted_by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        return redirect(page_url(thread, post))
