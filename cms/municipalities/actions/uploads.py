"""Files of an experience that is still being written."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from cms.basepage.models import NetworkDocument, NetworkImage
from cms.municipalities.models import PendingUpload
from network.files.uploads import clean_document, clean_photo

SUBMISSIONS = "Einreichungen"
TITLE_LENGTH = 200


def submissions_collection() -> Collection:
    existing = Collection.objects.filter(name=SUBMISSIONS).first()
    return existing or Collection.get_first_root_node().add_child(name=SUBMISSIONS)


def add_photo(*, owner: Any, key: str, upload: UploadedFile, description: str, credit: str) -> PendingUpload:
    """Raises ValidationError for what is no photo, too large or damaged."""
    photo = clean_photo(upload)
    with transaction.atomic():
        image = NetworkImage(
            title=_title(upload),
            file=photo.content,
            width=photo.width,
            height=photo.height,
            description=description[:255],
            credit=credit[:255],
            collection=submissions_collection(),
            uploaded_by_user=owner,
        )
        image._set_image_file_metadata()  # noqa: SLF001 -- what Wagtail's own upload form calls
        image.save()
        return PendingUpload.objects.create(owner=owner, draft_key=key, kind=PendingUpload.Kind.PHOTO, image=image)


def add_document(*, owner: Any, key: str, upload: UploadedFile, title: str = "") -> PendingUpload:
    """Raises ValidationError for what is no document we take, or too large."""
    file = clean_document(upload)
    with transaction.atomic():
        document = NetworkDocument(
            title=title.strip()[:TITLE_LENGTH] or _title(upload),
            file=file,
            collection=submissions_collection(),
            uploaded_by_user=owner,
        )
        document._set_document_file_metadata()  # noqa: SLF001 -- what Wagtail's own upload form calls
        document.save()
        return PendingUpload.objects.create(
            owner=owner, draft_key=key, kind=PendingUpload.Kind.DOCUMENT, document=document
        )


def describe_upload(
    *, upload: PendingUpload, description: str | None = None, credit: str | None = None, title: str | None = None
) -> None:
    if upload.image is not None:
        upload.image.description = (description or "")[:255]
        upload.image.credit = (credit or "")[:255]
        upload.image.save(update_fields=["description", "credit"])
    if upload.document is not None and title and title.strip():
        upload.document.title = title.strip()[:TITLE_LENGTH]
        upload.document.save(update_fields=["title"])


def remove_upload(*, upload: PendingUpload) -> None:
    """The file goes with it, unless a page or one of its versions shows it."""
    with transaction.atomic():
        upload.delete()
        file = upload.image or upload.document
        if file is not None and not upload.draft_key.startswith("page-") and not file.get_usage().count():
            file.delete()


def _title(upload: UploadedFile) -> str:
    stem = str(upload.name or "").replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    printable = "".join(char for char in stem if char.isprintable()).strip()
    return printable[:TITLE_LENGTH] or "Datei"
