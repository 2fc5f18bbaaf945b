"""What may be uploaded: decided by the content of a file, never by its name."""

import warnings
import zipfile
from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

PHOTO_BYTES = 12 * 1024 * 1024
PHOTO_PIXELS = 50_000_000
PHOTO_EDGE = 2560
"""A photo is made smaller to this edge: twice the width a page shows it at."""
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
JPEG_QUALITY = 86
DOCUMENT_BYTES = 15 * 1024 * 1024
ZIP_ENTRIES = 5000


TEXTS = ("pdf", "docx", "odt")
"""Documents whose text is found by the search."""
OFFICE = (*TEXTS, "xlsx", "ods", "pptx", "odp")
BY_MEMBER = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


class CleanPhoto(NamedTuple):
    content: ContentFile
    width: int
    height: int


def clean_photo(upload: UploadedFile) -> CleanPhoto:
    """The photo written anew: upright, at most 2560 pixels wide, without EXIF or anything else a camera adds."""
    _check_size(upload, PHOTO_BYTES)
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=PHOTO_FORMATS) as picture:
                if picture.width * picture.height > PHOTO_PIXELS:
                    raise ValidationError(_too_many_pixels(), code="pixels")
                return _rewritten(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_too_many_pixels(), code="pixels") from error
    except UnidentifiedImageError as error:
        message = _("This is not a photo we can show. JPEG, PNG, WebP and GIF can be used.")
        raise ValidationError(message, code="type") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This photo is damaged. Please export it once more."), code="damaged") from error


def looks_like_photo(upload: UploadedFile) -> bool:
    """Whether it begins as one of the formats we show, whatever it is called."""
    upload.seek(0)
    start = upload.read(12)
    return start.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")) or (start[:4], start[8:]) == (b"RIFF", b"WEBP")


def smaller(photo: CleanPhoto, edge: int) -> CleanPhoto:
    """A clean photo once more, for where it is shown small."""
    photo.content.seek(0)
    with Image.open(photo.content, formats=PHOTO_FORMATS) as picture:
        picture.load()
        return _rewritten(picture, edge)


def _too_many_pixels() -> str:
    return _("This photo has more than 50 million pixels. Please make it smaller.")


def _rewritten(picture: Image.Image, edge: int = PHOTO_EDGE) -> CleanPhoto:
    upright = ImageOps.exif_transpose(picture)
    has_transparency = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    clean = upright.convert("RGBA" if has_transparency else "RGB")
    clean.thumbnail((edge, edge))
    # A new picture takes over the pixels and nothing of what the file said about itself.
    blank = Image.new(clean.mode, clean.size)
    blank.paste(clean)
    file = BytesIO()
    if has_transparency:
        blank.save(file, "PNG", optimize=True)
    else:
        blank.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    name = f"{uuid4().hex}.{'png' if has_transparency else 'jpg'}"
    return CleanPhoto(ContentFile(file.getvalue(), name), *blank.size)


def clean_document(upload: UploadedFile, kinds: Collection[str] = TEXTS) -> ContentFile:
    """The document under a name that no one can guess, with the ending that belongs to its content."""
    _check_size(upload, DOCUMENT_BYTES)
    upload.seek(0)
    content = upload.read()
    kind = document_kind(content)
    if kind not in kinds:
        raise ValidationError(_not_a_document(kinds), code="type")
    return ContentFile(content, f"{uuid4().hex}.{kind}")


def _not_a_document(kinds: Collection[str]) -> str:
    if kinds == TEXTS:
        return _("Documents can be PDF, Word (.docx) or OpenDocument text (.odt). This file is something else.")
    return _(
        "This file is neither a photo (JPEG, PNG, WebP, GIF) nor a document we take: PDF, Word, Excel, PowerPoint "
        "(.docx, .xlsx, .pptx) or OpenDocument (.odt, .ods, .odp)."
    )


def document_kind(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _office_kind(archive)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return None


def is_active_content(content: bytes) -> bool:
    """HTML, SVG or another XML that a browser would run, whatever the file is called."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml"))


def _office_kind(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if len(names) > ZIP_ENTRIES or any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "[Content_Types].xml" in names:
        return next((kind for member, kind in BY_MEMBER.items() if member in names), None)
    if names and names[0] == "mimetype":
        with archive.open("mimetype") as file:
            return BY_MIMETYPE.get(file.read(60))
    return None


def printable_name(upload: UploadedFile, length: int) -> str:
    """What the file was called, without folders and without what steers a terminal; cut before its ending."""
    name = str(upload.name or "").replace("\\", "/").rpartition("/")[2]
    printable = " ".join("".join(char for char in name if char.isprintable()).split())
    stem, _dot, ending = printable.rpartition(".")
    return (
        printable if len(printable) <= length or not stem else f"{stem[: length - len(ending) - 2]}….{ending}"[:length]
    )


def _check_size(upload: UploadedFile, limit: int) -> None:
    if not upload.size:
        raise ValidationError(_("This file is empty."), code="empty")
    if upload.size > limit:
        message = _("This file has %(size)s. At most %(limit)s are possible.")
        raise ValidationError(
            message % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)}, code="size"
        )
