"""Where in a text a passage stands: on a page, below a heading, in a paragraph. Written "page:3", "heading:Outlook"."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from search.documents import SearchDocument

PAGE, HEADING, PARAGRAPH = "page", "heading", "paragraph"


def place_of(document: SearchDocument, passage: int) -> str:
    return document.places[passage] if 0 <= passage < len(document.places) else ""


def label_of(place: str) -> str:
    """For the reader, in the reader's language."""
    kind, _colon, what = place.partition(":")
    if kind == PAGE:
        return _("page %(number)s") % {"number": what}
    if kind == PARAGRAPH:
        return _("paragraph %(number)s") % {"number": what}
    return _("under “%(heading)s”") % {"heading": what} if kind == HEADING else ""


def exact_url(url: str, place: str) -> str:
    """Every browser opens a PDF at a page; other documents have no addresses within."""
    kind, _colon, what = place.partition(":")
    is_page_of_pdf = kind == PAGE and urlsplit(url).path.lower().endswith(".pdf")
    return f"{url}#page={what}" if is_page_of_pdf else url
