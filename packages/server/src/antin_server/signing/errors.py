"""Why signing or checking on the portal was refused."""

from antin.errors import AntinError


class SigningError(AntinError):
    """The parent of every error of this app."""

    code = "signing_error"


class JobNotFound(SigningError):
    """No such document, or somebody else's; the two look alike on purpose."""

    code = "signing_job_not_found"


class JobDone(SigningError):
    """The document is signed already; a further signature starts from the signed file."""

    code = "signing_job_done"


class JobNotPrepared(SigningError):
    """A signature value came for a document that was not prepared, or was placed anew meanwhile."""

    code = "signing_job_not_prepared"


class FileMissing(SigningError):
    """No file was chosen."""

    code = "signing_file_missing"


class FileTooLarge(SigningError):
    """Larger than this portal takes (`limit_mb`)."""

    code = "signing_file_too_large"


class TooManyDocuments(SigningError):
    """One person keeps as many documents here as the portal has room for (`most`, `limit_mb`)."""

    code = "signing_too_many_documents"


class DocumentTooHeavy(SigningError):
    """Opening the document took more time or memory than one document gets."""

    code = "signing_document_too_heavy"


class DocumentUnopenable(SigningError):
    """The document made the programs that open it stumble, or has no such page (`reason`)."""

    code = "signing_document_unopenable"


class PlaceWrong(SigningError):
    """A page or millimetre value that is no number."""

    code = "signing_place_wrong"


class CertificateUnusable(SigningError):
    """The certificate may not sign now (`reason`: text of the report)."""

    code = "signing_certificate_unusable"


class CertificateNotEffectiveYet(SigningError):
    """Issued, but the hand-over is not recorded or the effective time is still to come."""

    code = "signing_certificate_not_effective"


class CertificateMissing(SigningError):
    """No certificate came with the request, or it cannot be read."""

    code = "signing_certificate_missing"
