"""A document comes to be signed, with the marks that it is to get."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Sum

from antin_server.audit import services as audit
from antin_server.signing.errors import TooManyDocuments
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.converting import PdfBrought, document_converted
from antin_server.signing.services.marks import MarkWish, kinds_of, looks_for, mark_from
from antin_server.signing.services.surveying import Survey, document_survey

MOST_DOCUMENTS, MOST_OCTETS = 200, 1024**3
"""What one person may keep here at a time; documents are deleted after a day, or when the person does so."""


def job_begin(
    *, name: str, data: bytes, person_id: int, at: datetime, marks: Sequence[MarkWish] = (MarkWish(),),
) -> UUID:
    """Keep a PDF that can be signed, or the one made of an office document, with a signature to come for each mark,
    in this order; its id.

    Raises TooManyDocuments, LookNotFound; what `document_converted` and `document_survey` raise.
    """
    _require_room(person_id, len(data))
    pdf = document_converted(name=name, data=data)
    looks = looks_for(marks, person_id, at=at)
    survey = document_survey(pdf.data, kinds_of(marks, looks))
    wanted = zip(marks, looks, strict=True)
    waiting = [mark_from(wish, look, place, survey) for place, (wish, look) in enumerate(wanted)]
    return _kept(pdf, person_id, at, waiting, survey)


@transaction.atomic
def _kept(pdf: PdfBrought, person_id: int, at: datetime, marks: list[JobMark], survey: Survey) -> UUID:
    _require_room(person_id, len(pdf.data))
    job = SigningJob(
        person_id=person_id, name=pdf.name[:255], size=len(pdf.data), sha256=hashlib.sha256(pdf.data).hexdigest(),
        made_from=pdf.made_from[:255],
        pages=survey.page_count, created_at=at, found=survey.found,
    )
    job.file.save(f"{job.pk}.pdf", ContentFile(pdf.data), save=False)
    job.save(force_insert=True)
    for each in marks:
        each.job = job
    JobMark.objects.bulk_create(marks)
    audit.event_record(at=at, actor=f"person:{person_id}", tag="signing:document:brought", subject=f"document:{job.pk}")
    return job.pk


def _require_room(person_id: int, octets: int) -> None:
    """Raises TooManyDocuments."""
    sizes = SigningJob.objects.filter(person_id=person_id).aggregate(count=Count("pk"), octets=Sum("size"))
    if sizes["count"] >= MOST_DOCUMENTS or (sizes["octets"] or 0) + octets > MOST_OCTETS:
        raise TooManyDocuments(most=MOST_DOCUMENTS, limit_mb=MOST_OCTETS // 1024**2)
