"""What the search page offers beside its results: to save the search, to ask the network, to be told of an answer.

One function fills the context of `search/includes/save_search.html`, `search/includes/ask_network.html` and
`search/includes/recommended.html`.
"""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from network.people.rules import is_active_user
from search.parameters import Address
from search.saved.criteria import fields_of, proposed_name
from search.saved.models import Frequency, Purpose, SavedSearch, fingerprint_of, question_key
from search.searching import SearchRequest, SearchResponse
from search.vain.recommending import recommended


def offers(asked: SearchRequest, response: SearchResponse, user: Any) -> dict[str, Any]:
    is_member = is_active_user(user)
    own = _own(asked, user) if is_member else []
    has_criteria = bool(asked.text or asked.filters)
    return {
        "recommended": recommended(asked.text) if asked.page == 1 else [],
        "save": _save(asked, own, user) if has_criteria else None,
        "ask": _ask(asked, response, own, is_member) if asked.text else None,
    }


def _own(asked: SearchRequest, user: Any) -> list[SavedSearch]:
    """This search, as far as the person has saved it or waits for its answer; one query."""
    fields = fields_of(asked)
    saved = fingerprint_of(fields["text"], asked.filters, asked.sort, fields["near"])
    same = [saved, fingerprint_of(fields["text"], {}, "")]
    return list(SavedSearch.objects.owned_by(user).filter(fingerprint__in=same))


def _save(asked: SearchRequest, own: list[SavedSearch], user: Any) -> dict[str, Any]:
    is_member = is_active_user(user)
    url = Address(reverse("saved_searches:save"), asked).asking(asked.text)
    return {
        "url": url if is_member else _signed_in(url),
        "is_member": is_member,
        "saved": next((saved for saved in own if saved.purpose == Purpose.SAVED), None),
        "name": proposed_name(asked, user) if is_member else "",
        "frequencies": Frequency.choices,
    }


def _ask(asked: SearchRequest, response: SearchResponse, own: list[SavedSearch], is_member: bool) -> dict[str, Any]:
    url = Address(reverse("asking:ask"), asked).asking(asked.text)
    waits = [saved for saved in own if saved.is_wish and saved.frequency != Frequency.OFF]
    return {
        "is_poor": response.is_poor,
        # Results of which none fits come after the way out; where there are none, or they do, it comes last.
        "place": "above" if response.is_poor and response.total else "below",
        "is_member": is_member,
        "url": url if is_member else _signed_in(url),
        "unfit_url": Address(reverse("asking:unfit"), asked).asking(asked.text),
        "wish_url": Address(reverse("saved_searches:wish"), asked).asking(asked.text),
        "can_wish": is_member and bool(question_key(asked.text)),
        "wish": waits[0] if waits else None,
    }


def _signed_in(url: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': url})}"
