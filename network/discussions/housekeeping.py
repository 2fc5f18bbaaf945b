"""The periodic work of discussions."""

from network.discussions.actions.files import forget_unattached
from network.discussions.actions.polls import close_due_polls
from network.discussions.actions.telling import tell_waiting
from network.realtime.periodic import register_periodic

MINUTE = 60.0
HOUR = 3600.0


def register() -> None:
    register_periodic("discussions-tell", seconds=0.25, run=tell_waiting)
    register_periodic("discussions-close-polls", seconds=MINUTE, run=close_due_polls)
    register_periodic("discussions-forget-uploads", seconds=HOUR, run=forget_unattached)
