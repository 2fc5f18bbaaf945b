"""Keeps what is cached of topics and privacy as fresh as the rows, also those edited in Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction

from cms.basepage import access, vocabulary
from cms.basepage.models import Topic


def _forget_topics(sender: Any, **kwargs: Any) -> None:
    forget_now_and_on_commit(vocabulary.forget)


def _forget_restrictions(sender: Any, **kwargs: Any) -> None:
    forget_now_and_on_commit(access.forget)


def forget_now_and_on_commit(forget: Callable[[], None]) -> None:
    """Now for this transaction; again on commit, because another request may have read the old rows meanwhile."""
    forget()
    transaction.on_commit(forget)


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_forget_topics, sender=Topic, dispatch_uid=f"basepage_topics_{id(signal)}")
        signal.connect(_forget_restrictions, sender=PageViewRestriction, dispatch_uid=f"basepage_private_{id(signal)}")
