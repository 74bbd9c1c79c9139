"""What is known for signing and checking; nothing here writes."""

from antin_server.signing.selectors.agents import AgentFileState, AgentState, agent_state
from antin_server.signing.selectors.api_keys import api_keys
from antin_server.signing.selectors.certificates import (
    chains_of_email,
    installation_trust,
    is_certificate_of,
    is_own_certificate,
)
from antin_server.signing.selectors.documents import document_bytes, job_of, jobs_of, marks_of, page_sizes
from antin_server.signing.selectors.verdicts import shown

__all__ = [
    "AgentFileState", "AgentState", "agent_state", "api_keys", "chains_of_email", "document_bytes",
    "installation_trust", "is_certificate_of", "is_own_certificate", "job_of", "jobs_of", "marks_of", "page_sizes",
    "shown",
]
