from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.ideas.forms import AdoptionForm
from cms.ideas.models import IdeaPage
from network.municipalities.models import user_municipalities
from network.transfer.actions import declare_adoption


@require_POST
@login_required
def declare(request: HttpRequest, page_id: int) -> HttpResponse:
    """ "We use this": a member says for their municipality what it does with an idea."""
    page = get_object_or_404(IdeaPage.objects.visible_to(request.user).live().select_related("locale"), pk=page_id)
    municipalities = user_municipalities(request.user)
    form = AdoptionForm(request.POST, municipalities=municipalities)
    if not form.is_valid():
        context = page.get_context(request) | {"adoption_form": form}
        return TemplateResponse(request, page.get_template(request), context, status=422)
    adoption = declare_adoption(
        municipality=form.cleaned_data["municipality"],
        idea_key=page.translation_key,
        status=form.cleaned_data["status"],
        what_changed=form.cleaned_data["what_changed"],
        by=request.user,
    )
    sentence = _("Thank you. It now stands here and on the profile of %(municipality)s.")
    messages.success(request, sentence % {"municipality": adoption.municipality.label})
    return redirect(page.get_url() + "#nachnutzung")
