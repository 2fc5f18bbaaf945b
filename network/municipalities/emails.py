from django.urls import reverse
from django.utils import translation

from network.municipalities.models import Invitation
from network.people.emails import absolute_url, send_letter


def send_invitation(invitation: Invitation, token: str) -> None:
    with translation.override(invitation.language):
        path = reverse("municipalities:invitation-accept", args=[token])
    send_letter(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        context={
            "municipality": invitation.municipality,
            "invited_by": invitation.invited_by,
            "expires_at": invitation.expires_at,
            "url": absolute_url(path),
        },
    )
