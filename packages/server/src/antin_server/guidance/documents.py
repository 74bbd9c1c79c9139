"""The blank forms as files, made once and kept: 30 small documents and two archives."""

from functools import cache

from antin import documents


@cache
def blank(law_id: str, number: str) -> bytes:
    """A blank form, DOCX. Raises LawSetUnknown, FormUnknown."""
    return documents.blank(law_id, number)


@cache
def archive(law_id: str) -> bytes:
    """Every form of a law set, ZIP. Raises LawSetUnknown."""
    return documents.archive(law_id)
