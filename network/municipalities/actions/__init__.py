from network.municipalities.actions.invitations import (
    InvitationClosed,
    InvitationNotSent,
    accept_invitation,
    find_invitation,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from network.municipalities.actions.network import add_member, join_network, leave_network, remove_member
from network.municipalities.actions.register import ImportResult, import_register

__all__ = [
    "ImportResult",
    "InvitationClosed",
    "InvitationNotSent",
    "accept_invitation",
    "add_member",
    "find_invitation",
    "import_register",
    "invite_member",
    "join_network",
    "leave_network",
    "remove_member",
    "resend_invitation",
    "revoke_invitation",
]
