from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConceptsConfig(AppConfig):
    name = "search.concepts"
    label = "search_concepts"
    verbose_name = _("Words that mean the same")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.basepage.registry import register_set_up
        from search.concepts import actions, signal_handlers

        register_set_up(actions.set_up_concepts)
        signal_handlers.connect()
