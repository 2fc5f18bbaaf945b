"""The channel layer that BENCH_LAYER names, for whoever says and hears something through it without our site."""

import os

from django.conf import settings

GROUP = "bench"


def use_layer() -> None:
    layer = {"BACKEND": os.environ["BENCH_LAYER"], "CONFIG": {"hosts": [os.environ["REDIS_URL"]]}}
    settings.configure(CHANNEL_LAYERS={"default": layer})
