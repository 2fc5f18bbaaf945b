"""What a member's home says first: what happened and has not been read."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.notifications.models import Notification
from network.people.home import Item, Section, register_section
from network.people.models import User

LINES = 6


def register() -> None:
    register_section("notifications", 10, unread)


def unread(user: User, request: HttpRequest) -> Section:
    notifications = Notification.objects.visible_to(user).unread()[:LINES]
    return Section(
        title=_("For you"),
        items=[
            Item(
                text=notification.subject,
                url=reverse("notifications:open", args=[notification.pk]),
                meta=date_format(localtime(notification.updated_at), "SHORT_DATETIME_FORMAT"),
                action_label=_("Read"),
            )
            for notification in notifications
        ],
        empty_text=_("Nothing new for you."),
    )
