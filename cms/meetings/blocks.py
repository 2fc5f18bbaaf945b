from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.basepage.blocks.text import INLINE_FEATURES


class SpeakerBlock(blocks.StructBlock):
    """Public by name and role; nothing else of a person is stored here."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role and organisation"), max_length=200, required=False)

    class Meta:
        icon = "user"
        label = _("Speaker")


class ResultBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Result in one sentence"), max_length=200)
    text = blocks.RichTextBlock(label=_("More about it"), features=[*INLINE_FEATURES, "ul"], required=False)

    class Meta:
        icon = "tick"
        label = _("Result")


class RecommendationBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(
        label=_("Addressed to"),
        choices=[
            ("federal", _("Federal level")),
            ("federal_state", _("Federal level and states")),
            ("state", _("States")),
            ("municipal", _("Municipalities")),
            ("network", _("The network")),
        ],
        default="federal",
    )
    title = blocks.CharBlock(label=_("Recommendation in one sentence"), max_length=200)
    text = blocks.RichTextBlock(label=_("Reasons"), features=[*INLINE_FEATURES, "ul"], required=False)

    class Meta:
        icon = "pick"
        label = _("Recommendation")
