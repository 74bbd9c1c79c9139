"""What is known for signing and checking; nothing here writes."""

from antin_server.signing.selectors.agents import AgentFileState, AgentState, agent_state
from antin_server.signing.selectors.api_keys import api_keys
from antin_server.signing.selectors.batches import archive_of, batch_of, refusal_text, rows_of, signed_name
from antin_server.signing.selectors.certificates import (
    chains_of_email,
    installation_trust,
    is_certificate_of,
    is_own_certificate,
    is_seal_of,
)
from antin_server.signing.selectors.documents import document_bytes, job_of, jobs_of, marks_of, page_sizes
from antin_server.signing.selectors.flows import (
    JobFlow,
    agency_of,
    events_of,
    flow_of,
    flow_of_job,
    flows_finished,
    flows_open,
    flows_waiting,
    jobs_to_seal,
    leader_signed_on,
    numbers_given,
    people_for,
    revision_bytes,
    revision_of,
    steps_of,
)
from antin_server.signing.selectors.looks import (
    look_content,
    look_of,
    look_version,
    look_versions,
    looks_of,
    owner_of,
    owners_of,
)
from antin_server.signing.selectors.verdicts import changes_shown, decisive_reason, shown

__all__ = [
    "AgentFileState", "AgentState", "JobFlow", "agency_of", "agent_state", "api_keys", "archive_of", "batch_of",
    "chains_of_email", "changes_shown", "decisive_reason", "document_bytes", "events_of", "flow_of", "flow_of_job",
    "flows_finished", "flows_open", "flows_waiting", "installation_trust", "is_certificate_of", "is_own_certificate",
    "is_seal_of", "job_of", "jobs_of", "jobs_to_seal", "leader_signed_on", "look_content", "look_of", "look_version",
    "look_versions", "looks_of", "marks_of", "numbers_given", "owner_of", "owners_of", "page_sizes", "people_for",
    "refusal_text", "revision_bytes", "revision_of", "rows_of", "shown", "signed_name", "steps_of",
]
