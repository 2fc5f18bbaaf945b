"""The roles of the network and the auth groups that carry their rights in Wagtail's admin."""

from django.db import models
from django.utils.translation import gettext_lazy as _

EDITORS_GROUP = "Redaktion"
FACILITATORS_GROUP = "Prozessbegleitung"
COORDINATORS_GROUP = "Koordination"


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    EDITOR = "editor", _("Editor")
    FACILITATOR = "facilitator", _("Facilitator")
    COORDINATOR = "coordinator", _("Coordinator")


GROUPS_BY_ROLE: dict[str, tuple[str, ...]] = {
    Role.MEMBER: (),
    Role.EDITOR: (EDITORS_GROUP,),
    Role.FACILITATOR: (FACILITATORS_GROUP,),
    Role.COORDINATOR: (EDITORS_GROUP, FACILITATORS_GROUP, COORDINATORS_GROUP),
}
