"""Loads the demo network; see `removal` for how it goes again."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.basepage.models import Tag
from cms.basepage.registry import after_import
from network.demo import records
from network.demo.loaders import (
    experiences,
    handbook,
    ideas,
    media,
    meetings,
    municipalities,
    profiles,
    rooms,
    site,
    spaces,
)
from network.demo.quiet import drop_repeated_tasks

Say = Callable[[str], None]
Load = Callable[[], Iterator[object]]

STEPS: tuple[tuple[str | Promise, Load], ...] = (
    (gettext_lazy("Accounts"), municipalities.load_people),
    (gettext_lazy("Municipalities"), municipalities.load),
    (gettext_lazy("Pictures"), media.load),
    (gettext_lazy("Spaces with their conversations"), spaces.load),
    (gettext_lazy("Start page and standard pages"), site.load),
    (gettext_lazy("Profiles"), profiles.load),
    (gettext_lazy("Formats and chapters"), handbook.load),
    (gettext_lazy("Experiences"), experiences.load),
    (gettext_lazy("Good ideas"), ideas.load),
    (gettext_lazy("Adoptions"), ideas.load_adoptions),
    (gettext_lazy("Meetings"), meetings.load),
    (gettext_lazy("Live rooms"), rooms.load),
)
EVERY = 20


def load_demo(say: Say = lambda line: None) -> None:
    """All of it or nothing; what is there already is left as it is. What it brings can be found when it returns."""
    begun = timezone.now()
    # Content is written in German, whatever language the command speaks.
    with translation.override("de"):
        run(gettext_lazy("Drawing pictures"), media.draw_missing, say)
        try:
            _load(say)
        except BaseException:
            media.delete_files_made()
            raise
        drop_repeated_tasks(begun)
        after_import()
    say(_("The demo network is loaded (%(seconds)d s).") % {"seconds": (timezone.now() - begun).seconds})


@transaction.atomic
def _load(say: Say) -> None:
    run(gettext_lazy("Fixed pages"), site.tree, say)
    known = set(Tag.objects.values_list("pk", flat=True))
    for what, load in STEPS:
        run(what, load, say)
    _remember_tags(known)


def _remember_tags(known: set[int]) -> None:
    for tag in Tag.objects.exclude(pk__in=known):
        records.remember(f"tag:{tag.key}", tag)


def run(what: str | Promise, load: Load, say: Say) -> None:
    """Says what it is about, now and then how far it is, and how many there were."""
    number = 0
    for number, _entry in enumerate(load(), start=1):
        if number % EVERY == 0:
            say(f"  {what}: {number} …")
    say(f"{what}: {number}")
