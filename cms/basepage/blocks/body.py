from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.basepage.blocks.links import OutsideLinkBlock, PageLinkBlock
from cms.basepage.blocks.media import DocumentBlock, FigureBlock
from cms.basepage.blocks.text import (
    FactsBlock,
    HeadingBlock,
    HintBlock,
    MarkdownBlock,
    QuestionsBlock,
    QuoteBlock,
    TextBlock,
)


class BodyBlock(blocks.StreamBlock):
    """What an editor composes a page of; the same on every page type."""

    heading = HeadingBlock()
    text = TextBlock()
    markdown = MarkdownBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    hint = HintBlock()
    questions = QuestionsBlock()
    document = DocumentBlock()
    page_link = PageLinkBlock()
    outside_link = OutsideLinkBlock()

    class Meta:
        label = _("Content")
