"""What the home of those who moderate says: how many cases wait."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.moderation.models import Case
from network.people.home import Item, Section, register_section
from network.people.models import User


def register() -> None:
    register_section("moderation", 40, open_cases)


def open_cases(user: User, request: HttpRequest) -> Section | None:
    """Left out for everybody who moderates nothing, and where nothing waits."""
    waiting = list(Case.objects.visible_to(user).open().order_by("opened_at").values_list("opened_at", flat=True)[:100])
    if not waiting:
        return None
    text = ngettext("%(count)d report is open", "%(count)d reports are open", len(waiting)) % {"count": len(waiting)}
    day = date_format(localtime(waiting[0]), "SHORT_DATE_FORMAT")
    return Section(
        title=_("Moderation"),
        items=[
            Item(
                text=text,
                url=reverse("moderation:queue"),
                meta=_("the oldest since %(day)s") % {"day": day},
                action_label=_("Look at them"),
            )
        ],
    )
