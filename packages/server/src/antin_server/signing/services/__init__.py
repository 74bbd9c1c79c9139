"""What a person decides to do with a document: bring it, place the box, sign, throw away."""

from antin_server.signing.services.agent_requests import (
    BegunRequest,
    FileToSign,
    SigningWish,
    agent_file_fetch,
    agent_request_begin,
    agent_request_cancel,
)
from antin_server.signing.services.agent_returns import (
    AgentReturnRefused,
    Settings,
    agent_file_receive,
    agent_upload_limit,
)
from antin_server.signing.services.api_keys import api_key_make, api_key_open, api_key_revoke, api_use_record
from antin_server.signing.services.batches import BatchPlace, NotTaken, PlaceWay, job_refused, jobs_begin, jobs_place
from antin_server.signing.services.bringing import job_begin
from antin_server.signing.services.checking import (
    CheckedFile,
    Circumstances,
    FileToCheck,
    document_check,
    page_draw,
    stranger_check,
)
from antin_server.signing.services.converting import converts_office_documents, needs_converting
from antin_server.signing.services.flow_events import MOST_REASON, FlowChosen
from antin_server.signing.services.flow_notices import flow_remind, flows_remind
from antin_server.signing.services.flow_steps import Numbering, flow_step_begin
from antin_server.signing.services.flow_taking import CALLS, flow_wish
from antin_server.signing.services.flows import (
    MOST_INITIALS,
    MOST_TITLE,
    FlowDraft,
    flow_begin,
    flow_cancel,
    flow_correct,
    flow_return,
    flows_expire,
)
from antin_server.signing.services.jobs import job_drop, jobs_expire
from antin_server.signing.services.kept_checks import FILE_MINUTES, Check, check_drop, check_open, checks_expire
from antin_server.signing.services.look_files import (
    RestoredLook,
    looks_file,
    looks_restore,
    looks_restore_begin,
    looks_restore_forget,
    looks_to_restore,
    looks_to_restore_expire,
)
from antin_server.signing.services.looks import look_bring_back, look_change, look_delete, look_make
from antin_server.signing.services.mark_changes import (
    GIVEN_KINDS,
    Shown,
    is_fixed,
    mark_add,
    mark_placing,
    mark_propose,
    mark_remove,
    mark_show,
)
from antin_server.signing.services.mark_pictures import job_look_over, job_page_draw, mark_draw, signer_expected
from antin_server.signing.services.marks import MarkWish, Place, mark_place
from antin_server.signing.services.open_checks import check_ask_again, check_begin, check_gather
from antin_server.signing.services.pictures import CleanedPicture, look_draw, picture_clean, pictures_plain
from antin_server.signing.services.preserving import job_preserve
from antin_server.signing.services.reports import Report, report_of, report_token
from antin_server.signing.services.signatures import (
    PreparedForSigning,
    TimeStamping,
    job_complete,
    job_prepare,
    time_stamps_come,
)

__all__ = [
    "CALLS", "FILE_MINUTES", "GIVEN_KINDS", "MOST_INITIALS", "MOST_REASON", "MOST_TITLE", "AgentReturnRefused",
    "BatchPlace", "BegunRequest", "Check", "CheckedFile", "Circumstances", "CleanedPicture", "FileToCheck",
    "FileToSign", "FlowChosen", "FlowDraft", "MarkWish", "NotTaken", "Numbering", "Place", "PlaceWay",
    "PreparedForSigning", "Report", "RestoredLook", "Settings", "Shown", "SigningWish", "TimeStamping",
    "agent_file_fetch", "agent_file_receive", "agent_request_begin", "agent_request_cancel", "agent_upload_limit",
    "api_key_make", "api_key_open", "api_key_revoke", "api_use_record", "check_ask_again", "check_begin", "check_drop",
    "check_gather", "check_open", "checks_expire", "converts_office_documents", "document_check", "flow_begin",
    "flow_cancel", "flow_correct", "flow_remind", "flow_return", "flow_step_begin", "flow_wish", "flows_expire",
    "flows_remind", "is_fixed", "job_begin", "job_complete", "job_drop", "job_look_over", "job_page_draw",
    "job_prepare", "job_preserve", "job_refused", "jobs_begin", "jobs_expire", "jobs_place", "look_bring_back",
    "look_change", "look_delete", "look_draw", "look_make", "looks_file", "looks_restore", "looks_restore_begin",
    "looks_restore_forget", "looks_to_restore", "looks_to_restore_expire", "mark_add", "mark_draw", "mark_place",
    "mark_placing", "mark_propose", "mark_remove", "mark_show", "needs_converting", "page_draw", "picture_clean",
    "pictures_plain", "report_of", "report_token", "signer_expected", "stranger_check", "time_stamps_come",
]
