from django.urls import path

from cms.ideas import views
from cms.ideas.feeds import IdeaFeed

app_name = "cms_ideas"
urlpatterns = [
    path("ideen/feed.atom", IdeaFeed(), name="feed"),
    path("ideen/<int:page_id>/nachnutzung/", views.declare, name="declare-adoption"),
]
