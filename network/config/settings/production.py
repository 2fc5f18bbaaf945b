"""A real installation: HTTPS, no default secret, no demo accounts (see `network.config.checks`)."""

from network.config.settings.base import *  # noqa: F403

DEBUG = False
EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=False)  # noqa: F405
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)  # noqa: F405
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)  # noqa: F405
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
REFUSE_DEMO = True
