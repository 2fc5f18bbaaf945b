"""Reports and decisions come about as in life, through the actions."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.discussions.models import Post
from network.discussions.moderation import key_of
from network.moderation.actions import Ruling, decide, report
from network.moderation.models import Case, Decision, Reason
from network.moderation.registry import look_up
from network.people.models import User
from tests.factories.discussions import make_post
from tests.factories.people import CoordinatorFactory, UserFactory


def make_case(
    *,
    post: Post | None = None,
    key: str = "",
    reporter: User | None = None,
    reason: str = Reason.INSULT,
    text: str = "",
) -> Case:
    key = key or key_of(post or make_post())
    return report(subject=look_up([key])[key], reporter=reporter or UserFactory(), reason=reason, text=text).case


def rule(case: Case, kind: str = Decision.Kind.HIDE, *, actor: User | None = None, **fields: Any) -> Decision:
    known: dict[str, Any] = {"reason": Reason.INSULT, "text": "So nicht."}
    if kind == Decision.Kind.SUSPEND:
        known["until"] = timezone.now() + timedelta(days=7)
    return decide(case=case, actor=actor or CoordinatorFactory(), ruling=Ruling(kind, **known | fields))
