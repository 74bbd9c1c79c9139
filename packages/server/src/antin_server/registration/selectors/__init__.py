"""What people want to see of cases; nothing here writes."""

from antin_server.registration.selectors.cases import (
    Wanted,
    actors_in,
    agency_called,
    agency_legal_name,
    agency_path_names,
    case_visible,
    cases_mine,
    cases_of_agencies,
    cases_received,
    cases_to_write_for,
    doer_towards,
    may_read_numbers,
    narrowed,
    province_over,
    readable_code,
    receives_everywhere,
    receptions_of,
    steps_of,
)
from antin_server.registration.selectors.certificates import (
    Holding,
    certificate_files,
    holding,
    holdings_of,
    tidy_serial,
)
from antin_server.registration.selectors.deadlines import Deadline, deadline_of
from antin_server.registration.selectors.letters import (
    cases_in,
    last_head,
    letter_by_key,
    letter_visible,
    letters_of_agencies,
    row_of,
)
from antin_server.registration.selectors.papers import (
    form_of,
    head_read,
    letter_form,
    masked,
    payload_read,
    request_form,
)

__all__ = [
    "Deadline", "Holding", "Wanted", "actors_in", "agency_called", "agency_legal_name", "agency_path_names",
    "case_visible", "cases_in", "cases_mine", "cases_of_agencies", "cases_received", "cases_to_write_for",
    "certificate_files", "deadline_of", "doer_towards", "form_of", "head_read", "holding", "holdings_of", "last_head",
    "letter_by_key", "letter_form", "letter_visible", "letters_of_agencies", "masked", "may_read_numbers", "narrowed",
    "payload_read", "province_over", "readable_code", "receives_everywhere", "receptions_of", "request_form", "row_of",
    "steps_of", "tidy_serial",
]
