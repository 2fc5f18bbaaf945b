from django.urls import path

from search.views import export_results, search_page

app_name = "search"
urlpatterns = [
    path("suche/", search_page, name="search"),
    path("suche/treffer.csv", export_results, name="export"),
]
