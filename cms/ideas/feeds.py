from django.utils.translation import gettext_lazy as _

from cms.basepage.feeds import PageFeed
from cms.ideas.models import IdeaPage


class IdeaFeed(PageFeed):
    model = IdeaPage
    name = _("Good ideas")
