from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext

from network.notifications.models import Notification
from network.people.models import User

register = template.Library()


@register.simple_tag
def unread_notification_count(user: User | AnonymousUser | None) -> int:
    """`{% unread_notification_count request.user as unread_count %}`; asks nothing for visitors."""
    if not getattr(user, "is_authenticated", False):  # error pages may have no request
        return 0
    return Notification.objects.visible_to(user).unread().count()


@register.inclusion_tag("network/notifications/watch.html", takes_context=True)
def watch(context: RequestContext, scope: str, level: str, outer_level: str = "") -> dict[str, Any]:
    """`{% watch "thread:3" thread.chosen_level thread.space_level %}`: whether one follows or mutes it, and the buttons."""
    return {
        "scope": scope,
        "own_level": level,
        "level": level or outer_level,
        "csrf_token": context.get("csrf_token"),
    }
