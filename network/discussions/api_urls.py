from django.urls import path

from network.discussions.views import api

urlpatterns = [
    path("v1/spaces/<int:pk>/changes", api.ChangeListView.as_view(), name="space-changes"),
    path("v1/spaces/<int:pk>/mentions", api.MentionSuggestView.as_view(), name="space-mentions"),
    path("v1/threads/<int:pk>/read", api.ThreadReadView.as_view(), name="thread-read"),
]
