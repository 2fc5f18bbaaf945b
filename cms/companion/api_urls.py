from django.urls import path

from cms.companion.views import api

urlpatterns = [
    path("v1/rooms/<int:pk>/changes", api.RoomChangesView.as_view(), name="room-changes"),
]
