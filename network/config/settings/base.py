"""Settings of every installation; an installation differs only by its environment (see .env.example)."""

import os
from pathlib import Path

import environ

from network.config.settings.content import *  # noqa: F403
from network.config.settings.security import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[3]
env = environ.FileAwareEnv()

VAR_DIR = Path(env.str("LERNNETZ_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
SECRET_KEY = env.str("SECRET_KEY", default="insecure-only-for-trying-out")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "network.config",
    "network.people",
    "network.municipalities",
    "network.realtime",
    "network.notifications",
    "network.moderation",
    "network.spaces",
    "network.discussions",
    "network.transfer",
    "network.demo",
    "cms.basepage",
    "cms.municipalities",
    "cms.meetings",
    "cms.companion",
    "cms.ideas",
    "cms.handbook",
    "cms.site",
    "search",
    "search.concepts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "network.people.admin_apps.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "channels",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "network.config.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "network.config.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "network.config.middleware.BrowserPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "network.config.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.config.middleware.PersonLanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "network.config.urls"
WSGI_APPLICATION = "network.config.wsgi.application"
ASGI_APPLICATION = "network.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"vite": "network.config.templatetags.vite"},
        },
    },
]

# The databases: SQLite in WAL mode by default, PostgreSQL with a psycopg pool by DATABASE_URL.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    # Beside what the URL itself asks for: ?sslmode=require, ?host=/socket/directory
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=8),
    }
    # The pool asks each connection before it hands it out: one that died with the server would answer with an error.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis carries the cache and the channel layer between processes; without it both live in this process.
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "network.config.caching.OptionalRedisCache", "LOCATION": REDIS_URL}}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Public pages are kept in each process for at most so long, and never longer than what they show stays the same.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 500},
}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
# So often, at most, a process looks into the database whether something has changed.
CONTENT_STAMP_SECONDS = 0.5

# How often a live process compares its open rooms with the database, in case the channel layer lost something.
REALTIME_POLL_SECONDS = env.float("REALTIME_POLL_SECONDS", default=2.5)
# Told to live clients; a release sets it, so that reports name it.
VERSION = env.str("VERSION", default="development")

# Background work is a row in the database. EMBEDDED_WORKER works it off in a thread of the serving process;
# otherwise `manage.py work` does.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
EMBEDDED_WORKER = env.bool("EMBEDDED_WORKER", default=True)

# The sentence encoder multiplies small matrices: spread over threads, a question costs ten times the CPU. Read by numpy
# when it is imported, which is after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SEARCH_URL = env.str("SEARCH_URL", default=f"embedded://{VAR_DIR / 'search'}")
# A reader who waits longer for a search server is better served by the page that says so.
SEARCH_TIMEOUT = env.float("SEARCH_TIMEOUT", default=3)
SEARCH_VECTORS = env.bool("SEARCH_VECTORS", default=True)
SEARCH_EXPORT_LIMIT = env.int("SEARCH_EXPORT_LIMIT", default=1_000)

# What the process that reads attachments may use of the machine, and how much of a file is read.
ATTACHMENT_LIMITS = {
    "cpu_seconds": env.int("ATTACHMENT_CPU_SECONDS", default=20),
    "memory_bytes": env.int("ATTACHMENT_MEMORY_MB", default=512) * 1024**2,
    "file_bytes": env.int("ATTACHMENT_FILE_MB", default=30) * 1024**2,
    "unpacked_bytes": env.int("ATTACHMENT_UNPACKED_MB", default=60) * 1024**2,
    "pages": env.int("ATTACHMENT_PAGES", default=1_000),
    "characters": env.int("ATTACHMENT_CHARACTERS", default=400_000),
}
ATTACHMENT_WALL_SECONDS = env.float("ATTACHMENT_WALL_SECONDS", default=60)

# So many files a post can have; what is uploaded and not sent is kept so long.
POST_FILES = env.int("POST_FILES", default=10)
UPLOAD_KEPT_HOURS = env.int("UPLOAD_KEPT_HOURS", default=24)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "frontend" / "dist"] if path.exists()]
# What carries a hash never changes: Vite's files (ui/name-HASH.js) and those Django has hashed (name.HASH.css).
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(ui/.+-[\w-]{8}\.\w+|.+\.[0-9a-f]{12}\.\w+)$"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Lernnetz <lernnetz@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_GATHERING_SECONDS = env.float("EMAIL_GATHERING_SECONDS", default=120)
EMAIL_PAUSE_SECONDS = env.float("EMAIL_PAUSE_SECONDS", default=900)

# Answers by e-mail: each letter about a thread has an address of its own, antwort+…@host; empty: off. The answers come
# through `manage.py receive_mail`, or out of a mailbox that the worker looks into.
REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="")
REPLY_INBOX_URL = env.str("REPLY_INBOX_URL", default="")
REPLY_MAX_BYTES = env.int("REPLY_MAX_MB", default=10) * 1024**2

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"gone": {"()": "network.config.log_filters.GoneBeforeIndexed"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["gone"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
