from django.urls import path

from network.people.views import HomeView, ProfileView

app_name = "people"
urlpatterns = [
    path("mein-bereich/", HomeView.as_view(), name="home"),
    path("mein-bereich/profil/", ProfileView.as_view(), name="profile"),
]
