from django import template
from django.contrib.auth.models import AnonymousUser

from network.notifications.models import Notification
from network.people.models import User

register = template.Library()


@register.simple_tag
def unread_notification_count(user: User | AnonymousUser | None) -> int:
    """`{% unread_notification_count request.user as unread_count %}`; asks nothing for visitors."""
    if not getattr(user, "is_authenticated", False):  # error pages may have no request
        return 0
    return Notification.objects.visible_to(user).unread().count()
