from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions import drafts
from network.discussions.actions import accept_answer, delete_post, edit_post
from network.discussions.attaching import Attaching
from network.discussions.bylines import name_of
from network.discussions.forms import PostEditForm
from network.discussions.history import history_of
from network.discussions.models import Post
from network.discussions.places import find_post
from network.discussions.presentation import wants_json
from network.discussions.rules import is_post_author
from network.discussions.views.answers import article_html, refused
from network.discussions.views.threads import breadcrumbs_within, page_url, threads_for_page
from network.discussions.views.writing import files_of, form_context, is_ready, preview_of, shown_again, what_to_do
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
        found = find_post(posts, self.kwargs["slug"], self.kwargs["number"])
        if found is None:
            raise Http404
        return found

    def require(self, permission: str, sentence: str) -> None:
        if not self.request.user.has_perm(permission, self.post_object):
            raise PermissionDenied(sentence)

    def refuse(self, problem: ValidationError | PermissionDenied, status: int = 422) -> HttpResponse:
        """What a button of the post could not do: a script is told, a page leads back to the post."""
        post = self.post_object
        if isinstance(problem, PermissionDenied):
            if not wants_json(self.request):
                raise problem
            return JsonResponse({"message": str(problem)}, status=403)
        sentence = " ".join(problem.messages)
        if wants_json(self.request):
            return JsonResponse({"message": sentence}, status=status)
        messages.error(self.request, sentence)
        return redirect(page_url(post.thread, post))

    def breadcrumbs(self, title: str) -> list[dict[str, str]]:
        return breadcrumbs_within(self.post_object.thread, title)


class PostView(PostMixin, View):
    """The permanent address of a post, wherever in its thread it stands; a script is given the post itself."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        if not wants_json(request):
            return redirect(page_url(post.thread, post))
        post.thread = get_object_or_404(threads_for_page(request), pk=post.thread_id)
        return JsonResponse({"number": post.number, "html": article_html(request, post)})


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class PostEditView(PostMixin, View):
    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        self.require("discussions.edit_post", _("You can only edit your own posts in open threads."))
        kept = as_initial(kept_text(request))
        files = Attaching(request.user, drafts.EDIT, self.post_object.pk, self.post_object).show(kept)
        return self._page(self._form(initial=self._stored() | kept), files)

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        if not is_post_author.test(request.user, post):
            raise PermissionDenied(_("You can only edit your own posts."))
        form, files = self._form(request.POST), files_of(request, drafts.EDIT, post.pk, post)
        if what_to_do(request):
            return self._page(form, files, shown_again(form, files))
        if not is_ready(form, files):
            return self._page(form, files, 422)
        try:
            edit_post(post=post, editor=request.user, **form.cleaned_data | {"files": files.attached})
        except (ValidationError, PermissionDenied) as problem:
            status = refused(form, problem)
            if getattr(problem, "code", "") == "conflict":
                return self._conflict(form, files, status)
            return self._page(form, files, status)
        return redirect(page_url(post.thread, post))

    def _form(self, *args: Any, **kwargs: Any) -> PostEditForm:
        return PostEditForm(*args, space=self.post_object.thread.space, **kwargs)

    def _stored(self) -> dict[str, Any]:
        return {"body": self.post_object.body, "version": self.post_object.version}

    def _conflict(self, form: PostEditForm, files: Attaching, status: int) -> HttpResponse:
        """The typed text stays in the form, which now goes out from the text that stands beside it."""
        form.data = {"body": form.data["body"], "version": str(self.post_object.version)}
        return self._page(form, files, status, other=self.post_object.body)

    def _page(self, form: PostEditForm, files: Attaching, status: int = 200, other: str = "") -> HttpResponse:
        preview = preview_of(self.request, self.post_object.thread.space)
        context = form_context(form, files, preview) | {
            "post": self.post_object,
            "other": other,
            "breadcrumbs": self.breadcrumbs(_("Edit post")),
        }
        return render(self.request, "network/discussions/post_form.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class PostHistoryView(PostMixin, View):
    """What a post said before, for everyone who may read it."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        if post.is_deleted:
            raise Http404
        context = {
            "post": post,
            "author": name_of(post),
            "steps": history_of(post),
            "breadcrumbs": self.breadcrumbs(_("History")),
        }
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
