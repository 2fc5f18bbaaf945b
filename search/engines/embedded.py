"""The engine without a server: tantivy, in the process that asks, with its files in one folder.

The folder holds one subfolder per index version and a file `current` that names the one in use. Writers, in
whichever process, take turns by a lock on `lock`; readers notice a new version or a commit by looking at two files.
"""

import fcntl
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter, Query, Searcher

from search.analysis import stem
from search.documents import SearchDocument
from search.engines.asking import answer
from search.engines.base import Begun, EngineResult, EngineUnavailableError, IndexMissingError, WriterBusyError
from search.engines.embedded_reader import EmbeddedReader, document_at
from search.engines.embedded_schema import SCHEMA_VERSION, register_analyzers, row_of, schema
from search.meaning import VectorsOf
from search.queries import EngineQuery

WRITER_MEMORY = 30_000_000
LOCK_ROUND_SECONDS = 0.02


class EmbeddedWriter:
    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer

    def put(self, documents: Iterable[SearchDocument], vectors_of: VectorsOf | None = None) -> None:
        for document in documents:
            self._writer.delete_documents_by_term("id", document.id)
            self._writer.add_document(row_of(document))

    def remove(self, ids: Iterable[str]) -> None:
        for document_id in ids:
            self._writer.delete_documents_by_term("id", document_id)

    def flush(self) -> None:
        self._writer.commit()


class EmbeddedEngine:
    takes_vectors = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opening = threading.Lock()
        self._index: Index | None = None
        self._seen: tuple[object, ...] = ()

    # --- files ---

    @property
    def _pointer(self) -> Path:
        return self.folder / "current"

    def _current(self) -> Path | None:
        """The folder of the index in use, if there is one of this version of the schema."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        path = self.folder / name
        is_ours = name.startswith(f"v{SCHEMA_VERSION}-") and (path / "meta.json").exists()
        return path if is_ours else None

    @contextmanager
    def _locked(self, wait_seconds: float) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + wait_seconds
        with (self.folder / "lock").open("a") as handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise WriterBusyError from None
                    time.sleep(LOCK_ROUND_SECONDS)
            yield

    def _open(self) -> Index:
        """The index as of its last commit, whoever made it."""
        path = self._current()
        if path is None:
            raise IndexMissingError("there is no index")
        try:
            state = (path / "meta.json").stat()
            seen = (path, state.st_mtime_ns, state.st_ino, state.st_size)
            if seen == self._seen and self._index is not None:
                return self._index
            with self._opening:
                if self._index is None or not self._seen or self._seen[0] != path:
                    index = Index.open(str(path))
                    register_analyzers(index)
                    index.config_reader("manual")
                    self._index = index
                self._index.reload()
                self._seen = seen
                return self._index
        except (OSError, ValueError) as error:
            raise IndexMissingError(str(error)) from error

    def _searcher(self) -> Searcher:
        return self._open().searcher()

    def discard(self) -> None:
        """Forget an index that cannot be read: `is_ready` is then false, and the worker builds a new one."""
        self._pointer.unlink(missing_ok=True)
        self._index = None

    # --- writing ---

    @contextmanager
    def writing(self, *, wait_seconds: float = 0) -> Iterator[EmbeddedWriter]:
        with self._locked(wait_seconds):
            path = self._current()
            if path is None:
                raise IndexMissingError("there is no index")
            try:
                index = Index.open(str(path))
                register_analyzers(index)
                writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
            except (OSError, ValueError) as error:
                raise EngineUnavailableError(str(error)) from error
            try:
                yield EmbeddedWriter(writer)
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()

    def begun(self) -> Begun | None:
        """Never: a new index is written in seconds, and one that was cut short is thrown away."""
        return None

    def rebuild(
        self,
        batches: Iterable[list[SearchDocument]],
        *,
        on_progress: Callable[[int], None] | None = None,
        wait_seconds: float = 600,
        go_on: Begun | None = None,
        vectors_of: VectorsOf | None = None,
    ) -> int:
        with self._locked(wait_seconds):
            path = self.folder / f"v{SCHEMA_VERSION}-{time.time_ns()}"
            path.mkdir()
            index = Index(schema(), path=str(path))
            register_analyzers(index)
            writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
            count = 0
            try:
                for batch in batches:
                    EmbeddedWriter(writer).put(batch)
                    count += len(batch)
                    if on_progress:
                        on_progress(count)
                writer.commit()
                writer.wait_merging_threads()
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._point_to(path)
            return count

    def _point_to(self, path: Path) -> None:
        fresh = self.folder / "current.new"
        fresh.write_text(path.name, encoding="ascii")
        os.replace(fresh, self._pointer)  # noqa: PTH105 — atomic, which Path.rename promises only on POSIX
        for old in self.folder.glob("v*-*"):
            if old != path:
                shutil.rmtree(old, ignore_errors=True)  # readers that have it open keep their mapping

    # --- asking ---

    def knn(self) -> None:
        """tantivy has none: vectors are compared in memory."""

    def search(self, query: EngineQuery) -> EngineResult:
        for is_last_try in (False, True):
            try:
                return answer(EmbeddedReader(self._searcher()), query)
            except (ValueError, OSError) as error:
                # A merge in another process can take a file away between reading its name and opening it.
                self._seen = ()
                if is_last_try:
                    self._discard_if_broken()
                    raise IndexMissingError(str(error)) from error
        raise AssertionError("unreachable")

    def documents(self, ids: Iterable[str]) -> dict[str, SearchDocument]:
        wanted = list(ids)
        if not wanted:
            return {}
        searcher = self._searcher()
        found = searcher.search(Query.term_set_query(schema(), "id", wanted), limit=len(wanted), count=False)
        documents = [document_at(searcher, address) for _, address in found.hits]
        return {document.id: document for document in documents}

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        searcher = self._searcher()
        found = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
        for _, address in found.hits:
            row = searcher.doc(address)
            yield str(row.get_first("id")), bytes(row.get_first("document")).decode()  # type: ignore[arg-type]

    def count(self) -> int:
        return self._searcher().num_docs

    def is_ready(self) -> bool:
        try:
            self._open()
        except EngineUnavailableError:
            return False
        return True

    def is_missing(self) -> bool:
        return not self.is_ready()

    def _discard_if_broken(self) -> None:
        """A query that fails on a sound index is a mistake in the query; only an unreadable index is thrown away."""
        try:
            searcher = self._searcher()
            for _, address in searcher.search(Query.all_query(), limit=1).hits:
                document_at(searcher, address)
        except (EngineUnavailableError, ValueError, OSError):
            self.discard()

    def document_frequency(self, word: str, languages: tuple[str, ...]) -> Mapping[str, int]:
        searcher = self._searcher()
        return {language: searcher.doc_freq(f"body_{language}", stem(word, language)) for language in languages}
