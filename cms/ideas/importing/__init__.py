"""Good ideas from a file: read (`reading`), judged line by line (`rows`), written all at once (`writing`)."""

from cms.ideas.importing.reading import read_ideas
from cms.ideas.importing.rows import IdeaRow, LineError, Unreadable
from cms.ideas.importing.writing import Result, import_ideas

__all__ = ["IdeaRow", "LineError", "Result", "Unreadable", "import_ideas", "read_ideas"]
