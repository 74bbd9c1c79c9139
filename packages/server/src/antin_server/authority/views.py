"""Pages about orders (for those who may see them) and certificates (for everyone who knows which)."""

from collections.abc import Sequence

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from antin.errors import AntinError
from antin.messages import message
from antin.orders import read_order, summary
from antin_server.authority import selectors, services
from antin_server.authority.errors import ApprovalTooLarge, TooManyQuestions
from antin_server.authority.types import CertificateState, CertificateView, OrderView
from antin_server.common import clock, speaking
from antin_server.common.client_addresses import client_address
from antin_server.common.doors import Permission, open_to_everyone, opens_to
from antin_server.common.models import Mode
from antin_server.common.naming import names_of
from antin_server.common.selectors import installation_mode
from antin_server.common.speaking import reader_language

ORDER_TAGS = {"waiting": "info", "approved": "info", "executed": "good", "refused": "bad", "voided": "neutral"}
STATE_TAGS = {"issued": "info", "effective": "good", "on_hold": "warn", "revoked": "bad", "expired": "neutral"}
MAX_APPROVAL_OCTETS = 64 * 1024
LONGEST_QUESTION = 200


@opens_to(Permission.ORDER_READ)
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """Orders that wait, and the latest that are over."""
    _authority_only()
    context = {
        "waiting": [_order_row(each) for each in selectors.orders_waiting()],
        "recent": [_order_row(each) for each in selectors.orders_recent()],
    }
    return render(request, "authority/orders.html", context)


@opens_to(Permission.ORDER_READ)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, order_id: str) -> HttpResponse:
    """One order: what its bytes say, who approved, and how to approve. POST takes an approval made elsewhere."""
    _authority_only()
    errors = []
    if request.method == "POST":
        try:
            file = request.FILES.get("approval")
            data = file.read(MAX_APPROVAL_OCTETS + 1) if file else b""
            if len(data) > MAX_APPROVAL_OCTETS:
                raise ApprovalTooLarge()
            services.approval_receive(order_id=order_id, approval=data, at=clock.now())
            return redirect("authority:order", order_id=order_id)
        except AntinError as error:
            errors = [_error(error, "approval")]
    found = selectors.order(order_id)
    if found is None:
        raise Http404
    rows = _with_names(summary(read_order(found.canonical), reader_language()))
    context = {
        **_order_row(found), "rows": rows, "errors": errors,
        "address": settings.ANTIN_PUBLIC_URL + reverse("authority:order-bytes", args=[order_id]),
        "refusal": message(found.refusal, reader_language()).text if found.refusal else "",
        "crumbs": [(reverse("authority:orders"), _("Orders"))],
    }
    return render(request, "authority/order.html", context, status=400 if errors else 200)


@open_to_everyone
@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """Find a certificate by its exact serial number, thumbprint or e-mail; counted by address."""
    _authority_only()
    asked = _asked(request)
    if not asked:
        return render(request, "authority/look_up.html", {})
    try:
        services.look_up_count(source=client_address(request), at=clock.now())
    except TooManyQuestions as error:
        context = {"asked": asked, "errors": [_error(error, "q")]}
        return render(request, "authority/look_up.html", context, status=429)
    found = _exact(asked)
    if len(found) == 1:
        return redirect("authority:certificate", serial=found[0].serial)
    rows = [_certificate_row(each) for each in found]
    return render(request, "authority/look_up.html", {"asked": asked, "found": rows})


@opens_to(Permission.CERTIFICATE_SEARCH)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find certificates by name; for officers, and written down."""
    _authority_only()
    asked = _asked(request)
    found = []
    if asked:
        person_id = int(request.user.pk or 0)
        services.search_record(person_id=person_id, asked=asked, at=clock.now())
        found = [_certificate_row(each) for each in selectors.certificates_named(asked)]
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    return render(request, "authority/search.html", {"asked": asked, "page": page})


@open_to_everyone
@require_GET
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """A certificate by its exact serial number."""
    _authority_only()
    try:
        found = _found(request, serial)
    except TooManyQuestions as error:
        return _too_many(request, error)
    return render(request, "authority/certificate.html", {
        **_certificate_row(found), "crumbs": [(reverse("authority:look-up"), _("Look up a certificate"))],
    })


@open_to_everyone
@require_GET
def certificate_file(request: HttpRequest, serial: str, form: str) -> HttpResponse:
    """The certificate as .crt (DER), or with its chain as .pem."""
    _authority_only()
    try:
        found = _found(request, serial)
    except TooManyQuestions as error:
        return _too_many(request, error)
    if form == "chung-thu.crt":
        body, kind = found.der, "application/pkix-cert"
    elif form == "chuoi.pem":
        body, kind = selectors.chain_pem(found.serial), "application/pem-certificate-chain"
    else:
        raise Http404
    answer = HttpResponse(body, content_type=kind)
    suffix = form.rsplit(".", 1)[1]
    answer["Content-Disposition"] = f'attachment; filename="{found.serial}.{suffix}"'
    return answer


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]


def _too_many(request: HttpRequest, error: TooManyQuestions) -> HttpResponse:
    return render(request, "authority/look_up.html", {"errors": [_error(error, "q")]}, status=429)


def _found(request: HttpRequest, serial: str) -> CertificateView:
    services.look_up_count(source=client_address(request), at=clock.now())
    found = selectors.certificate(serial)
    if found is None:
        raise Http404
    return found


def _exact(asked: str) -> list[CertificateView]:
    if "@" in asked:
        return list(selectors.certificates_of_email(asked))
    by_serial = selectors.certificate(asked)
    return [by_serial] if by_serial else list(selectors.certificates_by_thumbprint(asked))


def _order_row(view: OrderView) -> dict[str, object]:
    return {
        "view": view, "kind_text": message(f"order_kind_{view.kind}", reader_language()).text,
        "state_text": message(f"order_state_{view.state}", reader_language()).text, "state_tag": ORDER_TAGS[view.state],
    }


def _with_names(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names beside the codes of people; the bytes that are approved hold the codes only."""
    labels = {message(f"order_label_{each}", reader_language()).text for each in ("requested_by", "involved")}
    names = names_of(code for label, value in rows if label in labels for code in value.split(", "))
    return [
        (label, ", ".join(f"{names[each]} ({each})" if each in names else each for each in value.split(", ")))
        if label in labels else (label, value) for label, value in rows
    ]


def _certificate_row(view: CertificateView) -> dict[str, object]:
    state: CertificateState = selectors.state_at(view, at=clock.now())
    return {
        "view": view, "state": state, "state_text": message(f"certificate_state_{state}", reader_language()).text,
        "state_hint": message(f"certificate_state_{state}", reader_language()).hint, "state_tag": STATE_TAGS[state],
        "reason_text": message(f"revocation_reason_{view.reason}", reader_language()).text if view.reason else "",
    }


def _authority_only() -> None:
    """In a registration office these pages do not exist."""
    if installation_mode() is Mode.REGISTRATION_OFFICE:
        raise Http404


def _error(error: AntinError, anchor: str) -> dict[str, str]:
    told = speaking.said(error)
    return {"anchor": anchor, "text": told.text, "hint": told.hint}
