"""The periodic work of notifications: write the letters that are due, forget the old ones."""

from network.notifications import letters
from network.realtime.periodic import register_periodic

HOUR = 3600.0


def register() -> None:
    register_periodic("notifications-letters", seconds=2.0, run=letters.write_periodically)
    register_periodic("notifications-forget", seconds=HOUR, run=letters.forget_old)
