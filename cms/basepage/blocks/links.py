from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PageLinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))
    text = blocks.CharBlock(label=_("Text beside it"), max_length=200, required=False)

    class Meta:
        icon = "link"
        label = _("Link to a page")
        template = "cms/blocks/page_link.html"


class OutsideLinkBlock(blocks.StructBlock):
    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.CharBlock(label=_("Text beside it"), max_length=200, required=False)

    class Meta:
        icon = "link-external"
        label = _("Link to another site")
        template = "cms/blocks/outside_link.html"
