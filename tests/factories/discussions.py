"""Threads and posts come about as in life, through the actions, so that numbers and counts are right; the worker has
told those who listen of them.
"""

from network.discussions import actions
from network.discussions.actions.telling import tell_waiting
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
    thread = actions.open_thread(
        author=author or UserFactory(), space=space or SpaceFactory(), title=title, body=body, kind=kind
    )
    tell_waiting()
    return thread


def make_post(*, thread: Thread | None = None, author: User | None = None, body: str = "Wir in Krefeld.") -> Post:
    post = actions.publish_post(author=author or UserFactory(), thread=thread or make_thread(), body=body)
    tell_waiting()
    return post
