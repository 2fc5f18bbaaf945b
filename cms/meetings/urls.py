from django.urls import URLPattern, URLResolver

app_name = "cms_meetings"
urlpatterns: list[URLPattern | URLResolver] = []
