"""What the moderation has hidden: out of the rows that everything reads, so that no door can show it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.discussions.models.conversation import Post


class HiddenText(models.Model):
    """The text of a hidden post, for its author and for those who decide; it goes back when the post is shown again."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="hidden_text")
    body = models.TextField()
    body_html = models.TextField()
    reactions = models.JSONField(default=dict)
    attachments = models.JSONField(default=list)
    has_poll = models.BooleanField(default=False)
    was_accepted = models.BooleanField(default=False)
    quotes = models.JSONField(default=dict, help_text="what other posts quoted of it, by their ids")

    class Meta:
        verbose_name = _("hidden text")
        verbose_name_plural = _("hidden texts")

    def __str__(self) -> str:
        return str(self.post_id)
