"""Who is told of questions to the network and of their answers."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.discussions.models import Thread
from network.municipalities.models import Municipality
from network.notifications.actions import notify
from network.notifications.registry import register_kind
from network.people.models import User
from search.saved.models import SavedSearch

ASKED = "search.asked"
ANSWERED = "search.answered"


def register() -> None:
    register_kind(
        ASKED,
        gettext_lazy("My municipality is asked"),
        reason=gettext_lazy("You receive this e-mail because a question is addressed to your municipality."),
    )
    register_kind(
        ANSWERED,
        gettext_lazy("There is an answer to what I searched for in vain"),
        reason=gettext_lazy(
            "You receive this e-mail because you searched for this in vain and asked to be told, once, of an answer."
        ),
    )


def tell_municipalities(thread: Thread, municipalities: Iterable[Municipality]) -> int:
    """Everybody of them who may read the thread, once, whichever of them they belong to. Answers how many."""
    told: set[int] = {thread.author_id or 0}
    for municipality in municipalities:
        people = [person for person in _people_of(municipality, thread) if person.pk not in told]
        told.update(person.pk for person in people)
        notify(
            verb=ASKED,
            recipients=people,
            actor=thread.author,
            subject=lambda place=municipality.label: (  # type: ignore[misc]
                _("%(place)s is asked: “%(title)s”") % {"place": place, "title": thread.title}
            ),
            url=thread.get_absolute_url,
            target_key=f"thread:{thread.pk}",
        )
    return len(told) - 1


def _people_of(municipality: Municipality, thread: Thread) -> list[User]:
    people = User.objects.active().filter(memberships__municipality=municipality).distinct()
    return [person for person in people if person.has_perm("discussions.view_thread", thread)]


def tell_of_answer(saved: SavedSearch, url: Callable[[], str]) -> None:
    notify(
        verb=ANSWERED,
        recipients=[saved.owner],
        subject=lambda: _("There is an answer to your search “%(text)s”") % {"text": saved.name},
        url=url,
        target_key=saved.target_key,
    )
