"""Turns a letter into an e-mail: its text by the registered kind, and what every such e-mail carries in its head."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from network.notifications.models import Letter
from network.notifications.registry import LetterKind, letter_kind
from network.people.emails import absolute_url, send_letter

SALT = "notifications.stop"


def send(letter: Letter) -> bool:
    """False when there is nothing left to tell."""
    recipient, kind = letter.recipient, letter_kind(letter.kind)
    if kind is None:
        return False
    with translation.override(recipient.language):
        content = kind.write(letter)
        if content is None:
            return False
        stop_url = absolute_url(reverse("notifications:stop", args=[stop_token(kind.name, recipient.pk, content.stop)]))
        settings_url = absolute_url(reverse(kind.settings_url))
    send_letter(
        content.template,
        to=recipient.email,
        language=recipient.language,
        context={"stop_url": stop_url, "settings_url": settings_url, **content.context},
        headers={
            "Message-ID": f"<letter-{letter.pk}-{letter.created_at:%Y%m%d%H%M%S}@{mail_host()}>",
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **content.headers,
        },
        sender=content.sender,
        reply_to=content.reply_to,
    )
    return True


def mail_host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def stop_token(kind: str, user_id: int, what: list[str]) -> str:
    """Names what the letter's link ends to whoever holds the letter, and to nobody else."""
    return signing.dumps([kind, user_id, what], salt=SALT, compress=True)


def read_stop_token(token: str) -> tuple[LetterKind, int, list[str]] | None:
    try:
        name, user_id, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kind = letter_kind(name)
    return (kind, user_id, what) if kind else None
