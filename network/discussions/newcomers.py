"""What a member may do in the first days: fewer posts an hour, fewer links and mentions in each.

It ends after NEW_MEMBER_DAYS or with the NEW_MEMBER_POSTS-th post, whichever comes first: who was invited and writes in
earnest shall hardly notice.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from network.discussions.mentions import Mentions
from network.discussions.models import Post
from network.people.models import User
from network.people.roles import Role

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
HOUR = timedelta(hours=1)


def is_newcomer(user: User) -> bool:
    young = timezone.now() - user.date_joined < timedelta(days=settings.NEW_MEMBER_DAYS)
    if user.role != Role.MEMBER or not young:
        return False
    return Post.objects.filter(author=user).count() < settings.NEW_MEMBER_POSTS


def check_newcomer(user: User, body: str, mentions: Mentions, *, is_edit: bool = False) -> None:
    if not is_newcomer(user):
        return
    if not is_edit:
        _check_pace(user)
    _check_number(len(set(LINK.findall(body))), settings.NEW_MEMBER_LINKS, TOO_MANY_LINKS, "links")
    _check_number(mentions.count, settings.NEW_MEMBER_MENTIONS, TOO_MANY_MENTIONS, "mentions")


TOO_MANY_LINKS = _(
    "In the first days here a post can have at most %(limit)s links; this one has %(count)s. After %(days)s days, or with "
    "your post number %(posts)s, this limit ends."
)
TOO_MANY_MENTIONS = _(
    "In the first days here a post can mention at most %(limit)s people and municipalities; this one mentions %(count)s. "
    "After %(days)s days, or with your post number %(posts)s, this limit ends."
)


def _check_number(count: int, limit: int, sentence: str, code: str) -> None:
    if count > limit:
        values = {"count": count, "limit": limit, "days": settings.NEW_MEMBER_DAYS, "posts": settings.NEW_MEMBER_POSTS}
        raise ValidationError(sentence, code=code, params=values)


def _check_pace(user: User) -> None:
    limit, now = settings.NEW_MEMBER_POSTS_PER_HOUR, timezone.now()
    lately = Post.objects.filter(author=user, created_at__gt=now - HOUR).order_by("-created_at")
    moments = list(lately.values_list("created_at", flat=True)[:limit])
    if len(moments) >= limit:
        again = localtime(moments[-1] + HOUR + timedelta(minutes=1))
        raise ValidationError(
            _(
                "In the first days here one can write %(limit)s posts an hour. You can go on at %(time)s; your text stays here."
            ),
            code="newcomer",
            params={"limit": limit, "time": time_format(again, pgettext("format of a time", "H:i"))},
        )
