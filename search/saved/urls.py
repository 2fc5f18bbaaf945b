from django.urls import path

from search.saved import views

app_name = "saved_searches"
urlpatterns = [
    path("gespeicherte-suchen/", views.SavedSearchListView.as_view(), name="list"),
    path("gespeicherte-suchen/neu/", views.SaveSearchView.as_view(), name="save"),
    path("gespeicherte-suchen/antwort-abwarten/", views.WishView.as_view(), name="wish"),
    path("gespeicherte-suchen/<int:pk>/", views.SavedSearchDetailView.as_view(), name="detail"),
    path("gespeicherte-suchen/<int:pk>/aendern/", views.SavedSearchChangeView.as_view(), name="change"),
    path("gespeicherte-suchen/<int:pk>/loeschen/", views.SavedSearchDeleteView.as_view(), name="delete"),
    path("gespeicherte-suchen/link/<str:token>/", views.SharedSearchView.as_view(), name="shared"),
]
