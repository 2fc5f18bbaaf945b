from django.utils.translation import gettext_lazy as _

from cms.basepage.feeds import PageFeed
from cms.municipalities.models import ExperiencePage


class ExperienceFeed(PageFeed):
    model = ExperiencePage
    name = _("Experiences")
