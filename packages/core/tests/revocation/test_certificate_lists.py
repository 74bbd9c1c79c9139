"""Lists: what is in them, in which form, and what is refused."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from random import Random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from antin import oids
from antin.keys import KeySignatureWrong, LocalSigner, Signer
from antin.lints import Finding, Severity
from antin.revocation import (
    CrlLintFailed,
    RevocationKeyWrong,
    RevocationReason,
    RuleBroken,
    build_crl,
    revoked_entry,
)
from antin.validation.crl import RevocationList, read_revocation_list
from antin.validation.names import distinguished_name
from antin.validation.signatures import public_key, verifies
from antin_testkit.status_services import AT, DAY, status_services

SERVICES = status_services()
ROOT = SERVICES.root
REASONS = [each for each in RevocationReason if each is not RevocationReason.REMOVE_FROM_CRL]
SERIALS = st.integers(1, 2**159 - 1)
SECONDS = st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)


def made(
    entries: Sequence[bytes] = (), *, number: int = 1, this_update: datetime = AT, next_update: datetime = AT + DAY,
    certificate: bytes = ROOT.certificate, signer: Signer | None = None, **others: object,
) -> bytes:
    return build_crl(
        issuer_certificate=certificate, entries=entries, number=number, this_update=this_update,
        next_update=next_update, signer=signer or ROOT.signer, **others,  # type: ignore[arg-type]
    )


def read(encoded: bytes) -> RevocationList:
    """As the validator reads it, once the signature holds and no rule of RFC 5280 5.2 speaks against it."""
    found = read_revocation_list(encoded)
    key = public_key(ROOT.signer.public_key_info)
    assert verifies(key, found.signature_algorithm, found.signature, found.to_be_signed)
    assert found.fault == ""
    return found


def is_refused(*, rule: str, **asked: object) -> bool:
    with pytest.raises(RuleBroken) as refusal:
        made(**asked)  # type: ignore[arg-type]
    return rule in str(refusal.value.fields["rule"])


class TestAList:
    def test_says_who_when_and_which(self) -> None:
        found = read(made(number=2**100, next_update=AT + 7 * DAY))

        assert found.issuer.common_name == "Ấn Tín gốc thử nghiệm"
        assert (found.this_update, found.next_update, found.number) == (AT, AT + 7 * DAY, 2**100)
        assert found.authority_key_identifier.key_identifier == x509.load_der_x509_certificate(
            ROOT.certificate
        ).extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest

    @given(st.dictionaries(SERIALS, st.tuples(SECONDS, st.sampled_from([None, *REASONS])), max_size=8))
    def test_tells_the_validator_just_what_was_revoked(
        self, revoked: dict[int, tuple[datetime, RevocationReason | None]],
    ) -> None:
        entries = [revoked_entry(serial, at, reason) for serial, (at, reason) in revoked.items()]

        late = datetime(2200, 1, 2, tzinfo=UTC)
        found = read(made(entries, this_update=late, next_update=late + DAY))

        for serial, (at, reason) in revoked.items():
            entry = found.entry(serial, found.issuer)
            assert entry is not None
            assert (entry.serial, entry.at, entry.reason) == (serial, at, reason or "unspecified")
        absent = next(each for each in range(1, 10) if each not in revoked)
        assert found.entry(absent, found.issuer) is None

    def test_is_the_same_whatever_the_order_of_its_entries(self) -> None:
        entries = [revoked_entry(serial, AT) for serial in (1, 127, 128, 255, 256, 2**150)]
        every_order = [list(order) for order in permutations(entries[:4])]

        assert len({made([*order, *entries[4:]]) for order in every_order}) == 1

    def test_stands_in_the_order_of_serials(self) -> None:
        serials = [2**158, 1, 128, 127, 2**64, 255, 256, 0x8000, 0x7FFF]

        found = x509.load_der_x509_crl(made([revoked_entry(each, AT) for each in serials]))

        assert [each.serial_number for each in found] == sorted(serials)

    def test_leaves_the_field_out_when_nothing_is_revoked(self) -> None:
        assert read(made()).revoked == b""

    def test_leaves_an_unspecified_reason_out(self) -> None:
        assert revoked_entry(5, AT, RevocationReason.UNSPECIFIED) == revoked_entry(5, AT)
        assert bytes.fromhex("551d15") not in revoked_entry(5, AT)

    def test_writes_times_to_2049_short_and_later_ones_long(self) -> None:
        before, after = datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)

        encoded = made([revoked_entry(1, before), revoked_entry(2, after)], this_update=after, next_update=after + DAY)

        assert encoded.count(b"\x17\x0d491231235959Z") == 1
        assert encoded.count(b"\x18\x0f20500101000000Z") == 2

    def test_tells_a_time_of_any_zone_in_utc(self) -> None:
        hanoi = AT.astimezone(timezone(timedelta(hours=7)))

        assert made([revoked_entry(1, hanoi)], this_update=hanoi) == made([revoked_entry(1, AT)])

    def test_names_its_place_critically_only_when_asked(self) -> None:
        plain, placed = read(made()), read(made(distribution_point_url="http://crl.antin.vn/a.crl"))

        assert oids.ISSUING_DISTRIBUTION_POINT not in plain.extensions
        assert placed.extensions[oids.ISSUING_DISTRIBUTION_POINT].is_critical
        assert [each.value for each in placed.scope.names] == ["http://crl.antin.vn/a.crl"]
        assert not placed.extensions[oids.CRL_NUMBER].is_critical

    def test_keeps_expired_certificates_when_it_says_so(self) -> None:
        assert read(made(keeps_expired_since=AT - 900 * DAY)).keeps_expired_since == AT - 900 * DAY

    @pytest.mark.parametrize("kind", ["p256", "rsa"])
    def test_is_read_by_another_library(self, kind: str) -> None:
        root = status_services(kind).root
        entry = revoked_entry(77, AT, RevocationReason.KEY_COMPROMISE)

        found = x509.load_der_x509_crl(made([entry], certificate=root.certificate, signer=root.signer))

        assert found.is_signature_valid(root.key.public_key())
        assert [each.extensions[0].value.reason for each in found] == [x509.ReasonFlags.key_compromise]

    def test_of_a_hundred_thousand_is_made_whole(self) -> None:
        random = Random(7)
        entries = [revoked_entry(random.getrandbits(126) + 1, AT, random.choice(REASONS)) for _ in range(100_000)]

        encoded = made(entries)

        assert len(x509.load_der_x509_crl(encoded)) == 100_000

    def test_shows_itself_to_linters_before_it_is_signed(self) -> None:
        seen: list[bytes] = []

        encoded = made([revoked_entry(5, AT)], linters=[lambda draft: seen.append(draft) or ()])

        (draft,) = seen
        assert read_revocation_list(draft).to_be_signed == read_revocation_list(encoded).to_be_signed
        assert read_revocation_list(draft).signature == bytes(64)


class TestALintedList:
    def test_is_looked_at_by_the_rules_of_the_house_unless_told_otherwise(self) -> None:
        with pytest.raises(CrlLintFailed, match="after thisUpdate"):
            made([revoked_entry(5, AT + DAY)])

    def test_is_not_signed_when_a_rule_finds_it_wrong(self) -> None:
        class Unused:
            algorithm, public_key_info = ROOT.signer.algorithm, ROOT.signer.public_key_info

            def sign(self, data: bytes) -> bytes:
                raise AssertionError(data)

        finding = Finding("house-1", Severity.ERROR, "too long a week")

        with pytest.raises(CrlLintFailed) as refusal:
            made(signer=Unused(), linters=[lambda _: [finding]])

        assert refusal.value.fields["findings"] == "house-1: too long a week"

    def test_is_signed_in_spite_of_a_warning(self) -> None:
        assert made(linters=[lambda _: [Finding("house-2", Severity.WARNING, "remark")]])


class TestARefusedList:
    def test_says_that_a_serial_appears_twice(self) -> None:
        entries = [revoked_entry(0x8001, AT), revoked_entry(3, AT), revoked_entry(0x8001, AT - DAY)]

        assert is_refused(entries=entries, rule="serial number 008001 is listed once")

    @pytest.mark.parametrize(
        "entry",
        [
            b"", b"\x30\x00", b"0", bytes(40),
            revoked_entry(5, AT) + b"\0",
            revoked_entry(5, AT)[:-1],
            revoked_entry(5, AT).replace(b"\x02\x01\x05", b"\x02\x01\x00"),
            revoked_entry(5, AT).replace(b"\x02\x01\x05", b"\x02\x01\x85"),
            revoked_entry(0x8005, AT).replace(b"\x00\x80\x05", b"\x00\x70\x05"),
            revoked_entry(5, AT, RevocationReason.SUPERSEDED).replace(b"\x0a\x01\x04", b"\x0a\x01\x08"),
            revoked_entry(5, AT, RevocationReason.SUPERSEDED).replace(b"\x0a\x01\x04", b"\x0a\x01\x00"),
            revoked_entry(5, AT).replace(b"Z", b"+"),
        ],
        ids=bytes.hex,
    )
    def test_holds_bytes_that_are_no_entry(self, entry: bytes) -> None:
        assert is_refused(entries=[revoked_entry(1, AT), entry], rule="is well formed")

    @pytest.mark.parametrize("serial", [0, -1, 2**159, 2**200])
    def test_holds_a_serial_that_no_certificate_may_have(self, serial: int) -> None:
        with pytest.raises(RuleBroken):
            revoked_entry(serial, AT)

    def test_would_remove_an_entry_though_it_is_no_delta(self) -> None:
        with pytest.raises(RuleBroken, match="delta"):
            revoked_entry(1, AT, RevocationReason.REMOVE_FROM_CRL)

    @pytest.mark.parametrize("at", [AT.replace(tzinfo=None), AT.replace(microsecond=1), AT.replace(year=1949)])
    def test_has_a_time_that_cannot_be_written(self, at: datetime) -> None:
        assert is_refused(this_update=at, next_update=AT + DAY, rule="4.1.2.5")
        assert is_refused(keeps_expired_since=at, rule="4.1.2.5")
        with pytest.raises(RuleBroken):
            revoked_entry(1, at)

    @pytest.mark.parametrize("next_update", [AT, AT - DAY])
    def test_ends_before_it_begins(self, next_update: datetime) -> None:
        assert is_refused(next_update=next_update, rule="5.1.2.5")

    @pytest.mark.parametrize("number", [-1, 2**159])
    def test_has_a_number_that_is_negative_or_too_long(self, number: int) -> None:
        assert is_refused(number=number, rule="5.2.3")

    @pytest.mark.parametrize("url", ["crl.antin.vn", "http://ấn.vn/", "http://a b/", "http://a/\n"])
    def test_has_a_place_that_is_no_address(self, url: str) -> None:
        assert is_refused(distribution_point_url=url, rule="absolute ASCII address")

    def test_has_an_issuer_that_may_not_sign_lists(self) -> None:
        person = SERVICES.person

        assert is_refused(certificate=person.certificate, signer=person.signer, rule="cRLSign")

    def test_has_an_issuer_without_a_key_identifier(self) -> None:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Cũ")])
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
        builder = builder.not_valid_before(AT).not_valid_after(AT + DAY).public_key(ROOT.key.public_key())
        certificate = builder.sign(ROOT.key, hashes.SHA256()).public_bytes(Encoding.DER)

        assert is_refused(certificate=certificate, rule="key identifier")

    @pytest.mark.parametrize("certificate", [b"", b"\x30\x00", ROOT.certificate[:-1]])
    def test_has_an_issuer_that_is_no_certificate(self, certificate: bytes) -> None:
        assert is_refused(certificate=certificate, rule="well formed")

    def test_would_be_signed_by_another_key(self) -> None:
        with pytest.raises(RevocationKeyWrong):
            made(signer=SERVICES.person.signer)

    def test_was_signed_wrongly_by_a_faulty_device(self) -> None:
        class Faulty(LocalSigner):
            def sign(self, data: bytes) -> bytes:
                return super().sign(data + b"\0")

        with pytest.raises(KeySignatureWrong):
            made(signer=Faulty(ROOT.key))


def test_a_list_is_about_its_issuer_only() -> None:
    found = read(made([revoked_entry(5, AT)]))
    stranger = replace(distinguished_name(b"\x30\x00"), common_name="Ai đó")

    assert found.entry(5, stranger) is None
