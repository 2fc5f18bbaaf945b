"""Drawn pictures and small documents. The drawing takes the time, so it is done before the rows are written."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from cms.basepage.models import NetworkDocument, NetworkImage
from network.demo import records
from network.demo.data import Entry, read
from network.demo.loaders.municipalities import user
from network.demo.pictures import draw

EDITOR = "redaktion"
_made: list[tuple[Storage, str]] = []


def load() -> Iterator[NetworkImage]:
    for key, scene in read("pictures")["pictures"].items():
        yield records.find_or_make(
            f"image:{key}",
            NetworkImage,
            lambda key=key, scene=scene: _make_image(key, read("pictures")["scenes"][scene]),
        )


@cache
def drawn(key: str) -> bytes:
    return draw(read("pictures")["pictures"][key], key)


def draw_missing() -> Iterator[str]:
    """Before the transaction, so that the database is not held while the pictures come into being."""
    for key in read("pictures")["pictures"]:
        if records.find(f"image:{key}", NetworkImage) is None:
            drawn(key)
            yield key


def _make_image(key: str, scene: Entry) -> NetworkImage:
    name = f"demo-{key.replace('/', '-')}.jpg"
    image = NetworkImage(
        title=scene["title"],
        description=scene["alt"],
        credit=read("pictures")["credit"],
        file=ContentFile(drawn(key), name=name),
        uploaded_by_user=user(EDITOR),
    )
    image._set_image_file_metadata()  # noqa: SLF001 -- what Wagtail's own upload form calls
    image.full_clean(exclude=["tags"])
    image.save()
    _made.append((image.file.storage, image.file.name))
    return image


def delete_files_made() -> None:
    """A rollback takes the rows back, not the files."""
    while _made:
        storage, name = _made.pop()
        storage.delete(name)


def remember_files(stored: Iterable[tuple[Storage, str]]) -> None:
    """Of posts, so that they go too if the load fails."""
    _made.extend(stored)


def image(key: str) -> NetworkImage | None:
    return records.find(f"image:{key}", NetworkImage)


def document(key: str, title: str, write: Callable[[], bytes], ending: str = "pdf") -> NetworkDocument:
    """`write` gives the content; it is called at the first load only."""
    return records.find_or_make(f"document:{key}", NetworkDocument, lambda: _make_document(key, title, write(), ending))


def _make_document(key: str, title: str, content: bytes, ending: str) -> NetworkDocument:
    made = NetworkDocument(
        title=title,
        credit=read("pictures")["credit"].replace("Illustration", "Dokument"),
        file=ContentFile(content, name=f"demo-{key}.{ending}"),
        uploaded_by_user=user(EDITOR),
    )
    made._set_document_file_metadata()  # noqa: SLF001 -- what Wagtail's own upload form calls
    made.save()
    _made.append((made.file.storage, made.file.name))
    return made
