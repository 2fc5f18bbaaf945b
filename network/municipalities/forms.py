from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.municipalities.models import Membership, Municipality
from network.people.forms import PASSWORD_HINT
from network.people.models import User
from network.people.roles import Role

FIRST_YEAR = 2000


class RegisterSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name or official key (AGS)"),
        help_text=_("The beginning is enough; umlauts may be written either way."),
        required=False,
        max_length=100,
    )


class JoinForm(forms.ModelForm):
    joined_on = forms.DateField(
        label=_("In the network since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Municipality
        fields = ["joined_on", "contact_role", "contact_email"]
        labels = {"contact_role": _("Contact: office or function"), "contact_email": _("Contact: e-mail address")}
        help_texts = {
            "contact_role": _("Shown on the public profile, for example “Integration office”."),
            "contact_email": _("Shown to members only."),
        }

    def clean_joined_on(self) -> date:
        joined_on = self.cleaned_data["joined_on"]
        if joined_on > timezone.localdate():
            raise ValidationError(_("This day is in the future."))
        if joined_on.year < FIRST_YEAR:
            raise ValidationError(_("This day is before the year %(year)d."), params={"year": FIRST_YEAR})
        return joined_on


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=User._meta.get_field("language").choices, initial="de"
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if Membership.objects.filter(municipality=self.municipality, user__email=email).exists():
            raise ValidationError(
                _("This person is already a member of %(place)s."), params={"place": self.municipality.name}
            )
        if User.objects.filter(email=email, is_active=False).exists():
            raise ValidationError(_("The account with this address is closed. Open it again first (People)."))
        return email


class NewAccountForm(forms.Form):
    """What an invited person without an account adds to the e-mail address."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password1 = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password1")
        if not password:
            return cleaned
        person = User(
            email=self.email, first_name=cleaned.get("first_name", ""), last_name=cleaned.get("last_name", "")
        )
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password1", error)
        if "password2" in cleaned and cleaned["password2"] != password:
            self.add_error("password2", _("The two passwords are not the same."))
        return cleaned
