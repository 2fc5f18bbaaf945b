from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from network.notifications.models import Level, Preference, Rhythm

CONTINENTS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
AS_USUAL = ("", _("as further out: as in the space, or as in my account"))


def zones() -> list[tuple[str, str]]:
    """Europe first; most people here need not look further."""
    names = sorted(name for name in available_timezones() if name.startswith(CONTINENTS))
    names.sort(key=lambda name: not name.startswith("Europe/"))
    return [(name, name.replace("_", " ")) for name in names]


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S"], required=False, **kwargs)


class PreferenceForm(forms.Form):
    level = forms.ChoiceField(
        label=_("What do you want to be told of?"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "“What concerns me”: answers to what you have written, where somebody mentions you, and announcements. In "
            "each space and thread you can choose otherwise."
        ),
    )
    rhythm = forms.ChoiceField(
        label=_("When do you want it by e-mail?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "At once: what belongs together comes in one e-mail. Daily and weekly: one e-mail in the morning, weekly on "
            "Mondays. What you have read here meanwhile is not sent."
        ),
    )
    quiet_from = ClockField(label=_("No e-mails from"), help_text=_("For example 19:00. They come afterwards."))
    quiet_until = ClockField(label=_("until"), help_text=_("For example 7:00, also beyond midnight."))
    weekdays_only = forms.BooleanField(label=_("no e-mails on Saturdays and Sundays"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lazy(zones, list)())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has = {name: cleaned.get(name) is not None for name in ("quiet_from", "quiet_until")}
        if has["quiet_from"] != has["quiet_until"] and not {"quiet_from", "quiet_until"} & set(self.errors):
            missing = "quiet_until" if has["quiet_from"] else "quiet_from"
            self.add_error(missing, _("Please say from when until when, or leave both empty."))
        return cleaned

    @staticmethod
    def initial_of(preference: Preference) -> dict[str, Any]:
        return {name: getattr(preference, name) for name in PreferenceForm.base_fields}


class ChoiceForm(forms.Form):
    level = forms.ChoiceField(
        label=_("What do you want to be told of here?"), choices=[AS_USUAL, *Level.choices], widget=forms.RadioSelect
    )
    rhythm = forms.ChoiceField(
        label=_("When do you want it by e-mail?"), choices=[AS_USUAL, *Rhythm.choices], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
