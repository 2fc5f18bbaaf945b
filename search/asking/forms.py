from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.discussions.forms import BodyField, ClientIdMixin, TitleField
from network.municipalities.models import Municipality
from network.people.models import User
from network.spaces.models import Space
from search.asking.proposals import Proposal

MOST_ASKED = 10


def spaces_for(user: User) -> list[Space]:
    """Those the person may write in, with `people_count`."""
    spaces = Space.objects.visible_to(user).active().with_member_count()
    return [space for space in spaces if user.has_perm("discussions.open_thread", space)]


class SpaceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Who can read it stands beside the name, because it decides where one asks."""
        if obj.is_open:
            return _("%(space)s – everyone who is signed in can read it") % {"space": obj.title}
        readers = ngettext(
            "%(space)s – only its %(number)d member can read it",
            "%(space)s – only its %(number)d members can read it",
            obj.people_count,
        )
        return readers % {"space": obj.title, "number": obj.people_count}


class AskForm(ClientIdMixin):
    title = TitleField(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy("A sentence that others recognise their own case in, at most 160 characters."),
    )
    body = BodyField(
        label=gettext_lazy("Text"),
        rows=8,
        help_text=gettext_lazy("What do you want to know, and what have you tried? Markdown is possible."),
    )
    space = SpaceField(label=gettext_lazy("Where do you ask?"), queryset=Space.objects.none(), empty_label=None)
    municipalities = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you ask in particular?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "The people of these municipalities are told of your question, as far as they can read the space. Everybody "
            "else there can answer, too."
        ),
    )
    another = forms.CharField(
        label=gettext_lazy("Another municipality"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("By its name, if it is not in the list."),
    )

    def __init__(self, *args: Any, spaces: Sequence[Space], proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces_field: Any = self.fields["space"]
        spaces_field.queryset = Space.objects.filter(pk__in=[space.pk for space in spaces]).with_member_count()
        municipalities: Any = self.fields["municipalities"]
        municipalities.choices = [(proposal.municipality.slug, _choice(proposal)) for proposal in proposals]
        if not proposals:
            del self.fields["municipalities"]

    def clean_another(self) -> Municipality | None:
        name = self.cleaned_data["another"].strip()
        if not name:
            return None
        found = Municipality.objects.in_network().matching(name).first()
        if found is None:
            raise ValidationError(_("No municipality of the network is called “%(name)s”.") % {"name": name})
        return found

    def chosen(self) -> list[Municipality]:
        slugs = self.cleaned_data.get("municipalities", [])[:MOST_ASKED]
        places = list(Municipality.objects.in_network().filter(slug__in=slugs).order_by("name"))
        another = self.cleaned_data.get("another")
        return places if another is None or another in places else [*places, another]


def _choice(proposal: Proposal) -> SafeString:
    reasons = ", ".join(proposal.reasons)
    return format_html('<span>{} <span class="ask__reason">({})</span></span>', proposal.municipality.label, reasons)
