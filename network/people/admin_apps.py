"""Wagtail's admin of people, with our forms: INSTALLED_APPS names this instead of "wagtail.users"."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    user_viewset = "network.people.viewsets.PersonViewSet"
