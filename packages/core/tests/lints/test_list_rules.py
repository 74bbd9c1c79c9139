"""Every rule about revocation lists finds what it demands, and only that."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids
from antin.der import (
    bit_string,
    boolean,
    context,
    encode,
    enumerated,
    integer,
    null,
    object_identifier,
    octet_string,
    sequence,
    x509_time,
)
from antin.keys import ECDSA_SHA256, RSA_SHA256, KeyKind
from antin.lints import LintSubjectUnreadable, lint_revocation_list
from antin_testkit.issued_certificates import SUBJECTS, hierarchy, private_key

AT = datetime(2026, 11, 25, tzinfo=UTC)
NUMBER = sequence(object_identifier(oids.CRL_NUMBER), octet_string(integer(7)))
KEY_IDENTIFIER = sequence(
    object_identifier(oids.AUTHORITY_KEY_IDENTIFIER),
    octet_string(sequence(context(0, b"k" * 20, constructed=False))),
)


def entry(serial: int, *, at: datetime = AT, reason: int | None = None) -> bytes:
    listed = b""
    if reason is not None:
        listed = sequence(sequence(object_identifier(oids.CRL_REASON), octet_string(enumerated(reason))))
    return sequence(integer(serial), x509_time(at), listed)


def made(
    *, entries: list[bytes] | None = None, extensions: tuple[bytes, ...] = (KEY_IDENTIFIER, NUMBER), version: int = 1,
    next_update: datetime | None = AT + timedelta(days=1), outer: bytes = ECDSA_SHA256.identifier_der,
) -> bytes:
    body = sequence(
        integer(version), ECDSA_SHA256.identifier_der, SUBJECTS["issuing_ca"], x509_time(AT),
        x509_time(next_update) if next_update else b"", sequence(*entries) if entries else b"",
        context(0, sequence(*extensions)) if extensions else b"",
    )
    return sequence(body, outer, bit_string(b"stale"))


def number(value: bytes, *, is_critical: bool = False) -> bytes:
    return sequence(object_identifier(oids.CRL_NUMBER), boolean(True) if is_critical else b"", octet_string(value))


GOOD = made(entries=[entry(5), entry(6, reason=1), entry(7, reason=6)])


class TestLintRevocationList:
    def test_finds_nothing_in_a_good_list(self) -> None:
        assert lint_revocation_list(GOOD) == ()
        assert lint_revocation_list(made()) == ()

    def test_finds_nothing_in_a_list_of_the_library(self) -> None:
        issuer = x509.load_der_x509_certificate(hierarchy().certificate)
        identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        listed = (
            x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(AT)
            .next_update(AT + timedelta(days=1)).add_extension(x509.CRLNumber(9), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
            .sign(private_key(KeyKind.P256, "issuing_ca"), hashes.SHA256())
        )

        assert lint_revocation_list(listed.public_bytes(Encoding.DER)) == ()

    @pytest.mark.parametrize(("rule", "listed"), [
        ("rfc5280-5.2.3", made(extensions=(KEY_IDENTIFIER,))),
        ("rfc5280-5.2.3", made(extensions=(KEY_IDENTIFIER, number(integer(7), is_critical=True)))),
        ("rfc5280-5.2.3", made(extensions=(KEY_IDENTIFIER, number(integer(-1))))),
        ("rfc5280-5.2.3", made(extensions=(KEY_IDENTIFIER, number(integer(1 << 160))))),
        ("rfc5280-5.2.3", made(extensions=(KEY_IDENTIFIER, number(null())))),
        ("rfc5280-5.2.1", made(extensions=(NUMBER,))),
        ("rfc5280-5.2.1", made(extensions=(
            NUMBER, sequence(object_identifier(oids.AUTHORITY_KEY_IDENTIFIER), octet_string(sequence()))))),
        ("rfc5280-5.1.2.5", made(next_update=None)), ("rfc5280-5.1.2.5", made(next_update=AT)),
        ("rfc5280-5.1.2.5", made(entries=[entry(5, at=AT + timedelta(seconds=1))])),
        ("rfc5280-5.1.2.6", made(entries=[entry(5), entry(6), entry(5, reason=1)])),
        ("rfc5280-5.3.1", made(entries=[entry(5, reason=0)])), ("rfc5280-5.3.1", made(entries=[entry(5, reason=8)])),
        ("rfc5280-5.3.1", made(entries=[entry(5, reason=7)])), ("rfc5280-5.3.1", made(entries=[entry(5, reason=11)])),
        ("rfc5280-5.1.1.2", made(outer=RSA_SHA256.identifier_der)), ("rfc5280-5.1.1.2", made(version=0)),
    ])
    def test_finds_what_each_rule_forbids(self, rule: str, listed: bytes) -> None:
        assert [finding.rule for finding in lint_revocation_list(listed)] == [rule]

    @pytest.mark.parametrize("data", [
        b"", b"khong phai", b"\x30\x00", GOOD + b"\x00", GOOD[:-1], hierarchy().certificate,
        made(entries=[sequence(integer(5))]), made(entries=[null()]), made(extensions=(NUMBER, NUMBER)),
        made(entries=[sequence(integer(5), encode(0x17, b"khong"))]),
        made(entries=[sequence(integer(5), x509_time(AT), sequence(), sequence())]),
        made(extensions=(sequence(object_identifier("1.2.3"), octet_string(b"khong phai")),)),
    ])
    def test_says_when_it_is_given_no_list(self, data: bytes) -> None:
        with pytest.raises(LintSubjectUnreadable):
            lint_revocation_list(data)


@settings(max_examples=300)
@given(place=st.integers(0, len(GOOD) - 1), octets=st.binary(max_size=3))
def test_no_change_of_a_list_leaks_a_foreign_error(place: int, octets: bytes) -> None:
    try:
        lint_revocation_list(GOOD[:place] + octets + GOOD[place + 1 :])
    except LintSubjectUnreadable:
        return
