"""Why signing or checking on the portal was refused."""

from collections.abc import Mapping

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


class TooManyFiles(SigningError):
    """More files in one upload than are checked at a time (`most`)."""

    code = "signing_too_many_files"


class TooManyToSign(SigningError):
    """More files in one upload than are brought to be signed at a time (`most`)."""

    code = "signing_too_many_to_sign"


class NothingChosen(SigningError):
    """No document is ticked."""

    code = "signing_nothing_chosen"


class TooManyToConvert(SigningError):
    """More office documents in one upload than are converted at a time (`most`)."""

    code = "signing_too_many_to_convert"


class DocumentNotReached(SigningError):
    """The time for one upload was over before this file's turn came."""

    code = "signing_document_not_reached"


class DocumentsNotPlaced(SigningError):
    """The time for one request was over before the turn of these documents came (`names`)."""

    code = "signing_documents_not_placed"


class CheckGone(SigningError):
    """No such result of checking; or its time is over, or it was deleted (`minutes`)."""

    code = "signing_check_gone"


class CheckFileGone(SigningError):
    """The file is deleted, so its evidence cannot be asked for again from here (`minutes`)."""

    code = "signing_check_file_gone"


class CheckNoRoom(SigningError):
    """As many files wait for evidence as there is room for, in all or from this address."""

    code = "signing_check_no_room"


class CheckInterrupted(SigningError):
    """Asking began and did not end: the process that asked is gone."""

    code = "signing_check_interrupted"


class TooManyChecks(SigningError):
    """More uploads from one address than people make (`most` in a minute)."""

    code = "signing_too_many_checks"


class ReportGone(SigningError):
    """The time in which a report can be made is over, or what came back is not what was handed out (`minutes`)."""

    code = "signing_report_gone"


class DocumentTooHeavy(SigningError):
    """Opening the document took more time or memory than one document gets."""

    code = "signing_document_too_heavy"


class DocumentUnopenable(SigningError):
    """The document made the programs that open it stumble, or has no such page (`reason`)."""

    code = "signing_document_unopenable"


class DocumentRefused(DocumentUnopenable):
    """The document cannot be opened for a reason that has a code of its own: no PDF, encrypted, …"""

    def __init__(self, code: str, fields: Mapping[str, object]) -> None:
        super().__init__(**fields)
        self.code = code  # type: ignore[misc]  # what the process apart says, in the place of the class's own


class PlaceWrong(SigningError):
    """A page or millimetre value that is no number."""

    code = "signing_place_wrong"


class MarkNotFound(SigningError):
    """The document has no such mark, or it is signed already."""

    code = "signing_mark_not_found"


class MarkFixed(SigningError):
    """The document is on its way to be issued: its marks are those of the step."""

    code = "signing_mark_fixed"


class TooManyMarks(SigningError):
    """One document gets no more signatures at a time (`most`)."""

    code = "signing_too_many_marks"


class LookNotFound(SigningError):
    """No such look, or somebody else's; the two look alike on purpose."""

    code = "signing_look_not_found"


class LookWrong(SigningError):
    """No name, a size that nothing is drawn in, or a kind that this owner does not keep."""

    code = "signing_look_wrong"


class LookNameTaken(SigningError):
    """The owner has another look of this kind and name (`name`)."""

    code = "signing_look_name_taken"


class LookPictureTooLarge(SigningError):
    """What is left of the picture is larger than is kept (`limit_mb`)."""

    code = "signing_look_picture_too_large"


class TooManyLooks(SigningError):
    """One owner keeps as many looks as there may be (`most`)."""

    code = "signing_too_many_looks"


class LooksFileWrong(SigningError):
    """No file of looks as this portal writes them."""

    code = "signing_looks_file_wrong"


class LooksFileGone(SigningError):
    """The file to restore looks from was taken already, or its time is over."""

    code = "signing_looks_file_gone"


class CertificateUnusable(SigningError):
    """The certificate may not sign now (`reason`: text of the report)."""

    code = "signing_certificate_unusable"


class CertificateNotEffectiveYet(SigningError):
    """Issued, but the hand-over is not recorded or the effective time is still to come."""

    code = "signing_certificate_not_effective"


class CertificateMissing(SigningError):
    """No certificate came with the request, or it cannot be read."""

    code = "signing_certificate_missing"


class AgentAddressUnknown(SigningError):
    """No such address to fetch or to bring a document; or its time is over and it was forgotten."""

    code = "signing_agent_address_unknown"


class AgentAddressUsed(SigningError):
    """The address served once, as it was made to."""

    code = "signing_agent_address_used"


class AgentAddressExpired(SigningError):
    """The time of the address is over."""

    code = "signing_agent_address_expired"


class AgentRequestEnded(SigningError):
    """The person cancelled, or began anew; nothing that comes afterwards is taken."""

    code = "signing_agent_request_ended"


class AgentFileMissing(SigningError):
    """The upload holds no file, or more than one."""

    code = "signing_agent_file_missing"


class AgentFileTooLarge(SigningError):
    """Larger than the document and a signature could be (`limit_mb`)."""

    code = "signing_agent_file_too_large"


class AgentOtherSigner(SigningError):
    """Signed with a certificate that is not of this person, nor of the agency when its seal is due (`serial`)."""

    code = "signing_agent_other_signer"


class AgentTooManyRequests(SigningError):
    """More requests of one person, or unknown addresses from one place, than people make (`minutes`)."""

    code = "signing_agent_too_many_requests"


class AgentCallWrong(SigningError):
    """No such kind of signing, no document, too many of them (`most`), or a date that is none."""

    code = "signing_agent_call_wrong"


class ApiKeyWrong(SigningError):
    """No key came, or none that opens this: unknown, revoked, or of another scope."""

    code = "signing_api_key_wrong"


class ApiKeyNameTaken(SigningError):
    """There is, or was, a key of this name (`name`), or it is no name."""

    code = "signing_api_key_name_taken"


class ApiKeyUnknown(SigningError):
    """No key of this name (`name`)."""

    code = "signing_api_key_unknown"


class ApiTooManyRequests(SigningError):
    """More than one key, or one address without a key, may ask in a minute (`most`)."""

    code = "signing_api_too_many_requests"


class ApiMethodWrong(SigningError):
    """Something other than POST."""

    code = "signing_api_method_wrong"


class FlowNotFound(SigningError):
    """No such flow, or one in which the person takes no part; the two look alike on purpose."""

    code = "signing_flow_not_found"


class FlowMovedOn(SigningError):
    """The document went further, came back or was cancelled since the page was opened, or it is not this turn."""

    code = "signing_flow_moved_on"


class FlowAgencyMissing(SigningError):
    """The beginner belongs to no agency."""

    code = "signing_flow_agency_missing"


class FlowTitleMissing(SigningError):
    """No title, or a longer one than fits (`most`)."""

    code = "signing_flow_title_missing"


class FlowPersonMissing(SigningError):
    """No leader, or no văn thư, was chosen."""

    code = "signing_flow_person_missing"


class FlowPersonWrong(SigningError):
    """Somebody who may not do this step in this agency (any more) (`name`)."""

    code = "signing_flow_person_wrong"


class FlowPersonTwice(SigningError):
    """The same person in two steps (`name`)."""

    code = "signing_flow_person_twice"


class FlowTooMany(SigningError):
    """More initials than a flow takes, or more open flows than one person may have (`most`)."""

    code = "signing_flow_too_many"


class FlowTooLarge(SigningError):
    """The beginner's open flows take more room than one person gets (`limit_mb`)."""

    code = "signing_flow_too_large"


class FlowReasonMissing(SigningError):
    """No reason, or a longer one than fits (`most`)."""

    code = "signing_flow_reason_missing"


class FlowRemindedLately(SigningError):
    """Whoever it waits for was told less than `hours` ago."""

    code = "signing_flow_reminded_lately"


class FlowSignerWrong(SigningError):
    """The certificate is not of the person whose step it is."""

    code = "signing_flow_signer_wrong"


class FlowSealWrong(SigningError):
    """The certificate with which văn thư seals is not of the agency."""

    code = "signing_flow_seal_wrong"


class FlowNumberWrong(SigningError):
    """No number as NĐ 30/2020 writes it, or one that names another year."""

    code = "signing_flow_number_wrong"


class FlowNumberTaken(SigningError):
    """The number was given in this year already, to the document `title` (`number`)."""

    code = "signing_flow_number_taken"


class FlowDateWrong(SigningError):
    """No day, one before the leader signed, or one to come (`earliest`, `latest`)."""

    code = "signing_flow_date_wrong"
