from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.discussions.models import Thread
from network.discussions.validation import MAX_BODY, MAX_OUTCOME, clean_body, clean_outcome, clean_title
from network.spaces.models import Space


class BodyField(forms.CharField):
    """Markdown, checked as the action checks it, so that the message stands beside the field."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-limit": MAX_BODY})
        super().__init__(widget=widget, strip=False, required=True, **kwargs)
        # NUL is refused below, with a message of ours; the limit counts what is stored, not CRLF line ends.
        self.validators = []

    def clean(self, value: str | None) -> str:
        return clean_body(value or "")


class TitleField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)
        self.validators = []

    def clean(self, value: str | None) -> str:
        return clean_title(value or "")


class ClientIdMixin(forms.Form):
    """Made with the form: the same form sent twice is one post."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_client_id(self) -> Any:
        return self.cleaned_data["client_id"] or uuid4()


class MentionsMixin(forms.Form):
    """Suggests whom one can mention in the space that is written for."""

    def __init__(self, *args: Any, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if space is not None:
            self.fields["body"].widget.attrs |= {
                "data-mentions": reverse("space-mentions", args=[space.pk]),
                "data-mentions-label": _("Whom to mention"),
            }


class PostForm(MentionsMixin, ClientIdMixin):
    body = BodyField(
        label=_("Your answer"),
        help_text=_("You can use Markdown: **bold**, lists, links. Mention people and municipalities with @."),
    )


class PostEditForm(MentionsMixin):
    """With the version that was edited, so that another window's text is not overwritten unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    body = BodyField(label=_("Your text"), rows=12)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": MAX_OUTCOME}),
        help_text=_("Stands above the posts and is found by the search. Markdown is possible."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].validators = []  # checked below as the action checks it

    def clean_outcome(self) -> str:
        return clean_outcome(self.cleaned_data["outcome"])


class ThreadHeadForm(forms.Form):
    title = TitleField(label=_("Title"))
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, choices=Thread.Kind.choices)


class ThreadForm(MentionsMixin, ClientIdMixin):
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial=Thread.Kind.QUESTION)
    title = TitleField(
        label=_("Title"), help_text=_("A sentence that others recognise their own case in, at most 160 characters.")
    )
    body = BodyField(
        label=_("Text"),
        rows=10,
        help_text=_("What do you want to know, and what have you tried? Markdown is possible."),
    )
    field_order = ("kind", "title", "body")

    def __init__(self, *args: Any, may_announce: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            choice for choice in Thread.Kind.choices if may_announce or choice[0] != Thread.Kind.ANNOUNCEMENT
        ]
