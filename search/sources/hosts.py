"""Documents of pages, for what stands on them and is filtered as they are."""

from collections.abc import Iterable

from search.documents import SearchDocument
from search.sources.pages import PageSource


def host_documents(page_ids: Iterable[int]) -> dict[int, SearchDocument]:
    """By page, of those that everybody may read and that are searched themselves."""
    documents = PageSource().documents(sorted(set(page_ids)))
    return {int(document.id.partition(":")[2]): document for document in documents}
