"""Documents of attachments: what their files say, page by page, found as far as a public page carries them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from cms.basepage.models import NetworkDocument
from cms.site.document_uses import public_uses
from search.analysis import guess_language
from search.documents import FACETS, PUBLIC, SearchDocument
from search.models import DocumentText
from search.sources import NumberedRows
from search.sources.hosts import host_documents
from search.sources.texts import passages

SAMPLE = 4_000
"""So many characters are enough to tell the language."""


class DocumentSource(NumberedRows):
    """One document an attachment, in the language it is written in, whichever languages its pages have."""

    prefix = "document"

    def keys(self) -> Iterator[int]:
        yield from sorted({use.document_id for use in public_uses()})

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        uses = public_uses(keys)
        texts = {text.document_id: text for text in DocumentText.objects.filter(document__in=keys)}
        hosts = host_documents(use.page_id for use in uses)
        found = []
        for document in NetworkDocument.objects.filter(pk__in={use.document_id for use in uses}).order_by("pk"):
            own = [hosts[use.page_id] for use in uses if use.document_id == document.pk and use.page_id in hosts]
            if own:
                found.append(attachment_document(document, texts.get(document.pk), own))
        return found

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        public = {use.document_id for use in public_uses(keys)}
        return {document.pk: document.url for document in NetworkDocument.objects.filter(pk__in=public)}


def attachment_document(
    document: NetworkDocument, text: DocumentText | None, hosts: Sequence[SearchDocument]
) -> SearchDocument:
    pages = pages_of(text)
    language = language_of(pages) or hosts[0].lang
    host = next((host for host in hosts if host.lang == language), hosts[0])
    places, said = placed_passages(pages)
    with translation.override(language):
        return SearchDocument(
            id=f"document:{document.pk}",
            type="document",
            lang=language,
            title=document.title,
            access=(PUBLIC,),
            passages=said,
            places=places,
            keywords=tuple(dict.fromkeys(word for word in (host.title, host.place, document.credit) if word)),
            facets=_facets_of(hosts),
            place=host.title,
            date=host.date or localtime(document.created_at).date(),
            evidence=evidence(document.file_extension.upper(), text),
        )


def pages_of(text: DocumentText | None) -> Sequence[Sequence[str]]:
    return text.pages if text is not None and text.is_readable else ()


def language_of(pages: Sequence[Sequence[str]]) -> str | None:
    return guess_language(" ".join(words for _place, words in pages)[:SAMPLE])


def placed_passages(pages: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands on every page, like a header, is kept once, where it stands first."""
    found: dict[str, str] = {}
    for place, text in pages:
        for passage in passages([text]):
            found.setdefault(passage, place)
    return tuple(found.values()), tuple(found)


def _facets_of(hosts: Sequence[SearchDocument]) -> Mapping[str, tuple[str, ...]]:
    """A document of two municipalities is found under both."""
    return {
        name: tuple(dict.fromkeys(value for host in hosts for value in host.facets.get(name, ()))) for name in FACETS
    }


def evidence(kind: str, text: DocumentText | None) -> str:
    """PDF, 3 pages"""
    if text is None or text.page_count < 2:
        return kind
    pages = ngettext("%(number)d page", "%(number)d pages", text.page_count) % {"number": text.page_count}
    return f"{kind}, {pages}"
