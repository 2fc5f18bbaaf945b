"""Which municipalities most likely know: by what they have contributed on near topics, and how much they are alike."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.municipalities.models import Membership, Municipality, user_municipalities
from network.people.models import User
from search import goodness, outbox
from search.access import tokens_for
from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineUnavailableError
from search.queries import EngineQuery
from search.ranking import NEAR_ENOUGH
from search.retrieval import Retrieval
from search.searching import SearchRequest, read_text, reread
from search.sources import readable_urls
from search.vector_store import meaning

MOST = 6
LOOKED_AT = 60
"""Results that are looked at for who wrote them."""
TYPES = ("experience", "thread", "post")
"""What a municipality has contributed; a meeting it attended or a profile says nothing about what it knows."""
CONTRIBUTION, SIZE, KIND, STATE, ACTIVITY = 5.0, 2.0, 1.0, 1.0, 0.5
"""What one contribution on the topic (at most four count), the same size class, kind and state, and each experience on
anything (at most three count) weigh."""


@dataclass
class Near:
    """What was found near the question."""

    by_municipality: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_space: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Proposal:
    municipality: Municipality
    reasons: list[str]
    score: float


def near(request: SearchRequest, user: User) -> Near:
    """Only what the asker may read counts; without an index nothing is near."""
    found = Near()
    text = read_text(request.text)
    if not text.words:
        return found
    query = EngineQuery(
        text, tokens_for(user), {"type": TYPES}, hidden=outbox.hidden_keys(), limit=LOOKED_AT, with_facets=False
    )
    try:
        store = meaning()
        if settings.SEARCH_VECTORS:
            store.refresh()
        retrieved = Retrieval(get_engine(), store, query, request.language, reread).run()
    except EngineUnavailableError:
        return found
    hits = {hit.document.id: hit.document for hit in (*retrieved.result.hits, *retrieved.other_language)}
    readable = readable_urls(hits, user)
    for document in hits.values():
        cosine = retrieved.near[document.id].cosine if document.id in retrieved.near else None
        if document.id in readable and _is_near(text, document, cosine):
            for slug in document.facets.get("municipality", ()):
                found.by_municipality[slug][document.type] += 1
            found.by_space[document.place] += document.type != "experience"
    return found


def _is_near(text: Any, document: SearchDocument, cosine: float | None) -> bool:
    return (cosine is not None and cosine >= NEAR_ENOUGH) or goodness.answers(text, document)


def proposals(found: Near, user: User) -> list[Proposal]:
    """Up to six, the most likely first; only municipalities of which somebody can be told."""
    own = user_municipalities(user).first()
    people = Membership.objects.filter(municipality=OuterRef("pk"), user__is_active=True).exclude(user=user)
    others = Municipality.objects.in_network().filter(Exists(people))
    if own is not None:
        others = others.exclude(pk=own.pk)
    experiences = Count("experience_pages", filter=Q(experience_pages__live=True), distinct=True)
    ranked = [
        _proposal(place, own, found.by_municipality.get(place.slug, Counter()))
        for place in others.annotate(experience_count=experiences)
    ]
    ranked.sort(key=lambda proposal: (-proposal.score, proposal.municipality.name))
    return [proposal for proposal in ranked if proposal.score > 0][:MOST]


def _proposal(place: Any, own: Municipality | None, contributions: Counter[str]) -> Proposal:
    experiences = contributions["experience"]
    said = contributions["thread"] + contributions["post"]
    reasons, score = [], CONTRIBUTION * min(experiences + said, 4) + ACTIVITY * min(place.experience_count, 3)
    if experiences:
        reasons.append(
            ngettext(
                "%(number)d experience near this question", "%(number)d experiences near this question", experiences
            )
            % {"number": experiences}
        )
    if said:
        reasons.append(
            ngettext("%(number)d post near this question", "%(number)d posts near this question", said)
            % {"number": said}
        )
    for is_alike, weight, words in _likenesses(place, own):
        if is_alike:
            reasons.append(words)
            score += weight
    if not reasons and place.experience_count:
        count = place.experience_count
        reasons.append(ngettext("%(number)d experience", "%(number)d experiences", count) % {"number": count})
    return Proposal(place, reasons, score)


def _likenesses(place: Municipality, own: Municipality | None) -> list[tuple[bool, float, str]]:
    if own is None:
        return []
    return [
        (place.size_class is not None and place.size_class == own.size_class, SIZE, _("similar size")),
        (place.kind == own.kind, KIND, str(place.get_kind_display())),
        (
            bool(place.state) and place.state == own.state,
            STATE,
            _("also in %(state)s") % {"state": place.get_state_display()},
        ),
    ]
