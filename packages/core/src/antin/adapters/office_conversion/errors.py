"""Why an office document does not become a PDF."""

from antin.errors import AntinError


class OfficeError(AntinError):
    """The parent of every error of this room."""

    code = "office_error"


class OfficeProgramAbsent(OfficeError):
    """LibreOffice is not on this machine, or lacks the part for this kind of document."""

    code = "office_program_absent"


class NotAnOfficeDocument(OfficeError):
    """Neither Word, Excel, PowerPoint, RTF nor ODF; told by content."""

    code = "office_document_unknown"


class OfficeDocumentIsPdf(OfficeError):
    """A PDF needs no converting."""

    code = "office_document_is_pdf"


class OfficeDocumentLocked(OfficeError):
    """Opens with a password only."""

    code = "office_document_locked"


class OfficeDocumentBroken(OfficeError):
    """Cut off, damaged, or locked in a way that only the program can tell."""

    code = "office_document_broken"


class OfficeDocumentTooLarge(OfficeError):
    """Larger than is taken, as it is or unpacked (`limit_mb`)."""

    code = "office_document_too_large"


class OfficeDocumentTooHeavy(OfficeError):
    """Took more time, memory or disk than a document gets (`seconds`)."""

    code = "office_document_too_heavy"


class OfficeResultWrong(OfficeError):
    """What LibreOffice wrote is no PDF/A that we can read (`reason`)."""

    code = "office_result_wrong"
