from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "network.realtime"
    label = "realtime"
    verbose_name = _("Realtime")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from network.realtime.actions import forget_revocations
        from network.realtime.groups import NEWS, PERSON
        from network.realtime.periodic import register_periodic
        from network.realtime.registry import register_hints
        from network.realtime.signal_handlers import register_signal_handlers

        register_signal_handlers()
        register_hints(PERSON)
        register_hints(NEWS)
        register_periodic("forget-revocations", seconds=3600, run=forget_revocations)
