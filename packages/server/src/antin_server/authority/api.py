"""The officer's machine: fetch an order's bytes, hand in an approval. The id is what only those who were told know;
an approval is worth what its signature is worth, so neither asks for a login.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from antin.errors import AntinError
from antin.messages import message_of
from antin_server.authority import selectors, services
from antin_server.authority.errors import ApprovalTooLarge, OrderUnknown, TooManyQuestions
from antin_server.common import clock
from antin_server.common.client_addresses import client_address
from antin_server.common.doors import open_to_everyone
from antin_server.common.models import Mode
from antin_server.common.selectors import installation_mode

MAX_APPROVAL_OCTETS = 64 * 1024
CALLS_A_MINUTE = 300  # officers of one office share an address, and may approve a hundred orders in one go


@open_to_everyone
@require_GET
def order_bytes(request: HttpRequest, order_id: str) -> HttpResponse:
    """The canonical bytes, exactly as they are approved."""
    try:
        _counted(request)
        found = selectors.order(order_id)
    except TooManyQuestions as error:
        return _refused(error, 429)
    if found is None or _is_office():
        return _refused(OrderUnknown(), 404)
    answer = HttpResponse(found.canonical, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


@csrf_exempt
@open_to_everyone
@require_POST
def approval(request: HttpRequest, order_id: str) -> HttpResponse:
    """An approval in DER: 201 with how many there are now; 4xx with code, text and hint."""
    if _is_office():
        return _refused(OrderUnknown(), 404)
    try:
        _counted(request)
        data = request.read(MAX_APPROVAL_OCTETS + 1)
        if len(data) > MAX_APPROVAL_OCTETS:
            return _refused(ApprovalTooLarge(), 413)
        services.approval_receive(order_id=order_id, approval=data, at=clock.now())
    except TooManyQuestions as error:
        return _refused(error, 429)
    except OrderUnknown as error:
        return _refused(error, 404)
    except AntinError as error:
        return _refused(error, 422)
    found = selectors.order(order_id)
    approvals, needed = (len(found.approvals), found.needed) if found else (0, 0)
    return JsonResponse({"approvals": approvals, "needed": needed}, status=201)


def _counted(request: HttpRequest) -> None:
    services.look_up_count(source=f"order {client_address(request)}", at=clock.now(), limit=CALLS_A_MINUTE)


def _is_office() -> bool:
    return installation_mode() is Mode.REGISTRATION_OFFICE


def _refused(error: AntinError, status: int) -> JsonResponse:
    said = message_of(error)
    return JsonResponse({"error": {"code": said.code, "text": said.text, "hint": said.hint}}, status=status)
