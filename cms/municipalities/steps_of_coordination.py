"""What the coordinator does for a municipality in this package: give it a profile page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.municipalities.actions.profiles import profile_of
from network.municipalities.models import Municipality
from network.municipalities.registry import register_step


def register() -> None:
    register_step(
        "profile-page",
        label=_("Create the profile page"),
        done_label=_("Open the profile page"),
        url_for=_url_for,
        is_done=lambda municipality: profile_of(municipality) is not None,
        order=10,
    )


def _url_for(municipality: Municipality) -> str:
    page = profile_of(municipality)
    if page is not None and page.live:
        return page.get_url() or ""
    return reverse("cms_municipalities:create-profile", args=[municipality.slug])
