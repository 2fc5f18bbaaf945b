from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    name = "network.transfer"
    label = "transfer"
    verbose_name = _("Transfer of ideas")
    default_auto_field = "django.db.models.BigAutoField"
