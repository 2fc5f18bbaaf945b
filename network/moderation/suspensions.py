"""Whether a person may write. Every action that publishes a text of a member asks `check_may_write`."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.moderation.models import Suspension
from network.people.models import User


def suspension_of(user: User) -> Suspension | None:
    return Suspension.objects.current().filter(person=user).order_by("-until").first()


def check_may_write(user: User) -> None:
    suspension = suspension_of(user)
    if suspension is not None:
        raise PermissionDenied(sentence_of(suspension))


def sentence_of(suspension: Suspension) -> str:
    return _("You cannot write at the moment (%(reason)s). You can write again from %(day)s on.") % {
        "reason": suspension.get_reason_display(),
        "day": day_of(suspension.until),
    }


def day_of(moment: datetime) -> str:
    return date_format(localtime(moment), pgettext("format of a day", "j F Y"))


def suspension_end_of(user: User) -> QuerySet[Suspension]:
    """For `Subquery`, where a page asks it along with something else."""
    return Suspension.objects.current().filter(person=user).order_by("-until").values("until")[:1]
