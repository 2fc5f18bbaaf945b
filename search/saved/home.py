"""What a member's home says about saved searches."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.people.home import Item, Section, register_section
from network.people.models import User
from search.alerts.newest import new_counts
from search.saved.models import SavedSearch

LINES = 8


def register() -> None:
    register_section("saved-searches", 130, saved_searches)


def saved_searches(user: User, request: HttpRequest) -> Section | None:
    """Those with something new first; left out for who has saved none."""
    own = list(SavedSearch.objects.owned_by(user))
    counts = new_counts(own, user)
    own.sort(key=lambda saved: -counts.get(saved.pk, 0))
    items = [_line(saved, counts.get(saved.pk, 0)) for saved in own[:LINES]]
    return Section(title=_("My searches"), items=items) if items else None


def _line(saved: SavedSearch, new_count: int) -> Item:
    item = Item(text=saved.name, url=saved.get_absolute_url(), action_label=_("Open"))
    if new_count:
        item["meta"] = ngettext("%(number)d new result", "%(number)d new results", new_count) % {"number": new_count}
    elif saved.is_wish:
        item["meta"] = _("waiting for an answer")
    return item
