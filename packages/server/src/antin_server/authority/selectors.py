"""What is known of orders and certificates, as the signer published it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db.models import Prefetch, QuerySet

from antin.orders import read_order
from antin_server.authority.models import Approval, AuthorityCertificate, CertificateRecord, Order
from antin_server.authority.types import ApprovalView, CertificateState, CertificateView, OrderState, OrderView
from antin_server.common.folding import folded

ROOT, ISSUING = "root", "issuing"
MAX_SERIAL_DIGITS = 40


def order(order_id: str) -> OrderView | None:
    """An order; None: there is none."""
    found = _orders().filter(order_id=order_id.replace("\x00", "")).first()
    return _order_view(found) if found else None


def orders_waiting(limit: int = 200) -> Sequence[OrderView]:
    """Orders that the officers or the signer have yet to deal with, the oldest first."""
    states = (OrderState.WAITING.value, OrderState.APPROVED.value)
    return [_order_view(each) for each in _orders().filter(state__in=states).order_by("proposed_at")[:limit]]


def orders_recent(limit: int = 50) -> Sequence[OrderView]:
    """Orders that are over, the latest first."""
    states = (OrderState.EXECUTED.value, OrderState.REFUSED.value, OrderState.VOIDED.value)
    return [_order_view(each) for each in _orders().filter(state__in=states).order_by("-proposed_at")[:limit]]


def orders_over(order_ids: Collection[str]) -> frozenset[str]:
    """Those of the orders that are executed, refused or voided, asked in one go."""
    states = (OrderState.EXECUTED.value, OrderState.REFUSED.value, OrderState.VOIDED.value)
    found = Order.objects.filter(order_id__in=order_ids, state__in=states)
    return frozenset(found.values_list("order_id", flat=True))


def certificate(serial: str) -> CertificateView | None:
    """A certificate by its serial number, hexadecimal in any case; None: there is none."""
    return _one(CertificateRecord.objects.filter(serial=_serial(serial)))


def certificate_by_sha256(thumbprint: str) -> CertificateView | None:
    """A certificate by its SHA-256 thumbprint, hexadecimal."""
    return _one(CertificateRecord.objects.filter(sha256=thumbprint.lower()))


def certificates_by_thumbprint(thumbprint: str) -> Sequence[CertificateView]:
    """Certificates by SHA-1 or SHA-256 thumbprint, with or without separators."""
    bare = "".join(each for each in thumbprint.lower() if each in "0123456789abcdef")
    field = {40: "sha1", 64: "sha256"}.get(len(bare))
    return _views(CertificateRecord.objects.filter(**{field: bare})) if field else []


def certificates_of_email(email: str) -> Sequence[CertificateView]:
    """Every certificate of an address, the newest first."""
    return _views(CertificateRecord.objects.filter(email=email.strip().lower()))


def certificates_of_key(thumbprint: str) -> Sequence[CertificateView]:
    """Every certificate of a public key, by the SHA-256 of its SubjectPublicKeyInfo."""
    return _views(CertificateRecord.objects.filter(public_key_thumbprint=thumbprint))


def certificates_of_case(case: str) -> Sequence[CertificateView]:
    """What came out of a case."""
    return _views(CertificateRecord.objects.filter(case=case)) if case else []


def certificates_named(text: str, limit: int = 50) -> Sequence[CertificateView]:
    """Certificates whose holder, agency or address holds every word, with or without marks."""
    rows = CertificateRecord.objects.all()
    for word in folded(text).split():
        rows = rows.filter(search__contains=word)
    return [_certificate_view(each) for each in rows.order_by("-not_before", "-pk")[:limit]]


def chain_of(serial: str) -> tuple[bytes, ...]:
    """The certificate, its issuer and the root, as DER; empty: there is no such certificate."""
    found = certificate(serial)
    above = (issuing_certificate(), root_certificate())
    return (found.der, *(each for each in above if each)) if found else ()


def issuing_certificate() -> bytes | None:
    """DER of the issuing CA; None before the authority is set up."""
    return _authority(ISSUING)


def root_certificate() -> bytes | None:
    """DER of the root; None before the authority is set up."""
    return _authority(ROOT)


def _authority(name: str) -> bytes | None:
    found = AuthorityCertificate.objects.filter(name=name).values_list("der", flat=True).first()
    return bytes(found) if found is not None else None


def _serial(text: str) -> str:
    """The serial number as stored; what cannot be one becomes empty, and is found nowhere."""
    bare = text.strip().lower().replace(":", "").replace(" ", "").lstrip("0")
    return bare if len(bare) <= MAX_SERIAL_DIGITS and all(each in "0123456789abcdef" for each in bare) else ""


def _orders() -> QuerySet[Order]:
    return Order.objects.prefetch_related(Prefetch("approvals", Approval.objects.order_by("received_at")))


def _order_view(row: Order) -> OrderView:
    encoded = bytes(row.canonical)
    return OrderView(
        id=row.order_id, kind=row.kind, state=OrderState(row.state), case=row.case,
        content=dict(read_order(encoded).content), canonical=encoded, sha256=row.sha256,
        approvals=tuple(
            ApprovalView(each.officer_name, each.certificate_sha256, each.received_at) for each in row.approvals.all()
        ),
        needed=row.needed, refusal=row.refusal, result_serial=row.result_serial, proposed_at=row.proposed_at,
        executed_at=row.executed_at,
    )


def _one(rows: QuerySet[CertificateRecord]) -> CertificateView | None:
    found = rows.first()
    return _certificate_view(found) if found else None


def _views(rows: QuerySet[CertificateRecord]) -> list[CertificateView]:
    return [_certificate_view(each) for each in rows.order_by("-not_before", "-pk")]


def _certificate_view(row: CertificateRecord) -> CertificateView:
    return CertificateView(
        serial=row.serial, state=CertificateState(row.state), der=bytes(row.der), profile=row.profile,
        subject=row.subject, common_name=row.common_name, agency=row.agency, email=row.email, sha256=row.sha256,
        public_key_thumbprint=row.public_key_thumbprint, not_before=row.not_before, not_after=row.not_after,
        effective_from=row.effective_from, revoked_at=row.revoked_at, reason=row.reason, order_id=row.order_id,
        case=row.case,
    )


def state_at(view: CertificateView, *, at: datetime) -> CertificateState:
    """What the certificate is worth at this time: expired when its end has come, issued before its effect."""
    if view.state in (CertificateState.EFFECTIVE, CertificateState.ISSUED) and view.not_after < at:
        return CertificateState.EXPIRED
    is_early = view.effective_from is not None and view.effective_from > at
    return CertificateState.ISSUED if view.state is CertificateState.EFFECTIVE and is_early else view.state


def chain_pem(serial: str) -> bytes:
    """The certificate and those above it, PEM."""
    chain = (x509.load_der_x509_certificate(each) for each in chain_of(serial))
    return b"".join(each.public_bytes(Encoding.PEM) for each in chain)
