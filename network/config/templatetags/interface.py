"""Small filters the components need: dates as a sentence says them, what a name is short for, what a field is."""

from datetime import date, datetime

from django import forms, template
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from network.people.markdown import render_markdown

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """14. Juni 2018"""
    return date_format(value, pgettext("format of a day", "j F Y")) if value else ""


@register.filter(expects_localtime=True)
def weekday(value: date | None) -> str:
    """Donnerstag, 14. Juni 2018"""
    return date_format(value, pgettext("format of a day with its weekday", "l, j F Y")) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """14. Juni 2018, 10:42 Uhr"""
    return date_format(value, pgettext("format of a moment", "j F Y, H:i")) if value else ""


@register.filter
def initials(name: str) -> str:
    """DK for "Demo-Mitglied Krefeld"."""
    words = str(name or "").replace("(", "").replace(")", "").split()
    if not words:
        return "–"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def has_choice(field: BoundField) -> bool:
    """Radio buttons one of which is chosen from the beginning: there is nothing that could be left out."""
    chosen = field.value()
    return isinstance(field.field.widget, forms.RadioSelect) and any(
        str(value) == str(chosen if chosen is not None else "") for value, _label in field.field.choices
    )


@register.filter
def markdown(text: str) -> SafeString:
    return render_markdown(text or "")
