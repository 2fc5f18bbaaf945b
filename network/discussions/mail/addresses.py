"""Where an answer by e-mail goes: an address that names the person and the thread and that only we can make."""

import base64
import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from network.discussions.models import Thread
from network.people.models import User

SALT = "discussions.mail.reply"
TOKEN = re.compile(r"([0-9a-z]{1,12})-([0-9a-z]{1,12})-([a-z2-7]{16})")
"""Small letters and digits only: mail servers do not all keep capitals apart."""


def is_on() -> bool:
    return bool(settings.REPLY_ADDRESS)


def find_reply_address(user: User, thread_id: int) -> str:
    """Empty where answers by e-mail are off, or where the person may not answer."""
    if not is_on():
        return ""
    thread = Thread.objects.visible_to(user).select_related("space").filter(pk=thread_id).first()
    return address_of(user, thread) if thread and user.has_perm("discussions.reply_thread", thread) else ""


def address_of(user: User, thread: Thread) -> str:
    local, _at, domain = settings.REPLY_ADDRESS.rpartition("@")
    return f"{local}+{_token(user.pk, thread.pk)}@{domain}"


def read_address(address: str) -> tuple[int, int] | None:
    """The ids of the person and the thread; None for an address that we have not made."""
    local, _at, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    name, _at, host = address.strip().lower().rpartition("@")
    if host != domain or not name.startswith(f"{local}+"):
        return None
    match = TOKEN.fullmatch(name.removeprefix(f"{local}+"))
    if match is None:
        return None
    user_id, thread_id = base36_to_int(match[1]), base36_to_int(match[2])
    is_ours = constant_time_compare(_mark(user_id, thread_id), match[3])
    return (user_id, thread_id) if is_ours and max(user_id, thread_id) < 2**63 else None


def is_ours(address: str) -> bool:
    """Sent to the reply address, whatever its token."""
    local, _at, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    name, _at, host = address.strip().lower().rpartition("@")
    return host == domain and name.partition("+")[0] == local


def _token(user_id: int, thread_id: int) -> str:
    return f"{int_to_base36(user_id)}-{int_to_base36(thread_id)}-{_mark(user_id, thread_id)}"


def _mark(user_id: int, thread_id: int) -> str:
    digest = salted_hmac(SALT, f"{user_id}:{thread_id}", algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
