from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from network.people.markdown import render_markdown

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = ["h3", "h4", *INLINE_FEATURES, "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/text.html"


class MarkdownBlock(blocks.TextBlock):
    """For texts that come from elsewhere and for members' texts that an editor moves."""

    def get_context(self, value: str, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"html": render_markdown(value or "")}

    class Meta:
        icon = "code"
        label = _("Text in Markdown")
        template = "cms/blocks/markdown.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), max_length=600)
    name = blocks.CharBlock(label=_("Who said it"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What"), max_length=60)
    value = blocks.CharBlock(label=_("How much"), max_length=120)


class FactsBlock(blocks.StructBlock):
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = _("Facts and figures")
        template = "cms/blocks/facts.html"


class HintBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Hint")
        template = "cms/blocks/hint.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)


class QuestionsBlock(blocks.StructBlock):
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "cms/blocks/questions.html"
