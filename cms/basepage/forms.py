"""The admin's forms for media: what editors upload is looked at as what members upload is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from network.files.uploads import clean_photo, document_kind, is_active_content

CHECKED_KINDS = ("pdf", "docx", "odt")


class ImageForm(BaseImageForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return file
        photo = clean_photo(file)
        stem = str(file.name).rpartition(".")[0] or "bild"
        ending = str(photo.content.name).rpartition(".")[2]
        cleaned = InMemoryUploadedFile(
            photo.content.file, "file", f"{stem}.{ending}", f"image/{ending}", photo.content.size, None
        )
        cleaned.image = getattr(file, "image", None)  # type: ignore[attr-defined] # as Wagtail's field leaves it
        return cleaned


class DocumentForm(BaseDocumentForm):
    """Editors may upload more kinds than members; but a file is what its name says, and never a web page."""

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return file
        file.seek(0)
        content = file.read()
        file.seek(0)
        ending = str(file.name).rpartition(".")[2].lower()
        if is_active_content(content) or (ending in CHECKED_KINDS and document_kind(content) != ending):
            raise ValidationError(_("The content of this file is not what its name says."), code="type")
        return file
