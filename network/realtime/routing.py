from django.urls import URLPattern, path

from network.realtime.consumers import SocketConsumer

websocket_urlpatterns: list[URLPattern] = [path("ws/", SocketConsumer.as_asgi())]
