"""Errors and messages in the reader's language, as pages show them."""

from django.utils.translation import get_language

from antin.errors import AntinError
from antin.messages import Language, Message, message_of


def reader_language() -> Language:
    """Vietnamese unless the reader chose English."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def said(error: AntinError) -> Message:
    """The text and hint of an error, ready for common/error_summary.html."""
    return message_of(error, reader_language())
