from django.urls import path

from cms.site.sitemap import sitemap
from cms.site.views import robots

urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
