from django.urls import path

from cms.municipalities import views
from cms.municipalities.feeds import ExperienceFeed

app_name = "cms_municipalities"
urlpatterns = [
    path("erfahrung-schreiben/", views.WriteExperienceView.as_view(), name="experience-write"),
    path("erfahrung-schreiben/<int:page_id>/", views.EditExperienceView.as_view(), name="experience-edit"),
    path("erfahrung-schreiben/<int:page_id>/vorschau/", views.PagePreviewView.as_view(), name="experience-preview"),
    path(
        "erfahrung-schreiben/entwurf/<str:key>/vorschau/",
        views.DraftPreviewView.as_view(),
        name="experience-preview-draft",
    ),
    path("erfahrung-schreiben/entwurf/<str:key>/verwerfen/", views.discard, name="experience-discard"),
    path("erfahrungen/feed.atom", ExperienceFeed(), name="experience-feed"),
    path("kommunen/<slug:slug>/profil/", views.lead_to_profile, name="profile"),
    path("kommunen/<slug:slug>/profil-anlegen/", views.create_profile, name="create-profile"),
]
