"""Our own judged set: what people of the field ask, graded over the pages of the demo network.

`field.jsonl` names a page by its kind and the address part of its German version. A page counts once, in whatever
language or part of it is found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wagtail.models import Page

from cms.meetings.models import MeetingPage, ProgrammeItem
from cms.site.document_uses import public_uses
from search.documents import PUBLIC, SearchDocument
from search.engines.base import Engine
from search.evaluation.judged import Judged, read_lines
from search.evaluation.measures import DEPTH, Figures
from search.indexing import all_documents
from search.meaning import Meaning
from search.queries import EngineQuery
from search.retrieval import Retrieval
from search.searching import read_text, reread
from search.sources.meetings import part_ids

QUERIES = Path(__file__).with_name("field.jsonl")


@dataclass(frozen=True)
class FieldDocuments:
    documents: list[SearchDocument]
    things: dict[str, str]
    """What a document is, or is part of, in the words of the judgements: by its id."""


def read_field() -> FieldDocuments:
    """What visitors may read in the database."""
    documents = [each for batch in all_documents() for each in batch if PUBLIC in each.access]
    rows = list(Page.objects.values_list("pk", "slug", "translation_key", "locale__language_code"))
    german = {key: slug for _pk, slug, key, language in rows if language == "de"}
    slugs = {f"page:{pk}": german.get(key, slug) for pk, slug, key, _language in rows}
    things = {each.id: f"{each.type}:{slugs[each.id]}" for each in documents if each.id in slugs}
    parts = {part: things[page] for part, page in pages_of_parts() if page in things}
    return FieldDocuments(documents, things | {each.id: parts[each.id] for each in documents if each.id in parts})


def pages_of_parts() -> Iterator[tuple[str, str]]:
    """What stands on a page and is found by itself; an attachment of several pages counts as the first."""
    for pk, page in ProgrammeItem.objects.values_list("pk", "page"):
        yield f"programme_item:{pk}", f"page:{page}"
    for page in MeetingPage.objects.published():
        yield from ((part, f"page:{page.pk}") for part in part_ids([page]))
    for use in reversed(public_uses()):
        yield f"document:{use.document_id}", f"page:{use.page_id}"


def read_field_queries() -> Iterator[Judged]:
    for row in read_lines(QUERIES):
        yield Judged(row["kind"], row["lang"], row["text"], row["relevant"])


def unknown_things(judged: Iterable[Judged], field: FieldDocuments) -> set[str]:
    """What is judged and not there: the demo network is not loaded, or has changed."""
    return {key for each in judged for key in each.grades} - set(field.things.values())


def evaluate_field(
    engine: Engine, store: Meaning, judged: Iterable[Judged], field: FieldDocuments
) -> dict[str, Figures]:
    """Asked as a visitor does on the page, without filters; the list in the other language follows the results."""
    figures: dict[str, Figures] = {}
    for each in judged:
        query = EngineQuery(read_text(each.text), (PUBLIC,), limit=DEPTH, with_facets=False)
        retrieved = Retrieval(engine, store, query, each.lang, reread).run()
        hits = (*retrieved.result.hits, *retrieved.other_language)
        found = [field.things.get(hit.document.id, hit.document.id) for hit in hits]
        for name in (f"field {each.kind}", "field all"):
            figures.setdefault(name, Figures()).add(each, found)
    return figures
