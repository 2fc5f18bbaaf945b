from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "network.config"
    label = "network_config"

    def ready(self) -> None:
        # Its checks register themselves.
        from network.config import checks  # noqa: F401
