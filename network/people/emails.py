"""Letters to one person: text and HTML, in the reader's language."""

from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

LONGEST_NAME = 80


def absolute_url(path: str) -> str:
    """By the public address of the site, never by a request's Host header."""
    return f"{settings.PUBLIC_URL}{path}"


def send_letter(
    template: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    headers: Mapping[str, str] | None = None,
    sender: str = "",
    reply_to: str = "",
) -> None:
    """Render `<template>_subject.txt`, `.txt` and `.html` below templates/emails and send them as one letter.

    `sender` is the name of who speaks in it; the address is always the site's own. Answering machines keep silent.
    """
    with translation.override(language):
        context = {"language": language, "site_url": absolute_url(f"/{language}/"), **context}
        subject = " ".join(render_to_string(f"emails/{template}_subject.txt", context).split())
        letter = EmailMultiAlternatives(
            subject,
            render_to_string(f"emails/{template}.txt", context),
            _from(sender),
            [to],
            reply_to=[reply_to] if reply_to else None,
        )
        letter.extra_headers.update({"Auto-Submitted": "auto-generated", **(headers or {})})
        letter.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    letter.send()


def _from(name: str) -> str | None:
    if not name:
        return None
    site, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((f"{' '.join(name.split())[:LONGEST_NAME]} · {site}", address))
