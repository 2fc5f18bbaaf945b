"""Small filters the components need: what a name is short for, what kind of control a field is."""

from django import forms, template
from django.forms import BoundField

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Of "Demo-Mitglied Krefeld" DK."""
    words = str(name).split()
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
