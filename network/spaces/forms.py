from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.municipalities.models import Municipality
from network.people.models import User
from network.spaces.models import MAX_SENTENCE, JoinRequest, Space


class SpaceForm(forms.ModelForm):
    class Meta:
        model = Space
        fields = ("title", "description", "kind", "visibility", "is_failure_room", "municipality")
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "visibility": forms.RadioSelect}
        help_texts = {
            "visibility": _(
                "Open to the network: everyone who is signed in. Closed: everyone sees title, description and number "
                "of members; only members read and write, and others can ask to join. By invitation only: those who are "
                "added; nobody else knows of it."
            ),
            "description": _("One or two sentences: who meets here and what is talked about."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.in_network()
        self.fields["municipality"].required = False
        self.fields["municipality"].empty_label = _("none in particular")


class SpaceChangeForm(SpaceForm):
    """`confirmed` names the visibility that was read about, so that no other is confirmed with it."""

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    keep_authors = forms.BooleanField(label=_("Those who have written here become members"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_failure_room"]  # what was written without names stays so

    @property
    def is_confirmed(self) -> bool:
        return (
            bool(self.cleaned_data["confirmed"]) and self.cleaned_data["confirmed"] == self.cleaned_data["visibility"]
        )


class AddMemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person must already have an account here."))
    is_facilitator = forms.BooleanField(label=_("may also manage this space"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        self.person = User.objects.visible_to(self.viewer).active().filter(email=email).first()
        if self.person is None:
            raise forms.ValidationError(
                _("Nobody here has the address %(email)s. The coordinators can invite new people."),
                params={"email": email},
            )
        return email


class SentenceForm(forms.Form):
    """A sentence that may be left out: with a request to join a space, and with the answer."""

    text = forms.CharField(
        required=False,
        max_length=MAX_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("The text has %(show_value)s characters; at most %(limit_value)s are possible.")
        },
    )

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text


def request_form(*args: Any, **kwargs: Any) -> SentenceForm:
    label = _("A sentence to those who manage the space")
    return SentenceForm(*args, label=label, help_text=_("Why do you want to join? Only they read it."), **kwargs)


def answer_form(request: JoinRequest, *args: Any, **kwargs: Any) -> SentenceForm:
    label = _("A sentence with the answer")
    return SentenceForm(*args, label=label, auto_id=f"id_request_{request.pk}_%s", **kwargs)
