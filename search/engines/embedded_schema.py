"""The fields of the embedded index and how a document becomes one of its rows."""

from functools import cache

from tantivy import Document, Index, Schema, SchemaBuilder

from search.analysis import GRAM_LENGTH, LANGUAGES, gram_analyzer, plain_analyzer, word_analyzer
from search.documents import FACETS, SearchDocument, facet_field
from search.engines.folding import FoldedTexts

SCHEMA_VERSION = 4
"""Raise it with every change of fields or analysis: an index of another version is built anew."""

FILLER = "ÄÄÄÄ "
"""A word no question can say: folding leaves no such letters. See `_add`."""


@cache
def schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("access", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("also_in", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_bytes_field("document", stored=True)
    for name in FACETS:
        builder.add_text_field(facet_field(name), fast=True, tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        builder.add_text_field(f"title_{language}", tokenizer_name=f"words_{language}")
        builder.add_text_field(f"body_{language}", tokenizer_name=f"words_{language}")
        builder.add_text_field(f"keywords_{language}", tokenizer_name=f"words_{language}", index_option="freq")
        builder.add_text_field(f"grams_{language}", tokenizer_name="grams", index_option="freq")
    builder.add_text_field("plain", tokenizer_name="plain", index_option="basic")
    return builder.build()


def register_analyzers(index: Index) -> None:
    for language in LANGUAGES:
        index.register_tokenizer(f"words_{language}", word_analyzer(language))
    index.register_tokenizer("grams", gram_analyzer())
    index.register_tokenizer("plain", plain_analyzer())


def row_of(document: SearchDocument) -> Document:
    language = document.lang if document.lang in LANGUAGES else LANGUAGES[0]
    texts = FoldedTexts(document, language)
    row = Document()
    row.add_text("id", document.id)
    row.add_bytes("document", document.to_json().encode())
    row.add_integer("day", document.date.toordinal() if document.date else 0)
    for name, tokens in (("access", document.access), ("also_in", document.also_in)):
        for token in tokens:
            row.add_text(name, token)
    for name, values in document.all_facets().items():
        for value in values:
            row.add_text(facet_field(name), value)
    _add(row, "title", language, texts.title)
    _add(row, "body", language, texts.body)
    _add(row, "keywords", language, texts.keywords)
    _add(row, "grams", language, texts.everything)
    row.add_text("plain", texts.everything)
    return row


def _add(row: Document, field: str, language: str, text: str) -> None:
    """The text in the field of its language, and as many empty words in those of the others.

    tantivy weighs a text by its length against the average of the field over all documents, also those that have
    nothing in it: texts of two languages would count as twice as long as usual.
    """
    words = text.split()
    length = len(words)
    if field == "grams":
        length = sum([letters - GRAM_LENGTH + 1 for letters in map(len, words) if letters >= GRAM_LENGTH])
    for each in LANGUAGES:
        row.add_text(f"{field}_{each}", text if each == language else FILLER * length)
