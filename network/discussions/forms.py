from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.discussions.bylines import name_of
from network.discussions.models import Poll, Post, Thread
from network.discussions.poll_drafts import POLL_FIELDS, PollDraft, draft_poll
from network.discussions.presentation import beginning_of
from network.discussions.validation import MAX_BODY, MAX_OUTCOME, clean_body, clean_outcome, clean_title
from network.files.uploads import DOCUMENT_BYTES, OFFICE, PHOTO_BYTES
from network.spaces.models import Space

END_OF_DAY = time(23, 59, 59)


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


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files


class FilesField(forms.Field):
    """Files beside a text; `network.discussions.attaching` looks at each."""

    widget = FilesInput(attrs={"accept": ",".join(["image/*", *(f".{kind}" for kind in OFFICE)])})

    def __init__(self) -> None:
        super().__init__(
            label=_("Pictures and documents"),
            required=False,
            help_text=format_lazy(
                _(
                    "Photos up to {photo} MB (where they were taken is removed), PDF, Office and OpenDocument up to "
                    "{document} MB."
                ),
                photo=PHOTO_BYTES // 1024**2,
                document=DOCUMENT_BYTES // 1024**2,
            ),
        )


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


class PollMixin(forms.Form):
    """A poll that goes with the text, where something is asked."""

    poll_question = forms.CharField(
        label=_("Question of the poll"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    poll_kind = forms.ChoiceField(
        label=_("How is it answered?"),
        required=False,
        widget=forms.RadioSelect,
        choices=Poll.Kind.choices,
        initial=Poll.Kind.SINGLE,
    )
    poll_options = forms.CharField(
        label=_("Options, one a line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("From 2 to 30. Dates as 14.01.2027 10:00, or 14.01.2027 for the whole day."),
    )
    poll_is_secret = forms.BooleanField(
        label=_("Secret: all see how often each option was chosen, nobody sees by whom"), required=False
    )
    poll_closes_on = forms.DateField(
        label=_("Last day to vote"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Without it the poll is open until somebody closes it."),
    )
    POLL = ("poll_question", "poll_kind", "poll_options", "poll_is_secret", "poll_closes_on")
    is_poll_wanted = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("poll_question", "poll_options"):
            self.fields[name].validators = []  # checked below, with messages of ours

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        values = {name: data.pop(name, "") for name in self.POLL}
        is_asked = self.is_poll_wanted or bool(values["poll_question"].strip() or values["poll_options"].strip())
        data["poll"] = self._draft(values) if is_asked else None
        return data

    def _draft(self, values: dict[str, Any]) -> PollDraft | None:
        day = values["poll_closes_on"]
        try:
            return draft_poll(
                kind=values["poll_kind"] or Poll.Kind.SINGLE,
                question=values["poll_question"],
                options=values["poll_options"],
                is_secret=bool(values["poll_is_secret"]),
                closes_at=make_aware(datetime.combine(day, END_OF_DAY)) if day else None,
            )
        except ValidationError as problem:
            self.add_error(POLL_FIELDS.get(problem.code), problem)
            return None


class ByNameMixin(MentionsMixin):
    """In a failure room one may choose the own name for this post."""

    is_named = forms.BooleanField(label=_("Show my name and my municipality with this post"), required=False)

    def __init__(self, *args: Any, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, space=space, **kwargs)
        if space is None or not space.is_failure_room:
            del self.fields["is_named"]


class PostForm(ByNameMixin, ClientIdMixin):
    body = BodyField(
        label=_("Your answer"),
        help_text=_("You can use Markdown: **bold**, lists, links. Mention people and municipalities with @."),
    )
    files = FilesField()  # type: ignore[assignment] # a field, as the metaclass takes it
    field_order = ("body", "files", "is_named")


class PostEditForm(MentionsMixin):
    """With the version that was edited, so that another window's text is not overwritten unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    body = BodyField(label=_("Your text"), rows=12, help_text=_("Markdown is possible: **bold**, lists, links."))
    files = FilesField()  # type: ignore[assignment] # a field, as the metaclass takes it


class PollPostForm(PollMixin, MentionsMixin, ClientIdMixin):
    """An answer that asks something."""

    body = BodyField(label=_("Your text"), help_text=_("Why do you ask? Markdown is possible."))
    is_poll_wanted = True
    field_order = ("body", *PollMixin.POLL)


class PollChangeForm(PollMixin):
    is_poll_wanted = True


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


class ThreadForm(PollMixin, ByNameMixin, ClientIdMixin):
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial=Thread.Kind.QUESTION)
    title = TitleField(
        label=_("Title"), help_text=_("A sentence that others recognise their own case in, at most 160 characters.")
    )
    body = BodyField(
        label=_("Text"),
        rows=10,
        help_text=_("What do you want to know, and what have you tried? Markdown is possible."),
    )
    files = FilesField()  # type: ignore[assignment] # a field, as the metaclass takes it
    field_order = ("kind", "title", "body", "is_named", "files", *PollMixin.POLL)

    def __init__(self, *args: Any, may_announce: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            choice for choice in Thread.Kind.choices if may_announce or choice[0] != Thread.Kind.ANNOUNCEMENT
        ]


class MoveForm(forms.Form):
    """`confirmed` is the id of the space whose readers were read about."""

    space = forms.TypedChoiceField(label=_("To which space?"), coerce=int)
    confirmed = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, spaces: Iterable[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].choices = [(space.pk, space.title) for space in spaces]


class SplitForm(forms.Form):
    title = TitleField(label=_("Title of the new thread"))
    posts = forms.TypedMultipleChoiceField(
        label=_("Which posts?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose the posts that become a thread of their own.")},
    )

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = [(post.number, _line_of(post)) for post in posts]


def _line_of(post: Post) -> str:
    return f"{name_of(post) or gettext('Former member')}: {beginning_of(post, 120)}"


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Into which thread of this space?"), queryset=Thread.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, threads: QuerySet[Thread], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = threads


class ReferenceForm(forms.Form):
    space = forms.TypedChoiceField(label=_("In which space, too?"), coerce=int)

    def __init__(self, *args: Any, spaces: Iterable[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].choices = [(space.pk, space.title) for space in spaces]
