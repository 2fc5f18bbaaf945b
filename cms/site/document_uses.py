"""Which public pages a document belongs to. A document that none of them carries is nobody's to find or to open."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from cms.basepage.models import NetworkDocument, PageDocument
from cms.basepage.querysets import VisiblePageQuerySet
from cms.meetings.models import ProgrammeDocument
from network.people.rules import is_editor


class Use(NamedTuple):
    document_id: int
    page_id: int


def public_uses(documents: Sequence[int] | None = None) -> list[Use]:
    """Of these documents, or of all; those a page carries before those of its programme, then those its text links."""
    public = VisiblePageQuerySet(Page).published().values("pk")
    own = PageDocument.objects.filter(page__in=public)
    of_items = ProgrammeDocument.objects.filter(item__page__in=public)
    if documents is not None:
        own, of_items = own.filter(document__in=documents), of_items.filter(document__in=documents)
    found = [*own.order_by("page", "pk").values_list("document", "page")]
    found += of_items.order_by("item__page", "pk").values_list("document", "item__page")
    found += _linked(documents)
    closed = _in_closed_collections(found)
    return list(dict.fromkeys(Use(*each) for each in found if each[0] not in closed))


def may_open(request: HttpRequest, document: NetworkDocument) -> bool:
    """Whoever uploaded it and editors at any time, everybody else with a page they may read, and not before.

    What something else than a page refers to, as a setting does, is as public as Wagtail has it.
    """
    user = request.user
    if is_editor(user) or (user.is_authenticated and document.uploaded_by_user_id == user.pk):
        return True
    may_read_page = any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
        for page in _carrying(document)
    )
    return may_read_page or _references([document.pk]).exclude(base_content_type=_page()).exists()


def _carrying(document: NetworkDocument) -> QuerySet[Page]:
    own = PageDocument.objects.filter(document=document).values("page")
    of_items = ProgrammeDocument.objects.filter(document=document).values("item__page")
    linking = [int(page) for page in _links([document.pk]).values_list("object_id", flat=True)]
    return Page.objects.live().filter(Q(pk__in=own) | Q(pk__in=of_items) | Q(pk__in=linking))


def _linked(documents: Sequence[int] | None) -> list[tuple[int, int]]:
    """By running text, as Wagtail's index of references knows it; the worker keeps that a moment after publishing."""
    found = _links(documents).values_list("to_object_id", "object_id")
    links = [(int(document), int(page)) for document, page in found]
    if not links:
        return []
    published = VisiblePageQuerySet(Page).published().filter(pk__in={page for _document, page in links})
    public = set(published.values_list("pk", flat=True))
    return sorted({link for link in links if link[1] in public}, key=lambda link: (link[1], link[0]))


def _links(documents: Sequence[int] | None) -> QuerySet[ReferenceIndex]:
    return _references(documents).filter(base_content_type=_page())


def _references(documents: Sequence[int] | None) -> QuerySet[ReferenceIndex]:
    found = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(NetworkDocument))
    return found if documents is None else found.filter(to_object_id__in=[str(each) for each in documents])


def _page() -> ContentType:
    return ContentType.objects.get_for_model(Page)


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
    """The documents of these pages and those their text links, whoever may read them."""
    own = PageDocument.objects.filter(page__in=pages).values_list("document", flat=True)
    of_items = ProgrammeDocument.objects.filter(item__page__in=pages).values_list("document", flat=True)
    linked = _links(None).filter(object_id__in=[str(page) for page in pages])
    return sorted({*own, *of_items, *map(int, linked.values_list("to_object_id", flat=True))})
