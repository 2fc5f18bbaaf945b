from django.urls import path

from cms.municipalities.feeds import ExperienceFeed

app_name = "cms_municipalities"
urlpatterns = [
    path("erfahrungen/feed.atom", ExperienceFeed(), name="experience-feed"),
]
