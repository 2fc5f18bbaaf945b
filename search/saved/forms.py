from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.saved.actions import clean_name
from search.saved.models import Frequency, Sharing


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)
        self.validators = []  # clean_name says it in words of ours

    def clean(self, value: str | None) -> str:
        return clean_name(value or "")


class SaveSearchForm(forms.Form):
    name = NameField(label=_("Name"), help_text=_("Under this name it stands in “My area”."))
    frequency = forms.ChoiceField(
        label=_("Tell me about new results"), choices=Frequency.choices, initial=Frequency.OFF
    )


class ChangeSearchForm(SaveSearchForm):
    by_email = forms.BooleanField(
        label=_("also by e-mail"),
        required=False,
        help_text=_("In “My area” you are told in any case, unless you choose “never”."),
    )
    sharing = forms.ChoiceField(
        label=_("Who can open this search?"),
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the address is shared, never rights: everybody finds what they may find themselves."),
    )
