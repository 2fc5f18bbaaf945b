from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.municipalities.models import user_municipalities
from network.people.rules import is_active_user
from network.transfer.models import Adoption

if TYPE_CHECKING:
    from cms.ideas.models import IdeaPage


class AdoptionForm(forms.ModelForm):
    class Meta:
        model = Adoption
        fields = ("municipality", "status", "what_changed")
        widgets = {"what_changed": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"what_changed": _("May stay empty; it is what others want to know most.")}

    def __init__(self, *args: Any, municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = municipalities  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]


def adoption_form(user: Any, page: "IdeaPage") -> AdoptionForm | None:
    """What a member of at least one municipality can say about an idea, filled with what it said before."""
    if not is_active_user(user):
        return None
    municipalities = user_municipalities(user).in_network()
    first = municipalities.first()
    if first is None:
        return None
    said = Adoption.objects.of_idea(page.translation_key).filter(municipality__in=municipalities).first()
    return AdoptionForm(instance=said or Adoption(municipality=first), municipalities=municipalities)
