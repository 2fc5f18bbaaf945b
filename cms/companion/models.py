"""The live room of a programme item: questions from the room, and what the moderator does with them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.companion.querysets import CarriedQuestionQuerySet, QuestionQuerySet, RoomQuerySet

MAX_QUESTION = 300
MAX_ANSWER = 2_000
MAX_REASON = 200


class Room(models.Model):
    """Its changes are numbered: `last_number` is the number given last, `number` that of the last change of itself.

    It outlives its programme item, and stays with the space it was opened in, so that nobody else reads what was said.
    """

    item = models.OneToOneField(
        "meetings.ProgrammeItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="room"
    )
    space = models.ForeignKey("spaces.Space", on_delete=models.CASCADE, related_name="rooms")
    title = models.CharField(_("title"), max_length=200, help_text="of the programme item, when the room was opened")
    code = models.CharField(_("code"), max_length=8, unique=True)
    is_open = models.BooleanField(_("takes questions"), default=True)
    last_number = models.PositiveBigIntegerField(default=0, editable=False)
    number = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("companion:room", args=[self.code])

    @property
    def label(self) -> str:
        return self.item.title if self.item else self.title


class Question(models.Model):
    """`number` is that of its last change: what a page has missed are the questions with a higher one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("open")
        NEXT = "next", _("next")
        NOW = "now", _("now")
        ANSWERED = "answered", _("answered")
        LATER = "later", _("for later")
        MERGED = "merged", _("put together with another")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveBigIntegerField()
    text = models.CharField(_("question"), max_length=MAX_QUESTION)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author")
    )
    is_anonymous = models.BooleanField(_("without name"), default=False)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    version = models.PositiveIntegerField(default=1, help_text="grows with every step of a moderator")
    answer = models.TextField(_("answer"), max_length=MAX_ANSWER, blank=True)
    reason = models.CharField(_("reason"), max_length=MAX_REASON, blank=True, help_text="why it is hidden")
    hidden_from = models.CharField(
        max_length=10, blank=True, help_text="its state before the moderation hid it; empty where those of the room did"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    thread = models.ForeignKey(
        "discussions.Thread", null=True, blank=True, on_delete=models.SET_NULL, related_name="room_questions"
    )
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    vote_count = models.PositiveIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-vote_count", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "number"], name="companion_question_number"),
            models.UniqueConstraint(fields=["room"], condition=Q(state="now"), name="companion_one_question_now"),
            models.UniqueConstraint(
                fields=["author", "client_id"], condition=Q(client_id__isnull=False), name="companion_client_id"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["room", "state", "-vote_count"], name="companion_question_order")]
        verbose_name = _("question from the room")
        verbose_name_plural = _("questions from the room")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.room.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"frage-{self.pk}"


class Vote(models.Model):
    """Somebody wants to hear the answer, too. Votes that came with a merged question know it, and go with it again."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    came_with = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "user"], name="companion_vote_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"


class CarriedQuestion(models.Model):
    """A question that was left open, and goes to the meeting whose space this is."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="carried")
    space = models.ForeignKey("spaces.Space", on_delete=models.CASCADE, related_name="carried_questions")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    objects = CarriedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "space"], name="companion_carried_once")]
        verbose_name = _("question from the last meeting")
        verbose_name_plural = _("questions from the last meeting")

    def __str__(self) -> str:
        return f"{self.question_id} → {self.space_id}"


class Note(models.Model):
    """What the room has written down together; `version` grows with every text, so that none overwrites another."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="note")
    body = models.TextField(_("results"), max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_version = models.PositiveIntegerField(default=0, help_text="the last one an editor took into the page")

    class Meta:
        verbose_name = _("results of a live room")
        verbose_name_plural = _("results of live rooms")

    def __str__(self) -> str:
        return f"{self.room_id} version {self.version}"


class NoteVersion(models.Model):
    """A text that was there before somebody else wrote on, or the same person later."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "version"], name="companion_note_version")]

    def __str__(self) -> str:
        return f"{self.note_id} version {self.version}"
