"""All forms of a law set at once, and what their files are called."""

from antin.casework import law_set
from antin.documents.papers import blank
from antin.documents.zipped import zipped


def file_name(form_number: str, suffix: str = "docx") -> str:
    """mau-01.docx; mau-nb01.docx for the project's own papers."""
    return f"mau-{form_number.lower()}.{suffix}"


def archive(law_set_id: str) -> bytes:
    """A ZIP of every form that the law set prescribes, blank, mau-NN.docx each. Raises LawSetUnknown."""
    return zipped((file_name(form.number), blank(law_set_id, form.number)) for form in law_set(law_set_id).forms)
