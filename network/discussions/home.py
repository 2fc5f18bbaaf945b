"""What a member's home says about conversations."""

from django.db.models import F
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.discussions.models import Thread
from network.discussions.muting import without_muted
from network.people.home import Item, Section, register_section
from network.people.models import User

LINES = 8


def register() -> None:
    register_section("questions", 120, open_questions)
    register_section("unread-threads", 110, unread_threads)


def open_questions(user: User, request: HttpRequest) -> Section:
    threads = (
        Thread.objects.visible_to(user).unanswered().exclude(author=user).select_related("space", "author")[:LINES]
    )
    return Section(
        title=_("Questions without an answer"),
        items=[
            Item(text=thread.title, url=thread.get_absolute_url(), meta=_meta(thread), action_label=_("Answer"))
            for thread in threads
        ],
        empty_text=_("Every question has an answer."),
    )


def unread_threads(user: User, request: HttpRequest) -> Section:
    threads = (
        without_muted(Thread.objects.visible_to(user), user, thread="pk")
        .with_unread_for(user)
        .filter(unread_count__gt=0)
        .select_related("space", "author")
        .order_by(F("last_post_at").desc())[:LINES]
    )
    return Section(
        title=_("New in the spaces"),
        items=[
            Item(
                text=thread.title,
                url=f"{thread.get_absolute_url()}?unread",
                meta=_meta(thread),
                action_label=ngettext("%(number)d new post", "%(number)d new posts", thread.unread_count)
                % {"number": thread.unread_count},
                thread=thread.pk,
            )
            for thread in threads
        ],
        empty_text=_("You have read everything."),
    )


def _meta(thread: Thread) -> str:
    return f"{thread.space.title}, {date_format(localtime(thread.last_post_at), 'SHORT_DATE_FORMAT')}"
