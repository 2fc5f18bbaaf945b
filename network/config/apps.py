from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "network.config"
    label = "network_config"
