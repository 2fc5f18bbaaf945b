"""Every address of the site; each package keeps its own in `urls`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network.config.entrance import admin_sign_in, root
from network.config.health import healthz, readyz
from network.config.media import picture

handler400 = "network.config.errors.bad_request"
handler403 = "network.config.errors.permission_denied"
handler404 = "network.config.errors.page_not_found"
handler500 = "network.config.errors.server_error"

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/login/", admin_sign_in, name="admin-sign-in"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<folder>images|avatar_images)/(?P<name>[^/]+)$", picture, name="picture"),
    path("", include("cms.site.urls")),
    path("api/", include("network.people.api_urls")),
    path("api/", include("network.discussions.api_urls")),
    path("api/", include("cms.companion.api_urls")),
    path("api/v1/", include("search.api_urls")),
]

urlpatterns += i18n_patterns(
    path("", include("network.people.account_urls")),
    path("", include("network.people.urls")),
    path("", include("network.municipalities.urls")),
    path("", include("network.notifications.urls")),
    path("", include("network.moderation.urls")),
    path("", include("network.spaces.urls")),
    path("", include("network.discussions.urls")),
    path("", include("search.urls")),
    path("", include("search.saved.urls")),
    path("", include("search.asking.urls")),
    path("", include("cms.municipalities.urls")),
    path("", include("cms.meetings.urls")),
    path("", include("cms.companion.urls")),
    path("", include("cms.ideas.urls")),
    path("", include("cms.site.page_urls")),
)
