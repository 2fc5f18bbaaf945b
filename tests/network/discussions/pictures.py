"""Small files as browsers send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.search.attachments import files


def photo(name: str = "platz.jpg", size: tuple[int, int] = (60, 40), *, kind: str = "JPEG") -> SimpleUploadedFile:
    """With the place where it was taken in its EXIF."""
    picture, file = Image.new("RGB", size, "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Aufgenommen in Krefeld"
    picture.save(file, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return SimpleUploadedFile(name, file.getvalue())


def pdf(name: str = "bericht.pdf", text: str = "Quittenprojekt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(text))
