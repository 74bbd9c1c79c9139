"""Exit codes: what a shell learns, and what each error says to it."""

from collections.abc import Iterable
from enum import IntEnum

from antin.errors import AntinError


class Exit(IntEnum):
    """0 done or valid, 1 not valid, 2 cannot tell, 64 wrong use, 65 unreadable input, 70 our fault."""

    DONE = 0
    NOT_VALID = 1
    CANNOT_TELL = 2
    WRONG_USE = 64
    UNREADABLE = 65
    FAULT = 70


INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells say it: by signal 2, by signal 13
_WORST_FIRST = (
    Exit.FAULT, Exit.UNREADABLE, Exit.WRONG_USE, Exit.NOT_VALID, Exit.CANNOT_TELL, Exit.DONE,
)
OF_OUTCOMES = {"valid": Exit.DONE, "not_valid": Exit.NOT_VALID, "cannot_tell": Exit.CANNOT_TELL}

# By the code of an error or of one of its parents: what a person can mend by asking otherwise is wrong use.
_OF_CODES: dict[str, Exit] = dict.fromkeys((
    "wrong_use", "output_exists", "trust_set_unknown", "trust_reason_missing", "law_set_unknown", "form_unknown",
    "passphrase_wrong", "name_not_allowed", "page_missing", "box_outside_page", "signature_field_missing",
    "signature_field_filled", "signature_field_name_wrong", "appearance_does_not_fit",
    "appearance_character_missing", "signer_certificate_absent", "key_certificate_mismatch",
    "approval_key_wrong", "approval_algorithm_wrong", "key_algorithm_mismatch", "pin_refused",
    "place_not_found", "look_incomplete", "look_nothing_to_show", "appearance_code_too_long",
    "token_key_absent", "token_certificate_absent", "token_mechanism_unsupported", "office_document_is_pdf",
), Exit.WRONG_USE) | dict.fromkeys((
    "trust_list_not_genuine", "certificate_may_not_sign", "signatures_already_broken", "request_signature_wrong",
    "weak_key", "approval_not_genuine", "path_not_valid", "time_stamp_wrong", "signature_invalid", "not_confirmed",
    "portal_refused", "pin_locked", "input_changed", "token_signature_wrong",
), Exit.NOT_VALID) | dict.fromkeys((
    "evidence_incomplete", "fetch_error", "status_refused", "time_stamp_refused", "time_stamp_unverifiable",
    "address_missing", "issuer_certificate_absent", "token_absent", "token_module_absent", "token_removed",
    "token_failed", "token_worker_died", "token_timed_out", "office_program_absent",
), Exit.CANNOT_TELL) | dict.fromkeys((
    "internal", "unknown_message", "output_not_written", "own_output_not_good", "time_stamp_rule_broken",
    "office_result_wrong",
), Exit.FAULT)


def worst(codes: Iterable[Exit]) -> Exit:
    """The one that a run with several files ends with."""
    return min(codes, key=_WORST_FIRST.index, default=Exit.DONE)


def exit_of(error: AntinError) -> Exit:
    """What an error says to the shell; errors about what was read say that it cannot be read."""
    for kind in type(error).__mro__:
        code = kind.__dict__.get("code")
        if code in _OF_CODES and kind is not AntinError:
            return _OF_CODES[code]
    return Exit.UNREADABLE if type(error) is not AntinError else Exit.FAULT
