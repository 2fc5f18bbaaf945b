from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsSiteConfig(AppConfig):
    name = "cms.site"
    label = "cms_site"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.site import page_cards, signal_handlers  # -- models are loaded now
        from network.discussions.page_cards import register_cards

        signal_handlers.connect()
        register_cards(page_cards.find_pages)
