from django.urls import path

from network.people.views import HomeView, PersonView, ProfileView

app_name = "people"
urlpatterns = [
    path("mein-bereich/", HomeView.as_view(), name="home"),
    path("mein-bereich/profil/", ProfileView.as_view(), name="profile"),
    path("menschen/<int:pk>/", PersonView.as_view(), name="person"),
]
