from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "network.config"
    label = "network_config"

    def ready(self) -> None:
        # Its checks register themselves; models are loaded only now.
        from network.config import checks, upkeep  # noqa: F401

        upkeep.register()
