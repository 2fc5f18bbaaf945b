"""An experience in ten minutes: a question a step, in any order; only what the page cannot do without is required."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.basepage.fields import read_partial_date, validate_partial_date
from cms.basepage.models.classified import CLASSES
from cms.basepage.tags import split_names
from cms.basepage.vocabulary import topics
from cms.municipalities.actions.submissions import TEXT_FIELDS, Submission
from cms.municipalities.models import ExperiencePage, PendingUpload
from cms.municipalities.named_groups import with_named_groups

MAX_TAGS = 12
LONG_TEXT = 10_000
FACT = 300
LIST = 1000


class PartialDateInput(forms.CharField):
    def clean(self, value: Any) -> str:
        date = read_partial_date(super().clean(value))
        if date:
            validate_partial_date(date)
        return date


def _long(label: Any, *, required: bool = False, rows: int = 8) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": rows})
    )


def _classes(name: str, label: Any) -> forms.Field:
    """A vocabulary of the page; its help is for editors, who know what facets are."""
    return ExperiencePage._meta.get_field(name).formfield(label=label, help_text="")


class ExperienceForm(forms.Form):
    municipality = forms.ModelChoiceField(
        label=_("For which municipality do you write?"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What is it about, in one line?"), max_length=120)
    summary = forms.CharField(
        label=_("What is the answer, in two sentences?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    what_we_did = _long(_("What did you do?"), required=True)
    outcome = _long(_("What came of it?"))
    what_did_not_work = _long(_("What did not work?"))
    started_on = PartialDateInput(
        label=_("Since when?"), required=False, max_length=40, help_text=_("A year or a month is enough.")
    )
    ended_on = PartialDateInput(
        label=_("Until when?"), required=False, max_length=40, help_text=_("Leave it empty if it goes on.")
    )
    cost = forms.CharField(label=_("What did it cost?"), required=False, max_length=FACT)
    staff = forms.CharField(label=_("Who worked on it?"), required=False, max_length=FACT)
    partners = forms.CharField(
        label=_("With whom?"),
        required=False,
        max_length=LIST,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    target_groups = forms.CharField(
        label=_("For whom?"),
        required=False,
        max_length=LIST,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topics = forms.MultipleChoiceField(
        label=_("Which fields of action?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one field of action: that is how others find your experience.")},
    )
    tags = forms.CharField(
        label=_("Which tags?"),
        required=False,
        max_length=600,
        help_text=_("Free words, separated by commas."),
    )
    audiences = _classes("audiences", _("Which of these groups is it for?"))
    actor_groups = _classes("actor_groups", _("Who of these took part?"))
    legal_regimes = _classes("legal_regimes", _("Does it depend on one of these laws?"))

    def __init__(self, *args: Any, municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        self.fields["topics"].choices = [(topic.key, topic.name) for topic in topics()]  # type: ignore[attr-defined]
        self._hide_the_only_municipality(municipalities)

    def _hide_the_only_municipality(self, municipalities: Any) -> None:
        only = list(municipalities[:2])
        if len(only) == 1:
            field = self.fields["municipality"]
            field.widget, field.required = forms.HiddenInput(), False
            self.initial["municipality"] = only[0].pk
            self.only_municipality = only[0]

    def clean_municipality(self) -> Any:
        return self.cleaned_data["municipality"] or getattr(self, "only_municipality", None)

    def clean_tags(self) -> list[str]:
        names = split_names(self.cleaned_data["tags"])
        if len(names) > MAX_TAGS:
            raise ValidationError(_("These are more than 12 tags. Keep those by which others would search."))
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("started_on", ""), cleaned.get("ended_on", "")
        if start and end and end < start[: len(end)]:
            self.add_error("ended_on", _("The end lies before the beginning."))
        return cleaned

    def submission(self) -> Submission:
        texts = {name: self.cleaned_data.get(name, "") for name in TEXT_FIELDS}
        return Submission(
            texts=texts,
            topic_keys=self.cleaned_data["topics"],
            tags=self.cleaned_data["tags"],
            classes=with_named_groups({name: self.cleaned_data[name] for name in CLASSES}, texts),
        )


class PhotoForm(forms.Form):
    """What a photo needs before others see it."""

    description = forms.CharField(
        label=_("What is to be seen?"),
        max_length=255,
        help_text=_("For people who do not see the picture."),
        error_messages={"required": _("Say in a sentence what is to be seen, for people who do not see the picture.")},
    )
    credit = forms.CharField(
        label=_("Who took the photo?"),
        max_length=255,
        error_messages={"required": _("Say who took the photo: it may only be shown with this.")},
    )
    remove = forms.BooleanField(label=_("Remove this photo"), required=False)


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Name of the document"), max_length=200)
    remove = forms.BooleanField(label=_("Remove this document"), required=False)


def upload_form(upload: PendingUpload, data: Any = None) -> forms.Form:
    """The fields of one file; without `data`, or where `data` does not know the file yet, as it is stored."""
    prefix = f"upload-{upload.pk}"
    is_known = data is not None and any(name.startswith(f"{prefix}-") for name in data)
    if upload.image is not None:
        initial = {"description": upload.image.description, "credit": upload.image.credit}
        form: forms.Form = PhotoForm(data if is_known else None, prefix=prefix, initial=initial)
    else:
        form = DocumentForm(data if is_known else None, prefix=prefix, initial={"title": upload.document.title})
    form.upload = upload  # type: ignore[attr-defined]
    return form
