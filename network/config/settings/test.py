"""For the test suite: quick password hashing, mail kept in memory, no background thread, unhashed static files.

DATABASE_URL and REDIS_URL choose the services as everywhere; without them it is SQLite and this process.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

# A place of its own for every process, so that no test meets what another run or another worker wrote.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
os.environ["LERNNETZ_VAR"] = tempfile.mkdtemp(prefix=f"lernnetz-{PROCESS}-")
atexit.register(shutil.rmtree, os.environ["LERNNETZ_VAR"], ignore_errors=True)

from network.config.settings.base import *  # noqa: E402, F403
from network.config.settings.base import CACHES, CHANNEL_LAYERS, DATABASES, RATE_LIMITS, REDIS_URL, STORAGES, VAR_DIR  # noqa: E402

SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMBEDDED_WORKER = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
AXES_ENABLED = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "")
ACCOUNT_RATE_LIMITS = False
NEW_MEMBER_DAYS = 0  # everybody in a test has just come; tests of these limits switch them on

(VAR_DIR / "static").mkdir()  # WhiteNoise warns where there is none, and warnings are errors

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of consumers and workers get connections of their own, as in service.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("DATABASE_TEMPLATE")}
if REDIS_URL:
    # To clear a cache empties its Redis database, so each process has one; what is published knows no databases, so
    # each process has names of its own.
    CACHES["default"]["LOCATION"] = urlsplit(REDIS_URL)._replace(path=f"/{PROCESS.removeprefix('gw')}").geturl()
    CHANNEL_LAYERS["default"]["CONFIG"] = {"hosts": [REDIS_URL], "prefix": f"lernnetz-{PROCESS}"}
SEARCH_TIMEOUT = 30  # a busy machine is no server that is away
SEARCH_VECTORS = False  # the encoder takes a second and 130 MB; tests of meaning switch it on
PAGE_CACHE_SECONDS = 0  # a page of one test shall not be shown to the next; tests of the cache switch it on
SEARCH_COUNT_SECONDS = 0  # no thread of its own; tests of counting write by themselves
