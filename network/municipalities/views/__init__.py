from network.municipalities.views.coordination import (
    InvitationSendView,
    MembershipRemoveView,
    MunicipalityLeaveView,
    MunicipalityManageView,
    RegisterSearchView,
)
from network.municipalities.views.invitations import InvitationAcceptView, InvitationResendView, InvitationRevokeView

__all__ = [
    "InvitationAcceptView",
    "InvitationResendView",
    "InvitationRevokeView",
    "InvitationSendView",
    "MembershipRemoveView",
    "MunicipalityLeaveView",
    "MunicipalityManageView",
    "RegisterSearchView",
]
