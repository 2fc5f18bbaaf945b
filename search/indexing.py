"""Brings the index up to what the database says: piece by piece from the outbox, or all of it anew."""

import logging
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from search import outbox, vectors
from search.alerts import arrivals
from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineUnavailableError, Writer, WriterBusyError
from search.models import OutboxEntry
from search.sources import documents_of, sources
from search.sources.expansions import expand

logger = logging.getLogger(__name__)

BATCH = 500
WAIT_FOR_WRITER_SECONDS = 120


def process_outbox(*, wait_seconds: float = 0) -> int:
    """Index what has changed; answers how many changes were worked off.

    Safe in several processes at once: whoever holds the writer does the work, the others go on without waiting
    (or wait for their turn). Entries are deleted after the index has been committed, so a crash in between only
    means that the same is done twice.
    """
    if get_engine().is_missing():
        outbox.request_rebuild()
    done = 0
    while entries := _next_entries():
        try:
            _work_off(entries, wait_seconds)
        except WriterBusyError:
            logger.debug("another process is writing to the index")
            break
        # Exactly those that were read: another one of the same range may be committed meanwhile.
        for start in range(0, len(entries), BATCH):
            OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries[start : start + BATCH]]).delete()
        done += len(entries)
    return done


def _next_entries() -> list[OutboxEntry]:
    """The oldest; all of them where a rebuild is asked for, which does the others' work too and must come first."""
    waiting = OutboxEntry.objects.order_by("pk")
    if waiting.filter(operation=OutboxEntry.Operation.REBUILD).exists():
        return list(waiting)
    return list(waiting[:BATCH])


def _work_off(entries: list[OutboxEntry], wait_seconds: float) -> None:
    if any(entry.operation == OutboxEntry.Operation.REBUILD for entry in entries):
        rebuild(wait_seconds=wait_seconds)
        return
    keys = expand(entry.key for entry in entries)
    with get_engine().writing(wait_seconds=wait_seconds) as writer:
        # Read after the entries and inside the lock: the rows can only be newer than what is asked for.
        for start in range(0, len(keys), BATCH):
            _index(writer, keys[start : start + BATCH])
    arrivals.note(keys)


def _index(writer: Writer, keys: list[str]) -> None:
    documents = documents_of(keys)
    gone = set(keys) - {document.id for document in documents}
    writer.put(documents, vectors.known)
    writer.remove(gone)
    vectors.expect(documents)
    vectors.forget(gone)


def index_imported() -> None:
    """What was imported is searchable when the command returns, whoever else is writing."""
    process_outbox(wait_seconds=WAIT_FOR_WRITER_SECONDS)


def all_documents(without: Container[str] = ()) -> Iterator[list[SearchDocument]]:
    for source in sources():
        every = source.keys()
        keys = (key for key in every if f"{source.prefix}:{key}" not in without)
        while batch := list(islice(keys, BATCH)):
            yield source.documents(batch)


def rebuild(*, on_progress: Callable[[int], None] | None = None, wait_seconds: float = 600) -> int:
    """A new index beside the old one, which answers until the new one takes its place.

    One that was cut short goes on, where the engine has kept it up to date since.
    """
    begun = get_engine().begun()
    if begun:
        logger.info("the rebuild that was cut short goes on: it has %d documents", len(begun.ids))

    keys: list[str] = sorted(begun.ids) if begun else []

    def batches() -> Iterator[list[SearchDocument]]:
        for documents in all_documents(begun.ids if begun else ()):
            vectors.expect(documents)
            keys.extend(document.id for document in documents)
            yield documents

    count = get_engine().rebuild(
        batches(), on_progress=on_progress, wait_seconds=wait_seconds, go_on=begun, vectors_of=vectors.known
    )
    arrivals.note(keys)
    if begun:
        _look_again(begun.ids)
    return count


def _look_again(ids: Iterable[str]) -> None:
    """What has vanished from the database without a trace was not noticed by the rebuild that skipped it."""
    there: set[str] = set()
    for source in sources():
        there.update(f"{source.prefix}:{key}" for key in iter(source.keys()))
    with transaction.atomic():
        outbox.record(sorted(set(ids) - there))


@dataclass(frozen=True)
class Drift:
    """Where index and database differ."""

    missing: list[str]
    outdated: list[str]
    superfluous: list[str]

    @property
    def all_keys(self) -> list[str]:
        return [*self.missing, *self.outdated, *self.superfluous]


def find_drift() -> Drift:
    """Compare every document; what is still in the outbox is on its way and no drift."""
    indexed = dict(get_engine().fingerprints())
    waiting = set(expand(OutboxEntry.objects.values_list("key", flat=True)))
    missing, outdated, seen = [], [], set()
    for documents in all_documents():
        for document in documents:
            seen.add(document.id)
            if document.id in waiting:
                continue
            if document.id not in indexed:
                missing.append(document.id)
            elif indexed[document.id] != document.to_json():
                outdated.append(document.id)
    return Drift(missing, outdated, sorted(set(indexed) - seen - waiting))


@transaction.atomic
def repair(drift: Drift) -> None:
    outbox.record(drift.all_keys)


class Trouble:
    """Says once that the index cannot be written, not with every turn of the worker."""

    is_told = False


def process_periodically() -> None:
    """The worker's turn; an index that cannot be written now is tried again at the next."""
    try:
        process_outbox()
    except EngineUnavailableError as error:
        logger.log(logging.DEBUG if Trouble.is_told else logging.WARNING, "the search index waits: %s", error)
        Trouble.is_told = True
    else:
        Trouble.is_told = False
