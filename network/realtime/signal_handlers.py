"""Signing out ends the session's sockets too."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from network.people.models import User
from network.realtime.actions import close_session


def close_session_sockets(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None and request is not None and request.session.session_key:
        close_session(user, request.session.session_key)


def register_signal_handlers() -> None:
    user_logged_out.connect(close_session_sockets, dispatch_uid="realtime.close_session_sockets")
