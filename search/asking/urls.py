from django.urls import path

from search.asking import views

app_name = "asking"
urlpatterns = [
    path("netz-fragen/", views.AskView.as_view(), name="ask"),
    path("netz-fragen/nicht-gefunden/", views.UnfitView.as_view(), name="unfit"),
]
