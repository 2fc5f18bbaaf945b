"""Pages of practice: what they share beside topics and tags is whom it is for, who took part and under which law."""

from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.basepage.classification import ActorGroup, LegalRegime, TargetGroup
from cms.basepage.fields import VocabularyField
from cms.basepage.models.pages import BasePage

CLASSES = {"audiences": "target_group", "actor_groups": "actor_group", "legal_regimes": "legal_regime"}
"""The fields, and by which parameter the search filters by them."""


class PageClass(NamedTuple):
    label: str
    parameter: str
    values: list[tuple[str, str]]
    """Value and name."""


class ClassifiedPage(BasePage):
    audiences = VocabularyField(
        _("target groups"),
        vocabulary=TargetGroup,
        help_text=_("Whom it is for. Choose only groups the text really speaks of: readers filter by them."),
    )
    actor_groups = VocabularyField(
        _("who took part"),
        vocabulary=ActorGroup,
        help_text=_("Who worked on it beside the office that tells it. Names of partners stay in the text."),
    )
    legal_regimes = VocabularyField(
        _("law"),
        vocabulary=LegalRegime,
        help_text=_("Under which law it moves, if it depends on one. Often none."),
    )

    classification_panels: ClassVar[list[Any]] = [
        *BasePage.classification_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in CLASSES],
            heading=_("For whom, with whom, under which law"),
            help_text=_("All optional. By these others find what fits their own case."),
            classname="collapsed",
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside the context of every page classes: see `classes`."""
        return super().get_context(request, *args, **kwargs) | {"classes": self.classes}

    @property
    def classes(self) -> list[PageClass]:
        """Those vocabularies of which something is chosen, with the names in the reader's language."""
        found = []
        for name, parameter in CLASSES.items():
            field: Any = self._meta.get_field(name)
            if values := field.labels(getattr(self, name)):
                found.append(PageClass(capfirst(str(field.verbose_name)), parameter, values))
        return found
