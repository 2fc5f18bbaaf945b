"""The files of a form of a post. They are on the server before anything else is decided, so that no mistake costs one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from network.discussions.actions import Attached, add_file, remove_file
from network.discussions.models import Post, PostFile
from network.people.models import User

LISTED = "files_listed"
"""A field that says that the form lists the files: what it does not list is to go."""
REMOVE = "remove:"


@dataclass
class FileRow:
    """A file with what the form says about it."""

    file: PostFile
    description: str
    is_decorative: bool
    error: str = ""

    @classmethod
    def read(cls, file: PostFile, values: Mapping[str, Any]) -> "FileRow":
        """From what was typed, or else from what is kept."""
        start = f"file-{file.key}-"
        if f"{start}description" not in values:
            return cls(file, file.description, file.is_decorative)
        return cls(file, str(values[f"{start}description"]), bool(values.get(f"{start}decorative")))

    def check(self) -> str:
        if self.file.is_image and not self.is_decorative and not self.description.strip():
            self.error = _("Say what is to be seen, or mark the picture as purely decorative.")
        return self.error

    @property
    def attached(self) -> Attached:
        return Attached(self.file, self.description, self.is_decorative)


class Attaching:
    """The rows of the form that `kind` and `pk` name as a draft; with a `post` also those it has already."""

    def __init__(self, user: User, kind: str, pk: int, post: Post | None = None) -> None:
        self.user, self.post = user, post
        self.draft_key = f"{kind}:{pk}"
        self.rows: list[FileRow] = []
        self.problems: list[str] = []
        self.is_listed = False

    def show(self, typed: Mapping[str, Any]) -> "Attaching":
        self.rows = [FileRow.read(file, typed) for file in self._kept()]
        return self

    def take(self, data: QueryDict, uploads: Sequence[UploadedFile], *, do: str = "") -> "Attaching":
        """What was sent: the files listed before, without one whose removal was asked for, and those that come with it."""
        self.is_listed = LISTED in data
        listed = set(data.getlist("file")) - {do.removeprefix(REMOVE)}
        for file in self._kept():
            if not self.is_listed or str(file.key) in listed:
                self._keep(FileRow.read(file, data))
            elif f"{REMOVE}{file.key}" == do:
                remove_file(file=file)
        for upload in uploads:
            self._add(upload)
        return self

    def check(self) -> list[str]:
        """What is wrong with the files before they can be sent: refused ones, and pictures nobody has described."""
        undescribed = [f"{row.file.name}: {error}" for row in self.rows if (error := row.check())]
        return [*self.problems, *undescribed]

    @property
    def attached(self) -> list[Attached] | None:
        """For the action; None where a form without a list of files leaves them as they are."""
        is_asked = self.is_listed or self.post is None or len(self.rows) > len(self.post.attachments)
        return [row.attached for row in self.rows] if is_asked else None

    def _kept(self) -> list[PostFile]:
        own = list(self.post.files.all()) if self.post is not None else []
        return [*own, *PostFile.objects.of_draft(self.user, self.draft_key)]

    def _keep(self, row: FileRow) -> None:
        if row.file.post_id is None:
            row.attached.write()
        self.rows.append(row)

    def _add(self, upload: UploadedFile) -> None:
        try:
            file = add_file(owner=self.user, draft_key=self.draft_key, upload=upload, beside=len(self.rows))
        except ValidationError as problem:
            self.problems.append(f"{upload.name}: {' '.join(problem.messages)}")
        else:
            self.rows.append(FileRow(file, "", is_decorative=False))


def find_own_upload(user: User, key: UUID) -> PostFile | None:
    """Of what is still being written."""
    return PostFile.objects.filter(owner=user, post=None, key=key).first()
