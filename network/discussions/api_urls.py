from django.urls import path

from network.discussions.views import api, files

urlpatterns = [
    path("v1/spaces/<int:pk>/changes", api.ChangeListView.as_view(), name="space-changes"),
    path("v1/spaces/<int:pk>/mentions", api.MentionSuggestView.as_view(), name="space-mentions"),
    path("v1/uploads/<str:kind>/<int:pk>", files.FileUploadView.as_view(), name="file-upload"),
    path("v1/uploads/<uuid:key>", files.FileRemoveView.as_view(), name="file-remove"),
    path("v1/unread", api.UnreadView.as_view(), name="unread"),
    path("v1/threads/<int:pk>/read", api.ThreadReadView.as_view(), name="thread-read"),
]
