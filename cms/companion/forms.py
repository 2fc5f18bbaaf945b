from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.companion.models import MAX_ANSWER, MAX_QUESTION, MAX_REASON, Question
from cms.companion.validation import clean_answer, clean_note, clean_question, clean_reason
from cms.meetings.models import MeetingPage
from network.discussions.forms import BodyField, ClientIdMixin, TitleField
from network.discussions.models import Thread
from network.discussions.validation import MAX_BODY


class QuestionField(forms.CharField):
    """Checked as the action checks it, so that the message stands beside the field."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "data-limit": MAX_QUESTION, "autocomplete": "off"})
        help_text = _("One question, at most %(limit)d characters.") % {"limit": MAX_QUESTION}
        super().__init__(strip=False, required=True, widget=widget, help_text=help_text, **kwargs)
        self.validators = []

    def clean(self, value: str | None) -> str:
        return clean_question(value or "")


class QuestionForm(ClientIdMixin):
    """`body`, as in every form that is sent live."""

    body = QuestionField(label=_("Your question"))
    is_anonymous = forms.BooleanField(
        label=_("Ask without my name"),
        required=False,
        help_text=_(
            "Without it nobody in the room sees who asked, the moderators neither. The question stays with your account, "
            "so that you can change it and are told of an answer."
        ),
    )


class QuestionEditForm(forms.Form):
    body = QuestionField(label=_("Your question"))


class NoteForm(forms.Form):
    """With the version it began with, and its text, by which what two people wrote is put together."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    body = forms.CharField(
        label=_("Results"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-limit": MAX_BODY}),
        help_text=_("Everybody in the room writes in this text. Markdown is possible: **bold**, lists, links."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].validators = self.fields["base"].validators = []  # checked below as the action does

    def clean_body(self) -> str:
        return clean_note(self.cleaned_data["body"])

    def clean_base(self) -> str | None:
        return clean_note(self.cleaned_data["base"]) if "base" in self.data else None


class QuestionsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """What cannot be a row's number is no choice; no database would take it."""
        texts = value if isinstance(value, list | tuple) else ()
        return super().clean([text for text in texts if str(text).isascii() and str(text).isdigit() and len(text) < 19])


class CarryForm(forms.Form):
    """Which questions go to which meeting."""

    questions = QuestionsField(
        label=_("Open questions"),
        queryset=Question.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one question.")},
    )
    meeting = forms.ModelChoiceField(
        label=_("To which meeting?"),
        queryset=MeetingPage.objects.none(),
        empty_label=None,
        help_text=_(
            "Everybody who may enter its space reads the questions there, without the names of those who asked."
        ),
    )

    def __init__(
        self, *args: Any, questions: QuerySet[Question], meetings: QuerySet[MeetingPage], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = questions
        self.fields["meeting"].queryset = meetings


class QuestionThreadForm(ClientIdMixin):
    """The thread that a question goes on as; it begins with words, and can be added to like any other."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[choice for choice in Thread.Kind.choices if choice[0] != Thread.Kind.ANNOUNCEMENT],
    )
    title = TitleField(label=_("Title"))
    body = BodyField(label=_("Text"), rows=10)


class StepForm(forms.Form):
    """`state` says what becomes of the question, `version` what the moderator saw when choosing."""

    state = forms.ChoiceField(choices=Question.State.choices)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    answer = forms.CharField(
        label=_("Written answer"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-limit": MAX_ANSWER}),
        help_text=_("Everybody in the room reads it below the question."),
    )
    reason = forms.CharField(
        label=_("Why is it hidden?"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"data-limit": MAX_REASON, "autocomplete": "off"}),
        help_text=_("The person who asked is told the reason."),
    )
    into = forms.ModelChoiceField(
        label=_("The same as"), required=False, queryset=Question.objects.none(), empty_label=_("Choose a question")
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].validators = self.fields["reason"].validators = []  # checked below as the action does
        others = Question.objects.filter(room=question.room_id).exclude(pk=question.pk)
        self.fields["into"].queryset = others.listed().in_order()

    def ask_for_all(self) -> None:
        """On the page every field has a form of its own, which is about that field."""
        for name in ("answer", "reason", "into"):
            self.fields[name].required = True

    @property
    def wants_merging(self) -> bool:
        return bool(self.cleaned_data["state"] == Question.State.MERGED)

    def clean_answer(self) -> str | None:
        return clean_answer(self.cleaned_data["answer"]) if "answer" in self.data else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") == Question.State.HIDDEN:
            try:
                data["reason"] = clean_reason(data.get("reason", ""))
            except forms.ValidationError as problem:
                self.add_error("reason", problem)
        if data.get("state") == Question.State.MERGED and not data.get("into") and "into" not in self.errors:
            self.add_error("into", _("Choose another question of this room."))
        return data
