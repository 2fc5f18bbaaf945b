"""People who are signed in, spaces and threads: what the bench of the sockets and the faults are run with."""

from dataclasses import dataclass
from typing import Any

PEOPLE = 100
WORDS = (
    "Bei uns gibt es die Kinderbetreuung im selben Haus, in dem der Sprachkurs stattfindet: zwei Räume der Volkshochschule, "
    "eine Erzieherin und zwei Ehrenamtliche. **Bezahlt** wird sie zur Hälfte aus Landesmitteln. Wer rechnet das anders ab?"
)


@dataclass(frozen=True)
class World:
    people: list[Any]
    cookies: list[str]
    """Of each person, signed in."""
    threads: list[Any]
    """The first ones of as many spaces."""


def make_world(spaces: int = 1) -> World:
    """Needs a database without people and Django set up."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from tests.factories.discussions import make_thread
    from tests.factories.people import UserFactory
    from tests.factories.spaces import SpaceFactory

    call_command("migrate", interactive=False, verbosity=0)
    call_command("set_up_site", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    people = [UserFactory(password="!") for _ in range(PEOPLE)]
    cookies = []
    for person in people:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return World(people, cookies, [make_thread(space=SpaceFactory(), author=people[0]) for _ in range(spaces)])
