"""Pages in production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.config.settings.production")
application = get_wsgi_application()

# Needs the models, which the line above has loaded.
from network.config.checks import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()
