"""What hangs on an e-mail becomes what hangs on its post, within the limits of the page."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from network.discussions.actions import Attached, add_file, remove_file
from network.discussions.mail.reading import Incoming
from network.people.models import User


def keep_attachments(mail: Incoming, owner: User, draft_key: str) -> tuple[list[Attached], list[str]]:
    """The files, and a sentence about each that was refused. Pictures have no description yet; its author can add one."""
    files: list[Attached] = []
    refused: list[str] = []
    for attachment in mail.attachments:
        upload = SimpleUploadedFile(attachment.name, attachment.content)
        try:
            files.append(Attached(add_file(owner=owner, draft_key=draft_key, upload=upload)))
        except ValidationError as problem:
            refused.append(f"{attachment.name}: {' '.join(problem.messages)}")
    return files, refused


def drop_what_is_unattached(files: Iterable[Attached]) -> None:
    """Where the post was refused, or has come before."""
    for each in files:
        remove_file(file=each.file)
