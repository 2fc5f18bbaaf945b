from django.db import models
from django.utils.translation import gettext_lazy as _


class Reaction(models.TextChoices):
    """Few, and in words. Who reacted is kept on the post, so that a page of posts asks nothing more for it."""

    HELPFUL = "helpful", _("Helpful")
    THANKS = "thanks", _("Thank you")
    SAME = "same", _("We do it like this too")
    INTERESTED = "interested", _("That interests us")
