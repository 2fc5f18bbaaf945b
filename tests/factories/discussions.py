"""Threads and posts come about as in life, through the actions, so that numbers and counts are right."""

from network.discussions import actions
from network.discussions.models import Post, Thread
from network.people.models import User
from network.spaces.models import Space
from tests.factories.people import UserFactory
from tests.factories.spaces import SpaceFactory


def make_thread(
    *,
    space: Space | None = None,
    author: User | None = None,
    title: str = "Sprachkurse am Abend",
    body: str = "Wer hat Erfahrung damit?",
    kind: str = Thread.Kind.QUESTION,
) -> Thread:
    return actions.open_thread(
        author=author or UserFactory(), space=space or SpaceFactory(), title=title, body=body, kind=kind
    )


def make_post(*, thread: Thread | None = None, author: User | None = None, body: str = "Wir in Krefeld.") -> Post:
    return actions.publish_post(author=author or UserFactory(), thread=thread or make_thread(), body=body)
