from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.municipalities.models.experiences import ExperiencePage
from network.moderation.models import Reason


class HiddenExperience(models.Model):
    """The moderation has taken the page off; this is what everybody read, and reads again when it is shown."""

    page = models.OneToOneField(ExperiencePage, on_delete=models.CASCADE, related_name="hidden")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("hidden experience")
        verbose_name_plural = _("hidden experiences")

    def __str__(self) -> str:
        return str(self.page_id)
