from django.urls import path

from network.notifications import views

app_name = "notifications"
urlpatterns = [
    path("mitteilungen/", views.NotificationListView.as_view(), name="list"),
    path("mitteilungen/gelesen/", views.MarkAllReadView.as_view(), name="mark-all-read"),
    path("mitteilungen/<int:pk>/", views.NotificationOpenView.as_view(), name="open"),
]
