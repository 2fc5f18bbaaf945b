"""The pages the editors recommend to whoever asks a certain question. They work at once, without the index."""

from wagtail.models import Page

from search.documents import PUBLIC, SearchDocument
from search.engines.base import EngineResult
from search.highlighting import Highlighter
from search.queries import parse_text
from search.retrieval import Retrieved
from search.saved.models import question_key
from search.searching import Result, shown_result
from search.sources import documents_of, readable_urls
from search.vain.models import EditorsAnswer

MOST = 5


def recommended(text: str) -> list[Result]:
    """Only what everybody may read now, whatever the editors have linked."""
    key = question_key(text)
    if not key:
        return []
    answers = EditorsAnswer.objects.visible_to(None).filter(question_key=key).order_by("pk")
    pages = [answer.page for answer in answers.select_related("page__locale")[:MOST]]
    if not pages:
        return []
    ids = [f"page:{page.pk}" for page in pages]
    documents = {document.id: document for document in documents_of(ids)}
    urls = readable_urls(ids, None)
    highlighter = Highlighter(parse_text(text).all_words)
    results = []
    for page, key in zip(pages, ids, strict=True):
        document = documents.get(key) or _bare(page, key)
        if key in urls:
            results.append(shown_result(document, urls[key], Retrieved(EngineResult(0, [])), highlighter))
    return results


def _bare(page: Page, key: str) -> SearchDocument:
    """Of a list or a start page, which no search finds and an editor may well recommend."""
    return SearchDocument(id=key, type="page", lang=page.locale.language_code, title=page.title, access=(PUBLIC,))
