"""What the portal tells people: pages in Markdown, and the lists beside them; read once, kept in memory."""

from antin_server.guidance.content.library import library
from antin_server.guidance.content.model import (
    SECTIONS,
    Attachment,
    Confidence,
    FormNote,
    Library,
    Page,
    Software,
    State,
)

__all__ = [
    "SECTIONS",
    "Attachment",
    "Confidence",
    "FormNote",
    "Library",
    "Page",
    "Software",
    "State",
    "library",
]
