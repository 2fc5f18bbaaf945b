"""Who is told of requests to join a closed space, and of the answers."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.notifications.actions import mark_target_read, notify
from network.notifications.registry import register_kind
from network.people.models import User
from network.spaces.models import JoinRequest, Space
from network.spaces.readers import managers_of

REQUEST = "spaces.join_request"
ANSWER = "spaces.join_answer"


def register() -> None:
    register_kind(
        REQUEST,
        gettext_lazy("Somebody asks to join a space that I manage"),
        reason=gettext_lazy("You receive this e-mail because you manage this space."),
    )
    register_kind(
        ANSWER,
        gettext_lazy("My request to join a space was answered"),
        reason=gettext_lazy("You receive this e-mail because you asked to join this space."),
        is_direct=True,
    )


def announce_request(request: JoinRequest) -> None:
    names = {"name": request.user.get_full_name(), "space": request.space.title}
    notify(
        verb=REQUEST,
        recipients=managers_of(request.space),
        actor=request.user,
        subject=lambda: _("%(name)s asks to join “%(space)s”") % names,
        text=request.text,
        url=request.space.get_absolute_url,
        target_key=_requests_of(request.space),
    )


def announce_acceptance(request: JoinRequest, accepted_by: User, answer: str) -> None:
    title = request.space.title
    _tell_the_asker(request, accepted_by, lambda: _("You are now a member of “%(space)s”") % {"space": title}, answer)


def announce_refusal(request: JoinRequest, refused_by: User, answer: str) -> None:
    title = request.space.title
    _tell_the_asker(
        request, refused_by, lambda: _("Your request to join “%(space)s” was refused") % {"space": title}, answer
    )


def announce_opening(space: Space, opened_by: User, waiting: list[User]) -> None:
    """To those whose request has become needless."""
    title = space.title
    notify(
        verb=ANSWER,
        recipients=waiting,
        actor=opened_by,
        subject=lambda: _("“%(space)s” is now open to the network") % {"space": title},
        url=space.get_absolute_url,
        target_key=f"space-answer:{space.pk}",
    )


def mark_requests_read(user: User, space: Space) -> None:
    mark_target_read(user=user, target_key=_requests_of(space))


def _tell_the_asker(request: JoinRequest, actor: User, subject: Callable[[], str], answer: str) -> None:
    notify(
        verb=ANSWER,
        recipients=[request.user],
        actor=actor,
        subject=subject,
        text=answer,
        url=request.space.get_absolute_url,
        target_key=f"space-answer:{request.space_id}",
    )


def _requests_of(space: Space) -> str:
    return f"space-requests:{space.pk}"
