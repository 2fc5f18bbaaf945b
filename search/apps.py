from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "network_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.basepage.registry import register_after_import
        from network.realtime.periodic import register_periodic
        from search import health, indexing, signal_handlers, vectors
        from search.attachments import background
        from search.sources import register_source
        from search.sources.attachments import DocumentSource
        from search.sources.companion import QuestionSource
        from search.sources.discussions import PostSource, ThreadSource
        from search.sources.meetings import ProgrammeItemSource, RecommendationSource
        from search.sources.pages import PageSource
        from search.sources.people import PersonSource
        from search.sources.post_files import PostFileSource

        self.ready_saved_searches()
        for source in (
            PageSource(),
            ProgrammeItemSource(),
            RecommendationSource(),
            DocumentSource(),
            PersonSource(),
            ThreadSource(),
            PostSource(),
            PostFileSource(),
            QuestionSource(),
        ):
            register_source(source)
        signal_handlers.connect()
        health.register()
        register_after_import(background.read_all)
        register_after_import(indexing.index_imported)
        register_periodic("search-index", seconds=0.2, run=indexing.process_periodically)
        register_periodic("attachments", seconds=0.3, run=background.read_periodically)
        register_periodic("attachments-unknown", seconds=300, run=background.expect_unknown)
        register_periodic("search-vectors", seconds=0.3, run=vectors.embed_periodically)

    @staticmethod
    def ready_saved_searches() -> None:
        from search.alerts import kinds, letters, notifications, upkeep
        from search.asking import notifications as asking_notifications
        from search.saved import home

        kinds.register()
        letters.register()
        notifications.register()
        asking_notifications.register()
        home.register()
        upkeep.register()
