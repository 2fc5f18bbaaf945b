"""The periodic work of answers by e-mail, where they are switched on, and how the letters learn of their addresses."""

from django.conf import settings

from network.discussions.mail import fetching, receiving
from network.discussions.mail.addresses import find_reply_address
from network.notifications.registry import register_reply_address
from network.realtime.periodic import register_periodic

MINUTE = 60.0
HOUR = 3600.0


def register() -> None:
    register_reply_address("thread", find_reply_address)
    register_periodic("discussions-forget-mail", seconds=HOUR, run=receiving.forget_old)
    if settings.REPLY_ADDRESS and settings.REPLY_INBOX_URL:
        register_periodic("discussions-fetch-mail", seconds=MINUTE, run=fetching.fetch_periodically)
