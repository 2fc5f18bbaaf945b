"""What an editor decides about a search without good results."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.basepage.querysets import VisiblePageQuerySet
from search.vain import actions
from search.vain.models import EditorsAnswer, VainSearch

RECOMMEND, ANSWERED, DISMISSED, OPEN = "recommend", "answered", "dismissed", "open"
DECISIONS = (
    (RECOMMEND, _("Recommend a page: it stands on top of the results of this search from now on")),
    (ANSWERED, _("Mark as answered: a synonym or a new text finds it now")),
    (DISMISSED, _("Nothing to do, for the reason below")),
    (OPEN, _("Leave it open")),
)


class DecisionForm(WagtailAdminModelForm):
    decision = forms.ChoiceField(label=_("What becomes of it?"), choices=DECISIONS, widget=forms.RadioSelect)
    page = forms.ModelChoiceField(
        label=_("Recommended page"),
        queryset=Page.objects.all(),
        widget=AdminPageChooser,
        required=False,
        help_text=_("Only published pages are shown, and only while they are."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *VainSearch.Reason.choices], required=False)

    class Meta:
        model = VainSearch
        fields = ()

    def clean_page(self) -> Page | None:
        page = self.cleaned_data["page"]
        if page is not None and not VisiblePageQuerySet(Page).published().filter(pk=page.pk).exists():
            raise ValidationError(_("This page is not published, so nobody would see it."))
        return page

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision == RECOMMEND and not cleaned.get("page") and "page" not in self.errors:
            self.add_error("page", _("Please choose the page to be recommended."))
        if decision == DISMISSED and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why nothing has to be done."))
        return cleaned

    def save(self, commit: bool = True) -> VainSearch:
        vain, given, editor = self.instance, self.cleaned_data, self.for_user
        if given["decision"] == RECOMMEND:
            actions.recommend_page(text=vain.text, page=given["page"], editor=editor)
        elif given["decision"] == ANSWERED:
            actions.mark_answered(vain=vain, editor=editor)
        elif given["decision"] == DISMISSED:
            actions.dismiss(vain=vain, reason=given["reason"], editor=editor)
        else:
            actions.reopen(vain=vain, editor=editor)
        return vain


class EditorsAnswerForm(WagtailAdminModelForm):
    class Meta:
        model = EditorsAnswer
        fields = ("text", "page")
        widgets = {"page": AdminPageChooser}

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if not actions.question_key(text):
            raise ValidationError(_("There is no word in this question."))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        key, page = actions.question_key(cleaned.get("text", "")), cleaned.get("page")
        same = EditorsAnswer.objects.filter(question_key=key, page=page).exclude(pk=self.instance.pk)
        if key and page and same.exists():
            raise ValidationError(_("This page is already recommended for this question."))
        return cleaned

    def save(self, commit: bool = True) -> EditorsAnswer:
        self.instance.question_key = actions.question_key(self.cleaned_data["text"])
        return super().save(commit=commit)
