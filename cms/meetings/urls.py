from django.urls import path

from cms.meetings import views

app_name = "cms_meetings"
urlpatterns = [path("treffen/<str:slug>/kalender.ics", views.calendar, name="calendar")]
