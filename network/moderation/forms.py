from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.moderation.models import Decision, Reason
from network.moderation.texts import clean_text


class TextField(forms.CharField):
    """Checked as the action checks it, so that the message stands beside the field."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)
        self.validators = []

    def clean(self, value: str | None) -> str:
        text = clean_text(value or "")
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("A sentence about it"), required=False, help_text=_("What should those who decide pay attention to?")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Please say in a sentence what it is about."))
        return cleaned


class AnswerForm(forms.Form):
    text = TextField(
        label=_("Your answer"), rows=6, error_messages={"required": _("Please write something before you send it.")}
    )


class DecisionForm(forms.Form):
    """One form for everything that can be decided; the action says what is missing, and beside which field."""

    kind = forms.ChoiceField(label=_("What shall happen?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", _("please choose")), *Reason.choices],
        help_text=_(
            "For hiding, warning and suspending. Where a post stood, the reason stands then; the author is told in any case."
        ),
    )
    text = TextField(
        label=_("To the author"),
        required=False,
        rows=5,
        help_text=_("What exactly is wrong, and what can be done now? Needed for a warning and a suspension."),
    )
    until = forms.DateField(
        label=_("May write again from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only for a suspension."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, is_hidden: bool, may_suspend: bool, is_masked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(is_hidden=is_hidden, may_suspend=may_suspend, is_masked=is_masked)
        if not may_suspend:
            del self.fields["until"]
        else:
            self.fields["until"].widget.attrs["min"] = (localdate() + timedelta(days=1)).isoformat()

    def clean_until(self) -> datetime | None:
        """The beginning of that day."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, datetime.min.time())) if day else None


def choices(*, is_hidden: bool, may_suspend: bool, is_masked: bool) -> list[tuple[str, Any]]:
    kind = Decision.Kind
    possible = (
        [(kind.RESTORE, _("Show it again")), (kind.KEEP, _("It stays hidden"))]
        if is_hidden
        else [(kind.KEEP, _("It stays as it is")), (kind.HIDE, _("Hide it"))]
    )
    possible.append((kind.WARN, _("Warn the author")))
    if may_suspend:
        possible.append((kind.SUSPEND, _("Suspend the author from writing for a while")))
    if may_suspend and is_masked:
        possible.append((kind.SHOW_NAME, _("Look up who wrote it: it is written down, and the author is told")))
    return possible


class AuditFilterForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", pgettext_lazy("filter", "everything")), *Decision.Kind.choices]
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
