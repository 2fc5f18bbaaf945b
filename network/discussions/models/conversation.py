from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.discussions.querysets import PostQuerySet, ThreadQuerySet
from network.moderation.models import Reason
from network.spaces.models import Space

POSTS_PER_PAGE = 20


class Thread(models.Model):
    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")
        ANNOUNCEMENT = "announcement", _("Announcement")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="threads")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DISCUSSION)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="threads", verbose_name=_("author")
    )
    alias = models.CharField(max_length=80, blank=True, editable=False, help_text="of the post that opened it")
    last_alias = models.CharField(max_length=80, blank=True, editable=False)
    created_at = models.DateTimeField()
    last_post_at = models.DateTimeField()
    last_author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    post_count = models.PositiveIntegerField(default=0, help_text="posts that are not deleted")
    is_pinned = models.BooleanField(_("pinned"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=4000, blank=True)
    outcome_html = models.TextField(editable=False, blank=True)
    accepted_post = models.ForeignKey(
        "discussions.Post",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accepted answer"),
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("-is_pinned", "-last_post_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["space", "-is_pinned", "-last_post_at"], name="discussions_thread_order")
        ]
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:thread-detail", args=[self.space.slug, self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def opening(self) -> "Post | None":
        """The post that it begins with."""
        return self.posts.order_by("number").first()

    @property
    def shown_outcome(self) -> str:
        """What came of it, as safe HTML; a thread that goes on has none yet, whatever was written when it was closed."""
        return self.outcome_html if self.is_closed else ""

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION


class Post(models.Model):
    """One contribution. Its number is the space's number of the change that brought it, and its anchor on the page."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveBigIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="posts", verbose_name=_("author")
    )
    body = models.TextField(_("text"), max_length=20_000)
    body_html = models.TextField(editable=False)
    alias = models.CharField(
        max_length=80,
        blank=True,
        editable=False,
        help_text="in a failure room: class of the municipality, and a letter",
    )
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    reactions = models.JSONField(default=dict, editable=False, help_text="ids of people by the kind of reaction")
    attachments = models.JSONField(default=list, editable=False, help_text="its files as they are shown")
    has_poll = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, help_text="grows with every edit, so that none overwrites another")
    hidden_reason = models.CharField(
        max_length=20,
        choices=Reason.choices,
        blank=True,
        help_text="why the moderation has hidden it; its text is set aside",
    )
    is_removed = models.BooleanField(
        default=False, help_text="deleted by those who manage the space, not by its author"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "number"], name="discussions_post_number"),
            models.UniqueConstraint(
                fields=["author", "client_id"], condition=Q(client_id__isnull=False), name="discussions_post_client_id"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["thread", "number"], name="discussions_post_in_thread")]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return f"{self.space_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("discussions:post", args=[self.space.slug, self.number])

    @property
    def anchor(self) -> str:
        return f"beitrag-{self.number}"

    @property
    def is_deleted(self) -> bool:
        """Gone for its readers, for good or hidden by the moderation."""
        return self.deleted_at is not None or self.is_hidden

    @property
    def is_hidden(self) -> bool:
        return self.hidden_reason != ""


class PostVersion(models.Model):
    """A text that a post had before it was edited; with the post's deletion it goes too."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    body = models.TextField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "version"], name="discussions_version_once")]

    def __str__(self) -> str:
        return f"{self.post_id} version {self.version}"


class Change(models.Model):
    """The log of a space: what happened, in the order in which it was committed."""

    class Kind(models.TextChoices):
        THREAD_OPENED = "thread_opened", _("thread opened")
        THREAD_CHANGED = "thread_changed", _("thread changed")
        POST_PUBLISHED = "post_published", _("post published")
        POST_EDITED = "post_edited", _("post edited")
        POST_DELETED = "post_deleted", _("post deleted")
        POST_REACTED = "post_reacted", _("reactions changed")
        POST_HIDDEN = "post_hidden", _("post hidden")
        POST_RESTORED = "post_restored", _("post shown again")
        POST_POLLED = "post_polled", _("poll voted in or closed")
        THREAD_LEFT = "thread_left", _("thread left the space")
        THREAD_ARRIVED = "thread_arrived", _("thread came into the space")
        LIST_CHANGED = "list_changed", _("a thread of another space is shown, or no longer")
        THREAD_REARRANGED = "thread_rearranged", _("posts came into the thread or left it")

    class Step(models.TextChoices):
        """What was done with a thread, as a line among its posts; `docs/realtime.md` names them."""

        CLOSED = "closed", _("{actor} closed this thread.")
        OUTCOME = "outcome", _("{actor} changed what came of it.")
        REOPENED = "reopened", _("{actor} opened this thread again.")
        PINNED = "pinned", _("{actor} pinned this thread to the top.")
        UNPINNED = "unpinned", _("{actor} took this thread off the top.")
        RENAMED = "renamed", _("{actor} changed the title. It was “{former}”.")
        RECAST = "recast", _("{actor} changed what this is. It was: {former}")
        POLL_CLOSED = "poll_closed", _("The poll is closed. {former}")
        MOVED = "moved", _("{actor} moved this thread here.")
        MOVED_FROM = "moved_from", _("{actor} moved this thread here from “{former}”.")
        SPLIT = "split", _("{actor} made posts of this thread a thread of their own: “{former}”.")
        SPLIT_OFF = "split_off", _("{actor} made this thread of posts from “{former}”.")
        MERGED = "merged", _("{actor} put the posts of “{former}” into this thread.")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="changes")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="changes")
    created_at = models.DateTimeField()
    step = models.CharField(max_length=20, choices=Step.choices, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    former = models.CharField(max_length=160, blank=True, help_text="what the step replaced")

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "number"], name="discussions_change_number")]

    def __str__(self) -> str:
        return f"{self.space_id}/{self.number} {self.kind}"
