"""What a person decides to do with a document: bring it, place the box, sign, throw away."""

from antin_server.signing.services.checking import document_check, page_draw, stranger_check
from antin_server.signing.services.jobs import Place, job_begin, job_drop, job_place, jobs_expire
from antin_server.signing.services.signatures import PreparedForSigning, job_complete, job_prepare

__all__ = [
    "Place", "PreparedForSigning", "document_check", "job_begin", "job_complete", "job_drop", "job_place",
    "job_prepare", "jobs_expire", "page_draw", "stranger_check",
]
