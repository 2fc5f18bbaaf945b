from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions import drafts
from network.discussions.actions import open_thread, publish_post
from network.discussions.actions.steps import READ_ONLY
from network.discussions.attaching import Attaching
from network.discussions.bylines import alias_id, aliased_posts, name_of, preview
from network.discussions.forms import PostForm, ThreadForm
from network.discussions.models import (
    POSTS_PER_PAGE,
    Post,
    PostFile,
    Reaction,
    SpaceRead,
    Thread,
    ThreadRead,
    ThreadReference,
)
from network.discussions.notifications import scope_of
from network.discussions.places import find_thread
from network.discussions.presentation import as_attribute, first_new, post_items, wants_json
from network.discussions.quotes import add_quote, quotable
from network.discussions.reading import mark_everything_read, mark_space_read, mark_thread_read
from network.discussions.realtime import serialize_post
from network.discussions.rules import ThreadAbilities, is_thread_author, thread_abilities
from network.discussions.steps import among, lines_of, patterns
from network.discussions.views.answers import article_html, json_errors, refused, signed_out_json
from network.discussions.views.writing import (
    files_of,
    form_context,
    is_ready,
    json_refusal,
    preview_of,
    shown_again,
    what_to_do,
)
from network.moderation.models import Reason
from network.moderation.suspensions import check_may_write, sentence_of, suspension_end_of, suspension_of
from network.municipalities.places import with_places
from network.notifications.wishes import chosen_level
from network.people.actions import discard_draft
from network.people.kept_text import as_initial, kept_text
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin
from network.spaces.models import Space
from network.spaces.readers import with_reader_count
from network.spaces.realtime import PREFIX, topic_of
from network.spaces.views import breadcrumbs_of


class CountedPaginator(Paginator):
    """The number of posts came with the thread."""

    def __init__(self, posts: QuerySet[Post], count: int) -> None:
        super().__init__(posts, POSTS_PER_PAGE)
        self.count = count  # type: ignore[misc]


def threads_to_answer(request: HttpRequest) -> QuerySet[Thread]:
    return Thread.objects.visible_to(request.user).select_related("space", "author")


def threads_for_page(request: HttpRequest) -> QuerySet[Thread]:
    """The thread with all that its page needs to know of it, in one query."""
    posts = Post.objects.filter(thread=OuterRef("pk")).order_by()
    reads = ThreadRead.objects.filter(thread=OuterRef("pk"), user=request.user)
    space_reads = SpaceRead.objects.filter(space=OuterRef("space"), user=request.user)
    return (
        threads_to_answer(request)
        .select_related("accepted_post__author")
        .annotate(
            all_posts=Coalesce(Subquery(posts.values("thread").annotate(n=Count("pk")).values("n")), 0),
            first_number=Subquery(posts.order_by("number").values("number")[:1]),
            read_number=Coalesce(Subquery(reads.values("number")[:1]), 0),
            space_read_number=Coalesce(Subquery(space_reads.values("number")[:1]), 0),
            suspended_until=Subquery(suspension_end_of(request.user)),
            reader_count=with_reader_count("space"),
            has_uploads=Exists(PostFile.objects.filter(owner=request.user, post=None, draft_key=_draft_key())),
            has_references=Exists(ThreadReference.objects.filter(thread=OuterRef("pk"))),
            chosen_level=chosen_level(request.user, "thread", "pk"),
            space_level=chosen_level(request.user, PREFIX, "space"),
        )
    )


def _draft_key() -> Concat:
    return Concat(Value(f"{drafts.POST}:"), Cast(OuterRef("pk"), CharField()))


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class ThreadCreateView(KeepTextMixin, View):
    space: Space

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.space = get_object_or_404(Space.objects.visible_to(request.user), slug=kwargs["slug"])
            # What was typed meets the refusal in the form, and stays.
            if request.method != "POST":
                check_may_write(request.user)
            if request.method != "POST" and not request.user.has_perm("discussions.open_thread", self.space):
                raise PermissionDenied(READ_ONLY)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        initial = drafts.draft_data(request.user, drafts.THREAD, self.space.pk) | as_initial(kept_text(request))
        files = Attaching(request.user, drafts.THREAD, self.space.pk).show(initial)
        return self._page(request, self._form(initial=initial or None), files)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form, files = self._form(request.POST), files_of(request, drafts.THREAD, self.space.pk)
        if what_to_do(request):
            return self._page(request, form, files, shown_again(form, files))
        if not is_ready(form, files):
            return self._page(request, form, files, 422)
        try:
            values = form.cleaned_data | {"files": files.attached}
            thread = open_thread(author=request.user, space=self.space, **values)
        except (ValidationError, PermissionDenied) as problem:
            return self._page(request, form, files, refused(form, problem))
        discard_draft(owner=request.user, kind=drafts.THREAD, key=str(self.space.pk))
        return redirect(thread)

    def _form(self, *args: Any, **kwargs: Any) -> ThreadForm:
        return ThreadForm(
            *args,
            space=self.space,
            may_announce=self.request.user.has_perm("discussions.announce", self.space),
            **kwargs,
        )

    def _page(self, request: HttpRequest, form: ThreadForm, files: Attaching, status: int = 200) -> HttpResponse:
        context = form_context(form, files, preview_of(request, self.space)) | {
            "space": self.space,
            "appears_as": preview(request.user, self.space),
            "draft_url": drafts.draft_url(drafts.THREAD, self.space.pk),
            "breadcrumbs": breadcrumbs_of((self.space.title, self.space.get_absolute_url()), (_("New thread"), "")),
        }
        return render(request, "network/discussions/thread_form.html", context, status=status)


@method_decorator([never_cache, rate_limited("post")], name="dispatch")
class ThreadDetailView(KeepTextMixin, View):
    """GET shows a page of the thread, POST answers in it, with script (JSON) and without."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return signed_out_json(request) or super().dispatch(request, *args, **kwargs)

    @cached_property
    def thread(self) -> Thread:
        """With all that its page shows; a script that sends an answer gets the answer only."""
        is_sent = self.request.method == "POST" and wants_json(self.request)
        threads = threads_to_answer(self.request) if is_sent else threads_for_page(self.request)
        found = find_thread(threads, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def abilities(self) -> ThreadAbilities:
        return thread_abilities(self.request.user, self.thread)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        if (self.thread.space.slug, self.thread.pk) != (slug, pk):  # moved, or part of another thread by now
            query = request.META.get("QUERY_STRING", "")
            return redirect(self.thread.get_absolute_url() + (f"?{query}" if query else ""))
        if "unread" in request.GET:
            return redirect(self._first_unread_url())
        initial = drafts.draft_data(request.user, drafts.POST, pk) | as_initial(kept_text(request))
        quoted = quotable(self.thread, request.GET["quote"]) if "quote" in request.GET else None
        if quoted is not None:
            initial["body"] = add_quote(initial.get("body", ""), quoted)
        files = Attaching(request.user, drafts.POST, pk)
        if self.thread.has_uploads:
            files.show(initial)
        return self._page(PostForm(initial=initial or None, space=self.thread.space), files)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        try:
            thread = self.thread
        except Http404:
            return self._no_longer_member(PostForm(request.POST))
        form, files = PostForm(request.POST, space=thread.space), files_of(request, drafts.POST, thread.pk)
        if what_to_do(request):
            return self._page(form, files, shown_again(form, files))
        if not is_ready(form, files):
            return self._refuse(form, files, 422)
        try:
            values = form.cleaned_data | {"files": files.attached}
            post = publish_post(author=request.user, thread=thread, **values)
        except (ValidationError, PermissionDenied) as problem:
            return self._refuse(form, files, refused(form, problem))
        for key in {pk, thread.pk}:  # a page from before this thread took another one in knows it by that one's id
            discard_draft(owner=request.user, kind=drafts.POST, key=str(key))
        mark_thread_read(user=request.user, thread=post.thread, number=post.number)
        return self._answer(post) if wants_json(request) else redirect(post)

    def _refuse(self, form: PostForm, files: Attaching, status: int) -> HttpResponse:
        if wants_json(self.request):
            return json_refusal(self.request, form, files, status)
        return self._page(form, files, status)

    def _answer(self, post: Post) -> JsonResponse:
        html = article_html(self.request, post)
        fields = {"number": post.number, "post": serialize_post(post), "html": html, "url": post.get_absolute_url()}
        return JsonResponse(fields, status=201)

    def _no_longer_member(self, form: PostForm) -> HttpResponse:
        """Who has read here before learns what happened; for others the thread does not exist."""
        if not ThreadRead.objects.filter(user=self.request.user, thread=self.kwargs["pk"]).exists():
            raise Http404
        form.is_valid()
        form.errors.clear()
        form.add_error(None, _("You are no longer a member of this space. Your text has not been sent."))
        if wants_json(self.request):
            return json_errors(form, 403)
        return render(self.request, "network/discussions/post_refused.html", {"form": form}, status=403)

    def _first_unread_url(self) -> str:
        posts = Post.objects.filter(thread=self.thread)
        first = posts.unread_by(self.request.user).order_by("number").first() or posts.order_by("-number").first()
        if first is None:
            return self.thread.get_absolute_url()
        return page_url(self.thread, first)

    def _page(self, form: PostForm, files: Attaching, status: int = 200) -> HttpResponse:
        thread = self.thread
        posts = (
            Post.objects.filter(thread=thread).select_related("author", "poll").prefetch_related(with_places("author"))
        )
        page = CountedPaginator(posts, thread.all_posts).get_page(self.request.GET.get("page"))
        items = post_items(page.object_list, thread, self.request.user, self.abilities)
        if items and self.request.method == "GET":
            mark_thread_read(
                user=self.request.user, thread=thread, number=items[-1]["number"], known=thread.read_number
            )
        context = self._context(page, among(items, self._steps(page, items)))
        context |= form_context(form, files, preview_of(self.request, thread.space))
        return render(self.request, "network/discussions/thread_detail.html", context, status=status)

    def _suspension(self) -> str:
        found = suspension_of(self.request.user) if self.thread.suspended_until else None
        return sentence_of(found) if found else ""

    def _also_in(self) -> list[Space]:
        spaces = Space.objects.visible_to(self.request.user).filter(references__thread=self.thread)
        return list(spaces) if self.thread.has_references else []

    def _steps(self, page: Page, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those from the first post of the page on, up to the next page."""
        first = items[0]["number"] if items else 0
        return lines_of(self.thread, after=first, last=items[-1]["number"] if items and page.has_next() else None)

    def _context(self, page: Page, items: list[dict[str, Any]]) -> dict[str, Any]:
        thread, space = self.thread, self.thread.space
        space.reader_count = thread.reader_count
        posts = [item for item in items if "is_step" not in item]
        return {
            "thread": thread,
            "space": space,
            "topic": topic_of(space.pk),
            "watch_scope": scope_of(thread),
            "page_obj": page,
            "posts": posts,
            "items": items,
            "step_patterns": as_attribute(patterns()),
            "outcome": mark_safe(thread.shown_outcome),  # made by render_body
            "abilities": self.abilities,
            "suspension": self._suspension(),
            "reaction_kinds": Reaction.choices,
            "hidden_reasons": Reason.choices,
            "accepted": thread.accepted_post,
            "accepted_author": name_of(thread.accepted_post) if thread.accepted_post else "",
            "alias_id": alias_id(thread.pk, self.request.user.pk) if space.is_failure_room else 0,
            "appears_as": preview(self.request.user, space, aliased_posts(thread)),
            "also_in": self._also_in(),
            "can_refer": self.abilities.write
            and not self.abilities.manage
            and is_thread_author.test(self.request.user, thread),
            "read_number": thread.read_number,
            "first_new": first_new(posts, max(thread.read_number, thread.space_read_number)),
            "draft_url": drafts.draft_url(drafts.POST, thread.pk),
            "breadcrumbs": breadcrumbs_of((space.title, space.get_absolute_url()), (thread.title, "")),
        }


def page_url(thread: Thread, post: Post) -> str:
    before = Post.objects.filter(thread=thread, number__lt=post.number).count()
    number = before // POSTS_PER_PAGE + 1
    query = f"?page={number}" if number > 1 else ""
    return f"{thread.get_absolute_url()}{query}#{post.anchor}"


def breadcrumbs_within(thread: Thread, title: str) -> list[dict[str, str]]:
    """For a page that belongs to a thread."""
    space = thread.space
    return breadcrumbs_of(
        (space.title, space.get_absolute_url()), (thread.title, thread.get_absolute_url()), (title, "")
    )


class SpaceReadView(KeepTextMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        space = get_object_or_404(Space.objects.visible_to(request.user), slug=slug)
        mark_space_read(user=request.user, space=space)
        messages.success(request, _("Everything in this space is marked as read."))
        return redirect(space)


class EverythingReadView(KeepTextMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        mark_everything_read(user=request.user)
        messages.success(request, _("Everything in all spaces is marked as read."))
        return redirect("spaces:space-list")
