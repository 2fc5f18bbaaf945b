from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse

from network.discussions.models.conversation import Post
from network.discussions.querysets import PostFileQuerySet

if TYPE_CHECKING:
    from django.core.files.storage import Storage

MAX_NAME = 120
MAX_DESCRIPTION = 300


def where(file: "PostFile", name: str) -> str:
    """Below a folder that no address of the site leads into: files of posts are read through the rule of their post."""
    return f"post_files/{file.key.hex[:2]}/{file.key.hex}-{name}"


class PostFile(models.Model):
    """A picture or document: first of what its owner is still writing (`draft_key`), then of a post."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        DOCUMENT = "document"

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="post_files")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="files")
    draft_key = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=MAX_NAME)
    ending = models.CharField(max_length=8)
    file = models.FileField(upload_to=where, max_length=200)
    shown = models.FileField(upload_to=where, max_length=200, blank=True, help_text="the picture as posts show it")
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=MAX_DESCRIPTION, blank=True)
    is_decorative = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = PostFileQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["owner", "draft_key"], name="discussions_file_of_draft"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("discussions:file", args=[self.key])

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    def stored(self) -> "list[tuple[Storage, str]]":
        return [(field.storage, field.name) for field in (self.file, self.shown) if field]

    def as_shown(self) -> dict[str, object]:
        """What a post keeps of it (`Post.attachments`), so that a page of posts asks for no files."""
        return {
            "key": str(self.key),
            "kind": self.kind,
            "name": self.name,
            "ending": self.ending,
            "size": self.size,
            "width": self.width,
            "height": self.height,
            "description": self.description,
            "is_decorative": self.is_decorative,
        }
