"""Which public pages a document belongs to. A document that none of them carries is nobody's to find."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q
from wagtail.models import CollectionViewRestriction, Page

from cms.basepage.models import NetworkDocument, PageDocument
from cms.basepage.querysets import VisiblePageQuerySet
from cms.meetings.models import ProgrammeDocument


class Use(NamedTuple):
    document_id: int
    page_id: int


def public_uses(documents: Sequence[int] | None = None) -> list[Use]:
    """Of these documents, or of all; those of the page itself before those of its programme."""
    public = VisiblePageQuerySet(Page).published().values("pk")
    own = PageDocument.objects.filter(page__in=public)
    of_items = ProgrammeDocument.objects.filter(item__page__in=public)
    if documents is not None:
        own, of_items = own.filter(document__in=documents), of_items.filter(document__in=documents)
    found = [*own.order_by("page", "pk").values_list("document", "page")]
    found += of_items.order_by("item__page", "pk").values_list("document", "item__page")
    closed = _in_closed_collections(found)
    return list(dict.fromkeys(Use(*each) for each in found if each[0] not in closed))


def _in_closed_collections(found: list[tuple[int, int]]) -> set[int]:
    """Wagtail does not serve these to everybody, whichever page they stand on."""
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    condition = Q()
    for path in paths:
        condition |= Q(collection__path__startswith=path)
    if not condition:
        return set()
    own = NetworkDocument.objects.filter(pk__in={document for document, _page in found})
    return set(own.filter(condition).values_list("pk", flat=True))


def attached_to(pages: Sequence[int]) -> list[int]:
    """The documents of these pages, whoever may read them."""
    own = PageDocument.objects.filter(page__in=pages).values_list("document", flat=True)
    of_items = ProgrammeDocument.objects.filter(item__page__in=pages).values_list("document", flat=True)
    return sorted({*own, *of_items})
