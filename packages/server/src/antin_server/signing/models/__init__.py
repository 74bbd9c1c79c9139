"""What is stored of signing and checking; nothing of a private key is ever here."""

from antin_server.signing.models.agents import AgentFile, AgentRequest
from antin_server.signing.models.api_keys import ApiKey
from antin_server.signing.models.checks import OpenCheck
from antin_server.signing.models.documents import SigningJob
from antin_server.signing.models.flows import DocumentFlow, FlowEvent, FlowStep
from antin_server.signing.models.looks import Look, LooksToRestore, LookVersion
from antin_server.signing.models.marks import JobMark

__all__ = [
    "AgentFile", "AgentRequest", "ApiKey", "DocumentFlow", "FlowEvent", "FlowStep", "JobMark", "Look",
    "LookVersion", "LooksToRestore", "OpenCheck", "SigningJob",
]
