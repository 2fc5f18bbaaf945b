from django.urls import URLPattern, URLResolver

app_name = "cms_municipalities"
urlpatterns: list[URLPattern | URLResolver] = []
