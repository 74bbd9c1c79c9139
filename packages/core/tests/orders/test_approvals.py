"""Approvals: made over the order's canonical bytes, and believed only for that order."""

from datetime import UTC, datetime

import pytest

from antin import cms
from antin.orders import (
    ApprovalAlgorithmWrong,
    ApprovalKeyWrong,
    ApprovalNotGenuine,
    OrderKind,
    OrderMalformed,
    approve,
    canonical_bytes,
    read_approval,
)
from antin_testkit.key_holders import EC_CERTIFICATE, KEY_HOLDERS, RSA_CERTIFICATE, KeyHolder
from antin_testkit.orders import order_of

AT = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
ORDER = canonical_bytes(order_of(OrderKind.ISSUE))
OTHER = canonical_bytes(order_of(OrderKind.ISSUE, days=1826))
SHA256_HOLDERS = sorted(name for name in KEY_HOLDERS if name.endswith("sha256"))


def approved(holder: KeyHolder, order: bytes = ORDER, **kwargs: object) -> bytes:
    return approve(order, signer=holder, certificate=holder.certificate, at=AT, **kwargs)  # type: ignore[arg-type]


class TestAnApproval:
    @pytest.mark.parametrize("name", SHA256_HOLDERS)
    def test_tells_whose_key_made_it_and_when(self, name: str) -> None:
        holder = KEY_HOLDERS[name]

        approval = read_approval(approved(holder), ORDER)

        assert approval.certificate == holder.certificate
        assert approval.signing_time == AT

    def test_carries_the_chain_but_not_the_order(self) -> None:
        signed = cms.read(approved(KEY_HOLDERS["ecdsa-sha256"], chain=[RSA_CERTIFICATE]))

        assert signed.content is None
        assert set(signed.certificates) == {EC_CERTIFICATE, RSA_CERTIFICATE}

    def test_counts_for_no_other_order(self) -> None:
        with pytest.raises(ApprovalNotGenuine):
            read_approval(approved(KEY_HOLDERS["ecdsa-sha256"]), OTHER)

    def test_is_not_made_of_what_is_no_order(self) -> None:
        with pytest.raises(OrderMalformed):
            approved(KEY_HOLDERS["ecdsa-sha256"], b'{"type":"invoice"}')

    def test_is_not_made_with_a_key_that_is_not_the_certificates(self) -> None:
        holder = KEY_HOLDERS["ecdsa-sha256"]

        with pytest.raises(ApprovalKeyWrong):
            approve(ORDER, signer=holder, certificate=RSA_CERTIFICATE, at=AT)

    def test_is_not_made_over_another_digest(self) -> None:
        with pytest.raises(ApprovalAlgorithmWrong):
            approved(KEY_HOLDERS["pkcs1-sha512"])


class TestReadingAnApproval:
    @pytest.mark.parametrize("data", [b"", b"\x30\x00", b"x" * 300_000, b"\x30\x80" * 100])
    def test_refuses_what_is_no_signature(self, data: bytes) -> None:
        with pytest.raises(ApprovalNotGenuine):
            read_approval(data, ORDER)

    def test_refuses_any_flipped_octet_or_reads_the_same(self) -> None:
        whole = approved(KEY_HOLDERS["ecdsa-sha256"])
        unharmed = read_approval(whole, ORDER)

        for place in range(0, len(whole), 7):
            harmed = whole[:place] + bytes((whole[place] ^ 0x04,)) + whole[place + 1 :]
            try:
                assert read_approval(harmed, ORDER) == unharmed
            except ApprovalNotGenuine:
                continue

    @pytest.mark.parametrize("signing_time", [None])
    def test_refuses_one_without_a_signing_time(self, signing_time: datetime | None) -> None:
        with pytest.raises(ApprovalNotGenuine, match="signing time"):
            read_approval(_made(KEY_HOLDERS["ecdsa-sha256"], signing_time=signing_time), ORDER)

    def test_refuses_one_that_carries_the_order_itself(self) -> None:
        with pytest.raises(ApprovalNotGenuine, match="detached"):
            read_approval(_made(KEY_HOLDERS["ecdsa-sha256"], signing_time=AT, content=ORDER), ORDER)

    def test_refuses_one_over_another_digest(self) -> None:
        with pytest.raises(ApprovalNotGenuine, match="digest"):
            read_approval(_made(KEY_HOLDERS["pkcs1-sha512"], signing_time=AT), ORDER)

    def test_is_about_an_order_only(self) -> None:
        with pytest.raises(OrderMalformed):
            read_approval(approved(KEY_HOLDERS["ecdsa-sha256"]), b"{}")


def _made(holder: KeyHolder, *, signing_time: datetime | None, content: bytes | None = None) -> bytes:
    attributes = cms.signed_attributes(
        algorithm=holder.algorithm, certificate=holder.certificate, signing_time=signing_time,
        message_digest=cms.algorithms.digest_of(holder.algorithm.digest_name, ORDER),
    )
    return cms.signed_data(
        algorithm=holder.algorithm, signed_attributes=attributes, signature=holder.sign(attributes),
        certificate=holder.certificate, content=content,
    )
