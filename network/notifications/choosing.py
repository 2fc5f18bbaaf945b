"""What a person chooses to be told of. E-mails that wait already come as was chosen last."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.notifications.models import Event, Level, Preference, Rhythm, ScopeChoice
from network.notifications.timing import due_at
from network.notifications.wishes import wishes_of_one
from network.people.models import User
from network.realtime.actions import hint


def change_preference(
    *,
    user: User,
    level: str,
    rhythm: str,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    weekdays_only: bool = False,
    time_zone: str = "Europe/Berlin",
) -> Preference:
    if (quiet_from is None) != (quiet_until is None):
        raise ValidationError(_("Please say from when until when, or leave both empty."), code="quiet")
    wanted: dict[str, Any] = {
        "level": Level(level),
        "rhythm": Rhythm(rhythm),
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "weekdays_only": weekdays_only,
        "time_zone": time_zone,
    }
    with transaction.atomic():
        before = wishes_of_one(user, ()).preference.rhythm
        preference, _created = Preference.objects.update_or_create(user=user, defaults=wanted)
        _plan_anew(preference, before)
    return preference


def choose(*, user: User, scope: str, level: str | None = None, rhythm: str | None = None) -> None:
    """For one space or thread; None leaves as it is, an empty text goes back to what holds further out."""
    wanted = {name: value for name, value in (("level", level), ("rhythm", rhythm)) if value is not None}
    if (level and level not in Level.values) or (rhythm and rhythm not in Rhythm.values):
        raise ValidationError(_("That cannot be chosen here."), code="choice")
    with transaction.atomic():
        choice, _created = ScopeChoice.objects.update_or_create(user=user, scope=scope, defaults=wanted)
        if not choice.level and not choice.rhythm:
            choice.delete()
        if level is not None:  # what is muted is not counted
            hint([user.pk])


def forget_choices(*, user: User) -> None:
    ScopeChoice.objects.filter(user=user).delete()


def stop_letters(user_id: int, scopes: list[str]) -> None:
    """No more e-mails about these, or none at all; in the network the person is still told. Safe to do twice."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        for scope in scopes:
            choose(user=user, scope=scope, rhythm=Rhythm.NEVER)
        if not scopes:
            Preference.objects.update_or_create(user=user, defaults={"rhythm": Rhythm.NEVER})
            ScopeChoice.objects.filter(user=user, level="").delete()
            ScopeChoice.objects.filter(user=user).update(rhythm="")


def _plan_anew(preference: Preference, rhythm_before: str) -> None:
    """Other hours and another rhythm hold at once, but for what is due already."""
    now = timezone.now()
    waiting = Event.objects.filter(notification__recipient=preference.user_id, due_at__gt=now)
    for event in waiting:
        if event.rhythm == rhythm_before:
            event.rhythm = preference.rhythm
        event.due_at = due_at(event.rhythm, preference, event.created_at)
    Event.objects.bulk_update(waiting, ["rhythm", "due_at"])
