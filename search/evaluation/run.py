"""Asks the embedded engine, filled with a judged set, every judged question, just as the page would."""

from collections.abc import Iterable
from pathlib import Path

from search.documents import PUBLIC, SearchDocument
from search.engines.base import Engine
from search.evaluation.judged import Judged
from search.evaluation.measures import DEPTH, Figures
from search.queries import EngineQuery, parse_text
from search.retrieval import Retrieval
from search.vector_store import VectorStore
from search.vectors import encode, pack, texts_of

FLOORS = Path(__file__).with_name("floors.json")


def fill_store(documents: Iterable[SearchDocument]) -> VectorStore:
    store = VectorStore()
    encoded = ((document, encode(texts_of(document))) for document in documents)
    store.add((document.id, document.lang, pack(vectors)) for document, vectors in encoded if vectors is not None)
    return store


def evaluate(engine: Engine, store: VectorStore, judged: Iterable[Judged]) -> dict[str, Figures]:
    figures: dict[str, Figures] = {}
    for each in judged:
        query = EngineQuery(parse_text(each.text), (PUBLIC,), {"lang": (each.lang,)}, limit=DEPTH)
        across = each.kind == "other_language"
        retrieved = Retrieval(engine, store, query).run(with_other_language=across)
        hits = retrieved.other_language if across else retrieved.result.hits
        figures.setdefault(f"{each.kind} {each.lang}", Figures()).add(each, [hit.document.id for hit in hits])
    return figures
