"""The settings of `make run`, with one more address to compare with."""

from network.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMBEDDED_WORKER = False
INSTALLED_APPS = [*INSTALLED_APPS, "bench.peer"]  # noqa: F405
ALLOWED_HOSTS = ["localhost"]
AXES_ENABLED = False
RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "")  # noqa: F405
NEW_MEMBER_DAYS = 0  # whoever writes here has just come
PAGE_CACHE_SECONDS = 0  # what a page costs when it is made; `bench.measure` switches the cache on to compare
