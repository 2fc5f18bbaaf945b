from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.municipalities.models import Municipality
from network.people.models import User
from network.spaces.models import Space


class SpaceForm(forms.ModelForm):
    class Meta:
        model = Space
        fields = ("title", "description", "kind", "visibility", "municipality")
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "visibility": forms.RadioSelect}
        help_texts = {
            "visibility": _("Open to the network: everyone who is signed in. By invitation only: those you add."),
            "description": _("One or two sentences: who meets here and what is talked about."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.in_network()
        self.fields["municipality"].required = False


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
