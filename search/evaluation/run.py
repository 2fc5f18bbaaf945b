"""Asks an engine, filled with a judged set, every judged question, just as the page would."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from search.documents import PUBLIC, SearchDocument
from search.engines.base import Engine
from search.evaluation.judged import Judged
from search.evaluation.measures import DEPTH, Figures
from search.meaning import Meaning, to_bytes
from search.queries import EngineQuery, parse_text
from search.retrieval import Retrieval
from search.vector_server import VectorServer
from search.vector_store import VectorStore
from search.vectors import encode, texts_of

FLOORS = Path(__file__).with_name("floors.json")


def encoded(documents: Iterable[SearchDocument]) -> dict[str, np.ndarray]:
    found = ((document, encode(texts_of(document))) for document in documents)
    return {document.id: to_bytes(vectors) for document, vectors in found if vectors is not None}


def meaning_of(engine: Engine, documents: Iterable[SearchDocument], known: Mapping[str, np.ndarray]) -> Meaning:
    """The engine's own k-NN where it has one, as for the page."""
    if knn := engine.knn():
        return VectorServer(knn)
    store = VectorStore()
    store.add((each.id, each.lang, known[each.id].tobytes()) for each in documents if each.id in known)
    return store


def evaluate(engine: Engine, store: Meaning, judged: Iterable[Judged]) -> dict[str, Figures]:
    figures: dict[str, Figures] = {}
    for each in judged:
        query = EngineQuery(parse_text(each.text), (PUBLIC,), {"lang": (each.lang,)}, limit=DEPTH, with_facets=False)
        across = each.kind == "other_language"
        retrieved = Retrieval(engine, store, query).run(with_other_language=across)
        hits = retrieved.other_language if across else retrieved.result.hits
        figures.setdefault(f"{each.kind} {each.lang}", Figures()).add(each, [hit.document.id for hit in hits])
    return figures
