from cms.basepage.models.attachments import PageDocument, PagePhoto
from cms.basepage.models.classified import ClassifiedPage
from cms.basepage.models.media import NetworkDocument, NetworkImage, NetworkRendition
from cms.basepage.models.pages import BasePage, IndexPage
from cms.basepage.models.tags import Tag, TaggedPage
from cms.basepage.models.topics import Topic

__all__ = [
    "BasePage",
    "ClassifiedPage",
    "IndexPage",
    "NetworkDocument",
    "NetworkImage",
    "NetworkRendition",
    "PageDocument",
    "PagePhoto",
    "Tag",
    "TaggedPage",
    "Topic",
]
