"""Why a PDF file cannot be read at all."""

from antin.errors import AntinError


class PdfUnreadable(AntinError):
    """The parent of everything that keeps us from reading a file at all."""

    code = "pdf_unreadable"


class NotPdf(PdfUnreadable):
    """Bytes without a PDF header at their start."""

    code = "not_a_pdf"


class PdfTooLarge(PdfUnreadable):
    """Larger than we handle (`size_mb`, `limit_mb`)."""

    code = "pdf_too_large"


class PdfTooHeavy(PdfUnreadable):
    """Reading it takes more time or memory than one document may cost."""

    code = "pdf_too_heavy"


class PdfBroken(PdfUnreadable):
    """Cut off, damaged, or against the syntax in a way nobody should sign (`reason`)."""

    code = "pdf_broken"


class PdfPasswordNeeded(PdfUnreadable):
    """Encrypted so that the empty password does not open it."""

    code = "pdf_password_needed"


class PdfEncryptionUnsupported(PdfUnreadable):
    """Encrypted for certificates, or by a handler we do not know."""

    code = "pdf_encryption_unsupported"
