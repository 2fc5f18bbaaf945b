from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompanionConfig(AppConfig):
    name = "cms.companion"
    label = "companion"
    verbose_name = _("Meeting companion")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.companion import drafts, item_links, notifications, realtime, reporting, signal_handlers, space_section
        from cms.meetings.item_links import register_item_links
        from network.realtime.registry import register_topic

        register_topic(
            realtime.PREFIX,
            authorize=realtime.authorize,
            catch_up=realtime.catch_up,
            last_numbers=realtime.last_numbers,
            names_nobody=realtime.names_nobody,
        )
        register_item_links(item_links.room_addresses)
        drafts.register()
        notifications.register()
        reporting.register()
        space_section.register()
        signal_handlers.connect()
