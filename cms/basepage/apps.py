from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BasepageConfig(AppConfig):
    name = "cms.basepage"
    label = "basepage"
    verbose_name = _("Base page")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.basepage import checks, signal_handlers  # noqa: F401 -- models are loaded now

        signal_handlers.connect()
