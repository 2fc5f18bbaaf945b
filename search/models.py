from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.alerts.models import Arrival, FirstSeen, NewHit
from search.asking.models import NetworkQuestion
from search.saved.models import SavedSearch
from search.vain.models import EditorsAnswer, VainSearch

__all__ = [
    "Arrival",
    "DocumentVectors",
    "EditorsAnswer",
    "FirstSeen",
    "NetworkQuestion",
    "NewHit",
    "OutboxEntry",
    "SavedSearch",
    "VainSearch",
]


class OutboxEntry(models.Model):
    """A thing whose row has changed and whose document has not yet: written in the transaction of the row."""

    class Operation(models.TextChoices):
        UPDATE = "update", _("update")
        REMOVE = "remove", _("remove")
        """Must not be found from now on: a search leaves it out even before the index knows."""
        REBUILD = "rebuild", _("rebuild")

    key = models.CharField(max_length=80)
    operation = models.CharField(max_length=10, choices=Operation.choices, default=Operation.UPDATE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["operation", "key"], name="search_outbox_operation")]
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class DocumentText(models.Model):
    """The text of an attachment, kept so that the index can be built anew without opening a file."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being read")
        READ = "read", _("read")
        EMPTY = "empty", _("without text")
        REFUSED = "refused", _("refused")

    class Reason(models.TextChoices):
        """Why nothing was read, as an editor needs to hear it; the codes are those of the reading process."""

        NONE = "", _("nothing to complain of")
        ENCRYPTED = "encrypted", _("The file is protected by a password.")
        DAMAGED = "damaged", _("The file is damaged or incomplete.")
        KIND = "kind", _("The content is neither PDF nor Word (.docx) nor OpenDocument text (.odt).")
        SIZE = "size", _("The file is too large.")
        PAGES = "pages", _("The document has too many pages.")
        BOMB = "bomb", _("The file unpacks to far more than a document needs.")
        HOSTILE = "hostile", _("The file contains instructions that no document needs.")
        SLOW = "slow", _("Reading the file took too long.")
        MEMORY = "memory", _("Reading the file took too much memory.")
        CRASHED = "crashed", _("The reading program failed on this file.")
        MISSING = "missing", _("The file is no longer where it was kept.")
        SCAN = "scan", _("No text was found: these are pictures of pages, as a scanner makes them.")

    document = models.OneToOneField(
        "basepage.NetworkDocument", null=True, on_delete=models.CASCADE, related_name="text"
    )
    post_file = models.OneToOneField("discussions.PostFile", null=True, on_delete=models.CASCADE, related_name="text")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    stamp = models.CharField(max_length=200)
    """What the document's row said of the file when it was to be read; another stamp is another file."""
    content_hash = models.CharField(max_length=64, blank=True)
    reader_version = models.PositiveSmallIntegerField(default=0)
    pages = models.JSONField(default=list)
    """Pairs of a place (see `search.places`) and the text there."""
    page_count = models.PositiveIntegerField(_("pages"), default=0)
    is_cut = models.BooleanField(default=False)
    """There is more text than is kept."""
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="search_text_of_one_file",
                condition=models.Q(document__isnull=False, post_file__isnull=True)
                | models.Q(document__isnull=True, post_file__isnull=False),
            ),
        )
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return str(self.document or self.post_file)

    @property
    def source_key(self) -> str:
        """Of the document in the index that the text belongs to."""
        return f"post_file:{self.post_file_id}" if self.post_file_id else f"document:{self.document_id}"

    @property
    def is_readable(self) -> bool:
        """Whether `pages` is the text of the file as it is now."""
        return self.state == self.State.READ

    @property
    def verdict(self) -> str:
        """What came of the reading, as a sentence for an editor."""
        if self.state in {self.State.EMPTY, self.State.REFUSED}:
            return str(self.get_reason_display())
        if self.is_cut:
            return gettext("The text is very long: only its beginning can be searched.")
        return gettext("The text of this document can be searched.")


class DocumentVectors(models.Model):
    """What the passages of a document mean, as vectors; empty until the worker has come to it."""

    key = models.CharField(max_length=80, unique=True)
    lang = models.CharField(max_length=2)
    text_hash = models.CharField(max_length=32)
    vectors = models.BinaryField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("vectors of a document")
        verbose_name_plural = _("vectors of documents")

    def __str__(self) -> str:
        return self.key
