"""Wagtail's addresses; the one that serves pages leads to our view under Wagtail's name."""

from django.urls import re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_urlpatterns

from cms.site.views import serve_page

urlpatterns = [
    *(pattern for pattern in wagtail_urlpatterns if pattern.name != "wagtail_serve"),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
]
