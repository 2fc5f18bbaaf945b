"""What other packages call. Everything happens after commit; nothing of it can fail what was committed."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.people.models import User
from network.realtime import messages
from network.realtime.groups import CONTROL, PERSON, topic_group
from network.realtime.hub import receive_locally
from network.realtime.models import Revocation
from network.realtime.process import PROCESS_ID
from network.realtime.sender import sender

REVOCATIONS_KEPT = timedelta(days=1)


def push(topic: str, message: Mapping[str, Any]) -> None:
    """Deliver a numbered change to everyone who listens to the topic: serialised once, in this process at once."""
    transaction.on_commit(partial(_deliver, topic, message), robust=True)


def _deliver(topic: str, message: Mapping[str, Any]) -> None:
    text = messages.message(topic, message)
    _tell(topic_group(topic), {"type": "topic.message", "topic": topic, "number": message["number"], "text": text})


def hint(user_ids: Iterable[int]) -> None:
    """Tell these people's pages to look again at what is counted for them: one message, however many people."""
    if topics := [f"{PERSON}:{pk}" for pk in user_ids]:
        transaction.on_commit(partial(_tell, CONTROL, {"type": "control.hint", "topics": topics}), robust=True)


def hint_readers(topic: str) -> None:
    """Something to be counted happened in the topic: tell the pages that ask for news of everybody who may read it."""
    transaction.on_commit(partial(_tell, CONTROL, {"type": "control.news", "topic": topic}), robust=True)


def revoke(user_id: int, topic: str) -> None:
    """The person hears nothing more of the topic on any open socket."""
    _revoke(user_id=user_id, topic=topic)


def review(topic: str) -> None:
    """Other people may read the topic from now on: those who listen and no longer may hear nothing more."""
    _revoke(user_id=None, topic=topic)


def close_session(user: User, session_key: str) -> None:
    """Close the sockets that were opened with a session which has ended."""
    _revoke(user_id=user.pk, session=session_mark(session_key))


def close_sockets(user: User) -> None:
    """Close all sockets of a person, whatever the session."""
    _revoke(user_id=user.pk)


def session_mark(session_key: str | None) -> str:
    """Tells sessions apart without writing their keys anywhere."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()


def forget_revocations() -> None:
    """Whoever was to be told has been told within seconds."""
    Revocation.objects.filter(created_at__lt=timezone.now() - REVOCATIONS_KEPT).delete()


def _revoke(*, user_id: int | None, topic: str = "", session: str = "") -> None:
    Revocation.objects.create(user_id=user_id, topic=topic, session=session)
    message = {"type": "control.revoke", "user_id": user_id, "topic": topic, "session": session}
    transaction.on_commit(partial(_tell, CONTROL, message), robust=True)


def _tell(group: str, message: dict[str, Any]) -> None:
    receive_locally(message)
    sender.send(group, message | {"origin": PROCESS_ID})
