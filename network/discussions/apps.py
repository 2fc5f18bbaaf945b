from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "network.discussions"
    label = "discussions"
    verbose_name = _("Discussions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from network.discussions import (
            contents,
            drafts,
            home,
            housekeeping,
            moderation,
            notifications,
            page_cards,
            person_sections,
            realtime,
            signal_handlers,
        )
        from network.discussions.mail import upkeep as mail
        from network.realtime.registry import register_topic
        from network.spaces.contents import register_contents
        from network.spaces.realtime import PREFIX

        register_topic(
            PREFIX,
            authorize=realtime.authorize,
            catch_up=realtime.catch_up,
            last_numbers=realtime.last_numbers,
            names_nobody=realtime.names_nobody,
        )
        register_contents(contents.CONTENTS)
        notifications.register()
        drafts.register()
        home.register()
        person_sections.register()
        moderation.register()
        mail.register()
        housekeeping.register()
        page_cards.register_cards(page_cards.find_threads)
        signal_handlers.connect()
