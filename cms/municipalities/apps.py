from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsMunicipalitiesConfig(AppConfig):
    name = "cms.municipalities"
    label = "cms_municipalities"
    verbose_name = _("Profiles and experiences")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.municipalities import (
            home_sections,
            housekeeping,
            notifications,
            person_sections,
            profile_addresses,
            reporting,
            steps_of_coordination,
        )
        from network.realtime.periodic import register_periodic

        home_sections.register()
        person_sections.register()
        profile_addresses.register()
        notifications.register()
        reporting.register()
        steps_of_coordination.register()
        register_periodic(
            "forgotten-uploads", seconds=housekeeping.SECONDS_A_DAY, run=housekeeping.remove_forgotten_uploads
        )
