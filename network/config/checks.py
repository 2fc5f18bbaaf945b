"""Production refuses to start with what is only good for trying out."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

SECRET_LENGTH = 50
INSECURE = "insecure"
LONGEST_LOCAL_PART = 20


def _is_production() -> bool:
    return getattr(settings, "REFUSE_DEMO", False)


@register(Tags.security)
def check_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not _is_production():
        return []
    secret = settings.SECRET_KEY
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 5 or secret.startswith(INSECURE):
        hint = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        return [Error(f"SECRET_KEY must be random and have {SECRET_LENGTH} characters.", hint=hint, id="network.E001")]
    return []


@register(Tags.security)
def check_public_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not _is_production():
        return []
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme != "https" or not address.hostname or address.hostname == "localhost":
        hint = "PUBLIC_URL=https://lernnetz.example, and the same host in ALLOWED_HOSTS"
        return [Error("PUBLIC_URL must be the https address readers use.", hint=hint, id="network.E002")]
    return []


@register(Tags.security)
def check_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Asks the database at every start, not only where `--database` is given: the passwords of the demo are public."""
    if not _is_production():
        return []
    from network.people.models import User  # noqa: PLC0415 -- checks register before models are loaded

    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return []
        has_demo = User.objects.filter(is_demo=True).exists()
    except DatabaseError:  # the database has checks of its own
        return []
    if has_demo:
        hint = "manage.py delete_demo"
        return [Error("There are demo accounts, whose passwords everybody knows.", hint=hint, id="network.E003")]
    return []


@register(Tags.security)
def check_reply_address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A local part has at most 64 characters (RFC 5321), and ours still gets a plus and a token."""
    local, at, host = settings.REPLY_ADDRESS.rpartition("@")
    is_good = bool(local and host) and len(local) <= LONGEST_LOCAL_PART and not set("+@ <>") & set(local + host)
    if (at or settings.REPLY_ADDRESS) and not is_good:
        hint = "REPLY_ADDRESS=antwort@lernnetz.example"
        return [Error("REPLY_ADDRESS must be a short address without a name and a plus.", hint=hint, id="network.E004")]
    return []


OWN_CHECKS = (check_secret, check_public_url, check_demo, check_reply_address)


def refuse_unsafe_start() -> None:
    """For the servers, which run no checks by themselves."""

    def errors() -> list[CheckMessage]:
        try:
            return [error for check in OWN_CHECKS for error in check(None)]
        finally:
            connection.close()

    # A server may import the application within its event loop, where Django refuses to ask the database.
    with ThreadPoolExecutor(max_workers=1) as pool:
        found = pool.submit(errors).result()
    if found:
        raise ImproperlyConfigured("\n".join(f"{error.msg} ({error.hint})" for error in found))
