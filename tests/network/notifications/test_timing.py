from datetime import datetime, time

import pytest

from network.notifications.models import Preference, Rhythm
from network.notifications.timing import due_at

NIGHT = {"quiet_from": time(19), "quiet_until": time(7)}
NOON = {"quiet_from": time(12), "quiet_until": time(13, 30)}
WEEKDAYS = {"weekdays_only": True}


def due(rhythm: str, now: str, **wishes: object) -> str:
    moment = due_at(rhythm, Preference(**wishes), datetime.fromisoformat(now))
    return moment.isoformat() if moment else ""


@pytest.mark.parametrize(
    ("rhythm", "now", "wishes", "expected"),
    [
        ("at_once", "2018-06-12T10:00:00+02:00", {}, "2018-06-12T10:02:00+02:00"),
        ("at_once", "2018-06-12T18:57:59+02:00", NIGHT, "2018-06-12T18:59:59+02:00"),
        ("at_once", "2018-06-12T18:58:00+02:00", NIGHT, "2018-06-13T07:00:00+02:00"),
        ("at_once", "2018-06-13T02:00:00+02:00", NIGHT, "2018-06-13T07:00:00+02:00"),
        ("at_once", "2018-06-13T06:58:00+02:00", NIGHT, "2018-06-13T07:00:00+02:00"),
        ("at_once", "2018-06-13T12:00:00+02:00", NOON, "2018-06-13T13:30:00+02:00"),
        ("at_once", "2018-06-15T23:59:00+02:00", WEEKDAYS, "2018-06-18T00:00:00+02:00"),
        ("at_once", "2018-06-17T12:00:00+02:00", WEEKDAYS | NIGHT, "2018-06-18T07:00:00+02:00"),
        ("at_once", "2018-06-15T20:00:00+02:00", WEEKDAYS | NIGHT, "2018-06-18T07:00:00+02:00"),
        ("at_once", "2018-06-12T10:00:00+02:00", {"quiet_from": time(9), "quiet_until": time(9)}, "2018-06-12T10:02:00+02:00"),
        ("daily", "2018-06-12T05:00:00+02:00", {}, "2018-06-12T06:00:00+02:00"),
        ("daily", "2018-06-12T06:00:00+02:00", {}, "2018-06-13T06:00:00+02:00"),
        ("daily", "2018-06-12T10:00:00+02:00", NIGHT, "2018-06-13T07:00:00+02:00"),
        ("daily", "2018-06-15T10:00:00+02:00", WEEKDAYS, "2018-06-18T00:00:00+02:00"),
        ("weekly", "2018-06-12T10:00:00+02:00", {}, "2018-06-18T06:00:00+02:00"),
        ("weekly", "2018-06-18T05:59:00+02:00", {}, "2018-06-18T06:00:00+02:00"),
        ("never", "2018-06-12T10:00:00+02:00", {}, ""),
        # The clock is put forward and back at night.
        ("daily", "2018-03-24T10:00:00+01:00", {}, "2018-03-25T06:00:00+02:00"),
        ("at_once", "2018-03-25T01:00:00+01:00", {"quiet_from": time(1), "quiet_until": time(2, 30)}, "2018-03-25T02:30:00+01:00"),
        ("at_once", "2018-10-28T02:10:00+01:00", {"quiet_from": time(1), "quiet_until": time(2, 30)}, "2018-10-28T02:30:00+01:00"),
        # Elsewhere the morning comes at another time, and a zone that is gone is Berlin's.
        ("daily", "2018-06-12T10:00:00+02:00", {"time_zone": "America/Toronto"}, "2018-06-12T06:00:00-04:00"),
        ("daily", "2018-06-12T10:00:00+02:00", {"time_zone": "Europe/Nowhere"}, "2018-06-13T06:00:00+02:00"),
        ("daily", "2018-06-12T10:00:00+02:00", {"time_zone": "../etc/passwd"}, "2018-06-13T06:00:00+02:00"),
    ],
)  # fmt: skip
def test_email_comes_in_the_rhythm_and_not_in_quiet_hours(rhythm, now, wishes, expected):
    found = due(rhythm, now, **wishes)
    assert (found and datetime.fromisoformat(found)) == (expected and datetime.fromisoformat(expected))


def test_every_rhythm_has_a_time():
    now = "2018-06-12T10:00:00+02:00"
    assert [bool(due(rhythm, now)) for rhythm in Rhythm.values] == [True, True, True, False]
