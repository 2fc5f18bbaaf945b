"""The admin's forms for images: what editors upload is cleaned as what members upload is."""

from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from wagtail.images.forms import BaseImageForm

from cms.basepage.uploads import clean_photo


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
