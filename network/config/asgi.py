"""Sockets in production; pages, sockets and background work in one process for `make run`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.config.settings.production")
django_application = get_asgi_application()

# Models must be loaded before anything below is imported.
from channels.auth import AuthMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402

from network.config.checks import refuse_unsafe_start  # noqa: E402
from network.config.lifespan import lifespan  # noqa: E402
from network.realtime.origins import only_from_this_site  # noqa: E402
from network.realtime.routing import websocket_urlpatterns  # noqa: E402
from network.realtime.sessions import ReadOnlySessionMiddleware  # noqa: E402

refuse_unsafe_start()
application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": only_from_this_site(
            CookieMiddleware(ReadOnlySessionMiddleware(AuthMiddleware(URLRouter(websocket_urlpatterns))))
        ),
        "lifespan": lifespan,
    }
)
