from django.urls import path

from network.notifications.views import choices, inbox

app_name = "notifications"
urlpatterns = [
    path("mitteilungen/", inbox.NotificationListView.as_view(), name="list"),
    path("mitteilungen/gelesen/", inbox.MarkAllReadView.as_view(), name="mark-all-read"),
    path("mitteilungen/<int:pk>/", inbox.NotificationOpenView.as_view(), name="open"),
    path("mitteilungen/wahl/<str:scope>/", choices.ChoiceView.as_view(), name="choice"),
    path("mitteilungen/abbestellen/<str:token>/", choices.StopView.as_view(), name="stop"),
    path("mein-bereich/mitteilungen/", choices.PreferenceView.as_view(), name="preferences"),
]
