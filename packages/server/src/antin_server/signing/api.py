"""What the page asks about the signing program on the person's machine, and what that program itself asks.

The program has no session: its two addresses carry a secret of their own, and answer in the shape it understands.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from antin.agentwire import (
    ORIGIN,
    UPLOAD_FIELD,
    BatchFile,
    SigningCall,
    batch_request,
    file_request,
    upload_reply,
    wire_value,
)
from antin.errors import AntinError
from antin.messages import message_of
from antin_server.authority import services as authority_services
from antin_server.authority.errors import TooManyQuestions
from antin_server.common import clock, speaking
from antin_server.common.client_addresses import client_address
from antin_server.common.doors import open_to_everyone, open_to_signed_in
from antin_server.common.folding import folded
from antin_server.common.speaking import reader_language
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import origins_allowed, person_of, refusal
from antin_server.signing.errors import (
    AgentAddressUnknown,
    AgentFileMissing,
    AgentFileTooLarge,
    AgentTooManyRequests,
    ApiKeyWrong,
    ApiMethodWrong,
    ApiTooManyRequests,
)

UNKNOWN_A_MINUTE, BESIDE_THE_FILE = 20, 64 * 1024


@open_to_signed_in
@require_POST
def agent_begin(request: HttpRequest) -> HttpResponse:
    """JSON: `{jobs, call, number, issued_on, is_place_free}` → where to connect, what to send, and whom to ask."""
    try:
        jobs, wish = forms.signing_wish(request.body, wait=timedelta(seconds=settings.ANTIN_TOKEN_WAIT_S))
        wish = services.flow_wish(jobs=jobs, wish=wish)
        begun = services.agent_request_begin(jobs=jobs, wish=wish, person_id=person_of(request), at=clock.now())
    except AntinError as error:
        return refusal(error)
    return JsonResponse({
        "address": f"{ORIGIN}/{wish.call}", "frame": _frame(begun, wish), "wait_s": settings.ANTIN_TOKEN_WAIT_S,
        "done_status": wire_value("status_done"), "cancelled_status": wire_value("status_cancelled"),
        "state": reverse("signing:agent-state", args=[begun.request_id]),
        "cancel": reverse("signing:agent-cancel", args=[begun.request_id]),
    })


def _frame(begun: services.BegunRequest, wish: services.SigningWish) -> str:
    upload = settings.ANTIN_PUBLIC_URL + reverse("signing:agent-upload", args=[begun.secret])
    if wish.call is SigningCall.FILES:
        files = [BatchFile(str(each.job_id), each.name[:150], _fetch_address(each)) for each in begun.files]
        return batch_request(files, upload=upload)
    return file_request(
        wish.call, fetch=_fetch_address(begun.files[0]), upload=upload, number=wish.number, issued_at=wish.issued_at,
    )


def _fetch_address(file: services.FileToSign) -> str:
    stem = slugify(folded(file.name.removesuffix(".pdf")))[:60] or "van-ban"
    return str(settings.ANTIN_PUBLIC_URL + reverse("signing:agent-fetch", args=[file.secret, stem]))


@open_to_signed_in
@require_GET
def agent_state(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """JSON: how far it got; `next` once everything is signed."""
    return _state(request, request_id)


@open_to_signed_in
@require_POST
def agent_cancel(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Nothing more is taken; JSON as for the state."""
    try:
        services.agent_request_cancel(request_id=request_id, person_id=person_of(request), at=clock.now())
    except AntinError as error:
        return refusal(error)
    return _state(request, request_id)


def _state(request: HttpRequest, request_id: UUID) -> JsonResponse:
    try:
        found = selectors.agent_state(request_id, person_id=person_of(request), at=clock.now())
    except AntinError as error:
        return refusal(error)
    files = [
        {
            "job": str(each.job_id), "name": each.name, "is_fetched": each.is_fetched, "is_signed": each.is_signed,
            "error": {"code": each.refusal["code"], **each.refusal[reader_language()]} if each.refusal else None,
        }
        for each in found.files
    ]
    is_signed = bool(files) and all(each.is_signed for each in found.files)
    single = found.files[0].job_id if len(files) == 1 else None
    after = reverse("signing:done", args=[single]) if single else reverse("signing:many")
    return JsonResponse({"is_open": found.is_open, "files": files, "next": after if is_signed else ""})


@open_to_everyone
@require_safe
def agent_fetch(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """The document, once; else a sentence with 404, 410 or 429. HEAD costs nothing and tells nothing."""
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    try:
        found = services.agent_file_fetch(secret=secret, at=clock.now())
    except AntinError as error:
        told = _counted(request, error)
        is_many = isinstance(told, AgentTooManyRequests)
        status = 429 if is_many else 404 if isinstance(told, AgentAddressUnknown) else 410
        return HttpResponse(message_of(told).text, content_type="text/plain; charset=utf-8", status=status)
    answer = HttpResponse(found.data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


@open_to_everyone
@csrf_exempt
@require_POST
def agent_upload(request: HttpRequest, secret: str) -> HttpResponse:
    """A signed document, multipart; always 200 with the JSON that the program reads."""
    try:
        data = _uploaded(request, services.agent_upload_limit(secret=secret, at=clock.now()))
        taken = services.agent_file_receive(
            secret=secret, data=data, at=clock.now(),
            settings=services.Settings(origins_allowed(), settings.ANTIN_TOKEN_PLACE_MM),
        )
    except services.AgentReturnRefused as refused:
        said = refused.refusal["vi"]
        return _reply(is_accepted=False, message=f"{said['text']} {said['hint']}".strip())
    except AntinError as error:
        said_of = message_of(_counted(request, error))
        return _reply(is_accepted=False, message=f"{said_of.text} {said_of.hint}".strip())
    stem = taken.name[:-4] if taken.name.lower().endswith(".pdf") else taken.name
    date = taken.issued_at.isoformat() if taken.issued_at else ""
    return _reply(
        is_accepted=True, file_name=f"{stem}.signed.pdf", stored_as=taken.stored_as, number=taken.number, date=date,
    )


@open_to_everyone
@csrf_exempt
def verify(request: HttpRequest) -> HttpResponse:
    """POST, multipart with one `file`, a key in `Authorization: Bearer` → the verdict as JSON, else problem+json."""
    if request.method != "POST":
        return _problem(ApiMethodWrong(), 405, Allow="POST")
    at, limit = clock.now(), settings.ANTIN_UPLOAD_BYTES
    try:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        key_id = services.api_key_open(
            secret=secret.strip() if scheme.lower() == "bearer" else "", address=client_address(request), at=at,
        )
        file = _only_file(request, limit)
        circumstances = services.Circumstances(at, origins_allowed(), reader_language())
        verdict = services.stranger_check(name=forms.name_of(file), data=file.read(), circumstances=circumstances)
        services.api_use_record(key_id=key_id, sha256=verdict["sha256"], outcome=verdict["outcome"], at=at)
    except AntinError as error:
        status, headers = _PROBLEMS.get(type(error), (422, {}))
        return _problem(error, status, **headers)
    answer = JsonResponse(verdict, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


_PROBLEMS: Mapping[type[AntinError], tuple[int, dict[str, str]]] = {
    ApiKeyWrong: (401, {"WWW-Authenticate": "Bearer"}), ApiTooManyRequests: (429, {"Retry-After": "60"}),
    AgentFileMissing: (400, {}), AgentFileTooLarge: (413, {}),
}


def _problem(error: AntinError, status: int, **headers: str) -> HttpResponse:
    """RFC 9457, with the code and the hint of the message."""
    why = speaking.said(error)
    told = {"type": "about:blank", "status": status, "title": why.text, "code": why.code, "hint": why.hint}
    answer = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    for name, value in {"Content-Type": "application/problem+json", "Cache-Control": "no-store", **headers}.items():
        answer[name] = value
    return answer


def _uploaded(request: HttpRequest, limit: int) -> bytes:
    """The one file of the form. Raises AgentFileMissing, AgentFileTooLarge."""
    return bytes(_only_file(request, limit).read())


def _only_file(request: HttpRequest, limit: int) -> UploadedFile[Any]:
    """The one file of the form, whatever its part is called. Raises AgentFileMissing, AgentFileTooLarge."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit + BESIDE_THE_FILE:
        raise AgentFileTooLarge(limit_mb=limit // (1024 * 1024))
    try:
        files: list[UploadedFile[Any]] = [each for name in request.FILES for each in request.FILES.getlist(name)]
        named = request.FILES.getlist(UPLOAD_FIELD)
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise AgentFileMissing() from error
    if len(named or files) != 1:
        raise AgentFileMissing()
    file = (named or files)[0]
    if file.size is None or file.size > limit:
        raise AgentFileTooLarge(limit_mb=limit // (1024 * 1024))
    return file


def _counted(request: HttpRequest, error: AntinError) -> AntinError:
    """The error, or that there were too many from there: only addresses that nobody gave out are counted."""
    if not isinstance(error, AgentAddressUnknown):
        return error
    source = f"agent {client_address(request)}"
    try:
        authority_services.look_up_count(source=source, at=clock.now(), limit=UNKNOWN_A_MINUTE)
    except TooManyQuestions:
        return AgentTooManyRequests(minutes=1)
    return error


def _reply(*, is_accepted: bool, **said: str) -> JsonResponse:
    answer = JsonResponse(upload_reply(is_accepted=is_accepted, **said), json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer
