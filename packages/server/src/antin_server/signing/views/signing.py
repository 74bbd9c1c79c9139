"""The last look before a signature, and the two halves of it."""

import base64
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from antin.agentwire import ORIGIN, SigningCall, wire_value
from antin.casework.formats.dates import write_date
from antin.errors import AntinError
from antin.messages import Message, message
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.speaking import reader_language
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import person_of, refusal
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.types import KIND_NAMES
from antin_server.signing.views.pages import job_shown, time_stamping

ASKING_S = 3.0
"""How long the page waits to hear whether time-stamps come."""


@open_to_signed_in
@require_GET
@csp_update({"connect-src": [ORIGIN]})  # type: ignore[arg-type]  # its types know no addresses with parts
def sign(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The last look, the key file and its passphrase; both stay in the browser."""
    job = job_shown(request, job_id)
    if job.signed:
        return redirect("signing:done", job_id=job_id)
    marks = selectors.marks_of(job)
    waiting = next(each for each in marks if not each.signed_at)
    context = {
        "job": job, "marks": [(each, KIND_NAMES[each.kind]) for each in marks], "mark": waiting,
        "cautions": _cautions(job), "pages": sorted({each.page for each in marks if each.is_visible}) or [1],
        "certificates": selectors.chains_of_email(request.user.email, at=clock.now()),  # type: ignore[union-attr]
        "jobs": job.pk, "way": "file" if settings.ANTIN_SOFT_KEYS else "token", "place": _place_told(waiting),
        "stamps_come": services.time_stamps_come(time_stamping(timeout_s=ASKING_S)), **token_form(), **_of_flow(job),
        "crumbs": [(reverse("signing:start"), _("Sign a PDF")), (reverse("signing:place", args=[job_id]), _("Place"))],
    }
    return render(request, "signing/sign.html", context)


@open_to_signed_in
@require_POST
def prepare(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """JSON: `{certificates}` → `{to_be_signed}` or `{error}`."""
    try:
        prepared = services.job_prepare(
            job_id=job_id, certificates=forms.certificates_sent(request.body), person_id=person_of(request),
            at=clock.now(), language=reader_language(),
        )
    except AntinError as error:
        services.job_refused(job_id=job_id, person_id=person_of(request), error=error)
        return refusal(error)
    return JsonResponse({"to_be_signed": base64.b64encode(prepared.to_be_signed).decode()})


@open_to_signed_in
@require_POST
def complete(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """JSON: `{signature}` → `{next}` when every mark is signed, else `{more: true}`; or `{error}`."""
    try:
        is_done = services.job_complete(
            job_id=job_id, signature=forms.signature_sent(request.body), person_id=person_of(request), at=clock.now(),
            time_stamping=time_stamping(),
        )
    except AntinError as error:
        services.job_refused(job_id=job_id, person_id=person_of(request), error=error)
        return refusal(error)
    return JsonResponse({"next": reverse("signing:done", args=[job_id])} if is_done else {"more": True})


def _of_flow(job: SigningJob) -> dict[str, object]:
    """What a flow says of the signature that is due; nothing for a document signed for itself."""
    belongs = selectors.flow_of_job(job)
    if belongs is None:
        return {}
    day = write_date(belongs.issued_on) if belongs.issued_on else ""
    return {"calls": [(services.CALLS[belongs.kind].value, "")], "number": belongs.number, "issued_on": day}


def token_form() -> dict[str, object]:
    """What the form for the signing program needs, whatever it signs."""
    names = {
        SigningCall.APPROVED: _("Sign as the person with authority"), SigningCall.ISSUED: _("Number, date and seal"),
        SigningCall.INCOME: _("Stamp of incoming papers"), SigningCall.APPENDIX: _("Appendix in a file of its own"),
        SigningCall.COPY: _("Certified copy"),
    }
    return {
        "origin": ORIGIN, "calls": [(each.value, name) for each, name in names.items()],
        "connect_s": wire_value("connect_s"), "permission_s": wire_value("permission_s"),
    }


def _cautions(job: SigningJob) -> list[Message]:
    """What to know before signing; it forbids nothing."""
    language = reader_language()
    try:
        looked, marks = services.job_look_over(job)
    except (DocumentTooHeavy, DocumentUnopenable):
        return [message("caution_words_not_read", language)]
    covered = [
        message("look_covers_text", language, page=mark.page, text=words)
        for mark, words in zip(marks, looked.covered, strict=True) if words
    ]
    return [*(message(code, language, **fields) for code, fields in looked.cautions), *covered]


def _place_told(mark: JobMark) -> str:
    """Where the signature is expected, for somebody who places it again in another program."""
    if not mark.is_visible:
        return _("The signature was set to be invisible; programs beside a token usually show it.")
    place = {"page": mark.page, "x": round(mark.x), "y": round(mark.y)}
    return _("Put the signature on page %(page)d, %(x)d mm from the left and %(y)d mm from the top.") % place
