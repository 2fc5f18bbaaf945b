from django.urls import path

from network.people.api import DraftView

urlpatterns = [
    path("drafts/<str:kind>/<str:key>/", DraftView.as_view(), name="draft"),
]
