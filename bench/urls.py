from django.http import HttpRequest, HttpResponse
from django.urls import path

from network.config import urls


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("hello", hello), *urls.urlpatterns]
