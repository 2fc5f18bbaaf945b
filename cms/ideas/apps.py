from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "cms.ideas"
    label = "ideas"
    verbose_name = _("Good ideas")
    default_auto_field = "django.db.models.BigAutoField"
