"""Files of posts: first kept with what their owner is writing, then attached in the transaction of the post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.discussions.models import Post, PostFile
from network.discussions.models.files import MAX_DESCRIPTION, MAX_NAME
from network.files.uploads import OFFICE, clean_document, clean_photo, looks_like_photo, printable_name, smaller
from network.people.models import User

SHOWN_EDGE = 1280
"""Twice the width in which a post shows a picture."""


@dataclass(frozen=True)
class Attached:
    """A file as the form has it: with what is to be seen, or that it only decorates."""

    file: PostFile
    description: str = ""
    is_decorative: bool = False

    def write(self) -> None:
        """Onto the row; a description that is not wanted is none."""
        text = " ".join("".join(char if char.isprintable() else " " for char in self.description).split())
        self.file.description = "" if self.is_decorative else text[:MAX_DESCRIPTION]
        self.file.is_decorative = self.is_decorative
        self.file.save(update_fields=["description", "is_decorative"])


def add_file(*, owner: User, draft_key: str, upload: UploadedFile, beside: int = 0) -> PostFile:
    """Raises ValidationError for what is no file of ours, too large or damaged, or one too many `beside` the others."""
    check_count(max(beside, PostFile.objects.of_draft(owner, draft_key).count()) + 1)
    file = PostFile(
        owner=owner, draft_key=draft_key, name=printable_name(upload, MAX_NAME) or _("File"), created_at=timezone.now()
    )
    if looks_like_photo(upload):
        photo = clean_photo(upload)
        shown = smaller(photo, SHOWN_EDGE)
        file.kind, content = PostFile.Kind.IMAGE, photo.content
        file.width, file.height = shown.width, shown.height
        file.shown = shown.content
    else:
        file.kind, content = PostFile.Kind.DOCUMENT, clean_document(upload, OFFICE)
    file.file, file.size = content, content.size
    file.ending = str(content.name).rpartition(".")[2]
    file.save()
    return file


def check_count(count: int) -> None:
    if count > settings.POST_FILES:
        message = _("A post can have at most %(limit)s files.") % {"limit": settings.POST_FILES}
        raise ValidationError(message, code="files")


def remove_file(*, file: PostFile) -> None:
    """Of what is still being written; a post loses its files by being edited."""
    with transaction.atomic():
        PostFile.objects.filter(pk=file.pk, post=None).delete()


def attach(post: Post, files: Sequence[Attached]) -> bool:
    """Within the transaction of the post: these are its files now. Says whether that changed anything."""
    check_count(len(files))
    wanted = [each.file.pk for each in files]
    for file in post.files.exclude(pk__in=wanted):
        file.delete()
    PostFile.objects.filter(pk__in=wanted, owner=post.author_id, post=None).update(post=post, draft_key="")
    own = {file.pk: file for file in post.files.all()}
    for each in files:
        if each.file.pk in own:
            Attached(own[each.file.pk], each.description, each.is_decorative).write()
    shown = [file.as_shown() for file in own.values()]
    changed = shown != post.attachments
    post.attachments = shown
    return changed


def forget_unattached() -> int:
    """What was uploaded and never sent."""
    before = timezone.now() - timedelta(hours=settings.UPLOAD_KEPT_HOURS)
    count = 0
    for file in PostFile.objects.filter(post=None, created_at__lt=before):
        remove_file(file=file)
        count += 1
    return count
