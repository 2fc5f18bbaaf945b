"""What travels on the socket; docs/realtime.md describes it for those who write a client."""

import json
from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import Any, NotRequired, TypedDict

PROTOCOL = 2
"""Grows when an older client could no longer understand us; such a client is asked to reload."""

MAX_FRAME = 64 * 1024
MAX_TOPICS = 20


class CloseCode(IntEnum):
    """4000 to 4999 are ours (RFC 6455, 7.4.2)."""

    UNSUPPORTED_DATA = 1003
    TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    BAD_FRAME = 4400
    SIGNED_OUT = 4401
    TOO_SLOW = 4408
    OTHER_PROTOCOL = 4426
    TOO_MANY_SOCKETS = 4428
    FLOOD = 4429


class ErrorCode(StrEnum):
    BAD_FRAME = "bad_frame"
    UNKNOWN_TYPE = "unknown_type"
    NOT_FOUND = "not_found"
    TOO_MANY_TOPICS = "too_many_topics"
    UNAVAILABLE = "unavailable"


class ChangeMessage(TypedDict):
    """What a package pushes to a topic: numbered, and the same for everyone who may read the topic."""

    number: int
    kind: str
    at: str
    thread: NotRequired[dict[str, Any]]
    post: NotRequired[dict[str, Any] | None]
    step: NotRequired[dict[str, Any]]
    room: NotRequired[dict[str, Any]]
    question: NotRequired[dict[str, Any]]


class Person(TypedDict):
    id: int
    name: str
    municipality: str


def dump(frame: Mapping[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def hello(version: str) -> str:
    return dump({"type": "hello", "protocol": PROTOCOL, "version": version})


def subscribed(
    topic: str, number: int, changes: Sequence[Mapping[str, Any]], *, more: bool = False, reset: bool = False
) -> str:
    return dump(
        {"type": "subscribed", "topic": topic, "number": number, "changes": changes, "more": more, "reset": reset}
    )


def unsubscribed(topic: str, reason: str) -> str:
    return dump({"type": "unsubscribed", "topic": topic, "reason": reason})


def message(topic: str, change: Mapping[str, Any]) -> str:
    return dump({"type": "message", "topic": topic, "number": change["number"], "change": change})


def hint(topic: str) -> str:
    return dump({"type": "hint", "topic": topic})


def presence(topic: str, people: Sequence[Mapping[str, Any]], count: int) -> str:
    return dump({"type": "presence", "topic": topic, "people": people, "count": count})


def typing(topic: str, thread: int, person: Person | None) -> str:
    return dump({"type": "typing", "topic": topic, "thread": thread, "person": person})


def error(code: ErrorCode, topic: str | None = None) -> str:
    return dump({"type": "error", "code": code, **({"topic": topic} if topic else {})})


def pong() -> str:
    return dump({"type": "pong"})
