"""What a document says, field by field, each letter folded once: to fold is most of the work of indexing."""

from search.analysis import fold
from search.documents import SearchDocument

GERMAN = "de"


class FoldedTexts:
    def __init__(self, document: SearchDocument, language: str) -> None:
        self.title = fold("" if document.is_reply else document.title, language)
        self.body = self.title + "\n" + fold("\n".join(document.passages), language)
        own = (document.title, *document.keywords) if document.is_reply else document.keywords
        self.keywords = fold("\n".join(own), language)
        everything = f"{self.body}\n{self.keywords}"
        self.everything = everything if language == GERMAN else fold(everything)
        """In the one spelling that words of all languages are compared in."""
