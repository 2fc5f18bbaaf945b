from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cms.municipalities.actions import create_profile_page
from cms.municipalities.actions.profiles import profile_of
from cms.municipalities.models import MunicipalityPage
from network.municipalities.models import Municipality


def lead_to_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """From an address that stands in texts for readers of every language."""
    profiles = MunicipalityPage.objects.published().once_per_municipality()
    return redirect(get_object_or_404(profiles, municipality__slug=slug).get_url())


@login_required
@permission_required("municipalities.manage_network", raise_exception=True)
def create_profile(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator's step after a municipality joined: one click makes its public page."""
    municipality = get_object_or_404(Municipality.objects.visible_to(request.user).in_network(), slug=slug)
    existing = profile_of(municipality)
    if request.method == "POST" and existing is None:
        page = create_profile_page(municipality=municipality, by=request.user)
        messages.success(
            request, _("%(municipality)s has its profile page now.") % {"municipality": municipality.label}
        )
        return redirect(page.get_url())
    if existing is not None:
        return redirect(
            existing.get_url() if existing.live else "wagtailadmin_explore", *(() if existing.live else [existing.pk])
        )
    return render(request, "cms/municipalities/profile_create.html", {"municipality": municipality})
