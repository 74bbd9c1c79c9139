"""What people decide about cases: one function per deed."""

from antin_server.registration.services.agency import case_return, case_take
from antin_server.registration.services.attachments import LARGEST, attachment_add, attachment_remove
from antin_server.registration.services.checks import circumstances, request_errors
from antin_server.registration.services.drafts import Draft, case_cancel, case_draft_save, case_submit
from antin_server.registration.services.handovers import (
    EFFECTIVE_AT,
    case_hand_over,
    effective_letter_sign,
    handover_blanks,
)
from antin_server.registration.services.letters import (
    LetterDraft,
    letter_blocks,
    letter_form_for,
    letter_prepare,
    letter_recall,
    letter_send,
    letter_sign,
)
from antin_server.registration.services.orders import cases_follow_orders
from antin_server.registration.services.readings import personal_numbers_read
from antin_server.registration.services.reception import (
    ENDED,
    case_accept,
    case_demand,
    case_hold,
    case_recall,
    case_refuse,
    case_release,
    case_send_back,
)

__all__ = [
    "EFFECTIVE_AT", "ENDED",
    "LARGEST",
    "Draft",
    "LetterDraft",
    "attachment_add",
    "attachment_remove",
    "case_accept",
    "case_cancel",
    "case_demand",
    "case_draft_save",
    "case_hand_over",
    "case_hold",
    "case_recall",
    "case_refuse",
    "case_release",
    "case_return",
    "case_send_back",
    "case_submit",
    "case_take",
    "cases_follow_orders",
    "circumstances",
    "effective_letter_sign",
    "handover_blanks",
    "letter_blocks",
    "letter_form_for",
    "letter_prepare",
    "letter_recall",
    "letter_send",
    "letter_sign",
    "personal_numbers_read",
    "request_errors",
]
