"""The fields of the index on a server and how a document becomes one of its rows.

The server gets terms, not texts: `search.analysis` has folded, stemmed and cut them, and the server only splits at
spaces. So both engines and the highlighter say the same about every word.
"""

from typing import Any

from search.analysis import LANGUAGES, gram_analyzer, plain_analyzer, word_analyzer
from search.documents import FACETS, SearchDocument, facet_field
from search.engines.folding import FoldedTexts

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,  # 100,000 documents fit one well, and frequencies are then those of all
    "auto_expand_replicas": "0-1",
    "gc_deletes": "1d",  # so long a late write cannot bring back what was deleted
}


def _terms(options: str, *, norms: bool = True) -> dict[str, Any]:
    return {"type": "text", "analyzer": "whitespace", "index_options": options, "norms": norms}


def mappings() -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": {"type": "keyword"},
        "access": {"type": "keyword"},
        "also_in": {"type": "keyword"},
        "day": {"type": "integer"},
        "document": {"type": "text", "index": False},
        "plain": _terms("docs", norms=False),
    }
    fields |= {facet_field(name): {"type": "keyword"} for name in FACETS}
    for language in LANGUAGES:
        fields |= {
            f"title_{language}": _terms("positions"),
            f"body_{language}": _terms("positions"),
            f"keywords_{language}": _terms("freqs"),
            f"grams_{language}": _terms("freqs"),
        }
    # What is only searched needs no second copy.
    return {"dynamic": "strict", "_source": {"includes": ["id", "document"]}, "properties": fields}


def row_of(document: SearchDocument) -> dict[str, Any]:
    language = document.lang if document.lang in LANGUAGES else LANGUAGES[0]
    texts = FoldedTexts(document, language)
    analyzer = word_analyzer(language)
    row: dict[str, Any] = {
        "id": document.id,
        "document": document.to_json(),
        "day": document.date.toordinal() if document.date else 0,
        "access": list(document.access),
        "also_in": list(document.also_in),
        f"grams_{language}": " ".join(gram_analyzer().analyze(texts.everything)),
        "plain": " ".join(plain_analyzer().analyze(texts.everything)),
    }
    row |= {facet_field(name): list(values) for name, values in document.all_facets().items()}
    for name, text in (("title", texts.title), ("body", texts.body), ("keywords", texts.keywords)):
        row[f"{name}_{language}"] = " ".join(analyzer.analyze(text))
    return row
