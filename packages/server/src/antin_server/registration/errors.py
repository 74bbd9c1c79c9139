"""Why a deed on a case was refused."""

from collections.abc import Iterable

from antin.casework import FieldError
from antin.errors import AntinError


class RegistrationError(AntinError):
    """The parent of every error of this app."""

    code = "registration_error"


class CaseNotFound(RegistrationError):
    """No such case, or none that this person may see; the two look alike on purpose."""

    code = "case_not_found"


class CaseEditedMeanwhile(RegistrationError):
    """Somebody changed the case after this page was made."""

    code = "case_edited_meanwhile"


class FormNotGood(RegistrationError):
    """Blanks are missing or wrong; `errors` says which."""

    code = "case_form_not_good"

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(count=len(self.errors))


class ReasonMissing(RegistrationError):
    """This step is explained to the person concerned, and no words were given."""

    code = "case_reason_missing"


class KeyRequestMissing(RegistrationError):
    """A soft key or a service needs a certificate request (PKCS#10) before the authority can accept the case."""

    code = "key_request_missing"


class KeyUsedByAnother(RegistrationError):
    """The public key of the request already belongs to somebody else."""

    code = "key_used_by_another"


class LetterMixed(RegistrationError):
    """One letter speaks for one agency, one form and one law set."""

    code = "letter_cases_differ"


class LetterEmpty(RegistrationError):
    """A letter without a single case."""

    code = "letter_without_cases"


class HandoverInFuture(RegistrationError):
    """A hand-over is recorded after it happened, not before."""

    code = "handover_in_future"


class CertificateNotYours(RegistrationError):
    """The certificate belongs to another agency or person, or there is none with this serial."""

    code = "certificate_not_yours"


class AttachmentRefused(RegistrationError):
    """A file too large, or of a kind that is not taken."""

    code = "attachment_refused"


class ProcedureNotOpen(RegistrationError):
    """The portal cannot carry this procedure to its end yet; its page says what to do today."""

    code = "procedure_not_open"


class LetterNotFound(RegistrationError):
    """No such letter, or none that this person may see."""

    code = "letter_not_found"


class LetterSignedAlready(RegistrationError):
    """The letter is signed, sent or empty, so this cannot be done to it any more."""

    code = "letter_state_wrong"


class NumberMissing(RegistrationError):
    """The văn thư sends a letter under its number (số, ký hiệu)."""

    code = "letter_number_missing"


class CertificateNotRevocable(RegistrationError):
    """The certificate is revoked or expired already."""

    code = "certificate_not_revocable"


class HoldNotPossible(RegistrationError):
    """There is nothing to hold: not a case to revoke, or a hold was asked for already."""

    code = "hold_not_possible"


class AttachmentTooMany(RegistrationError):
    """The case holds as many files as it may."""

    code = "attachment_too_many"


class PageBroken(RegistrationError):
    """What came back is not what our page sends: a key, version or number was changed on the way."""

    code = "page_broken"
