"""Every rule about certificates finds what it demands, and only that."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids
from antin.der import (
    bit_string,
    boolean,
    children,
    context,
    encode,
    ia5_string,
    integer,
    null,
    object_identifier,
    octet_string,
    printable_string,
    read_one,
    sequence,
    set_of,
    utf8_string,
    x509_time,
)
from antin.keys import KeyKind
from antin.lints import Decision, LintSubjectUnreadable, Severity, lint_certificate, lint_decision
from antin_testkit.issued_certificates import AT, content_for, hierarchy, signer

SERIAL, ALGORITHM, ISSUER, VALIDITY, SUBJECT, KEY, EXTENSIONS = range(1, 8)
PERSON = hierarchy().issued("person")
ROOT = hierarchy().root
SHA1_WITH_RSA = sequence(object_identifier(oids.SHA1_WITH_RSA), null())


def rewritten(certificate: bytes, fields: dict[int, bytes]) -> bytes:
    """The certificate with fields of its to-be-signed part (by place) written otherwise; the signature is stale."""
    body, algorithm, signature = children(read_one(certificate))
    parts = [each.encoded for each in children(body)]
    for place, value in fields.items():
        parts[place] = value
    return sequence(sequence(*parts), algorithm.encoded, signature.encoded)


def with_extension(certificate: bytes, oid: str, value: bytes | None, *, is_critical: bool = False) -> bytes:
    """The certificate with one extension put in place of its own; None: taken out."""
    body, *_ = children(read_one(certificate))
    (listed,) = children(list(children(body))[EXTENSIONS])
    kept = [each.encoded for each in children(listed) if object_identifier(oid) not in each.encoded[:16]]
    flag = boolean(True) if is_critical else b""
    added = [] if value is None else [sequence(object_identifier(oid), flag, octet_string(value))]
    return rewritten(certificate, {EXTENSIONS: context(3, sequence(*kept, *added))})


def name(*parts: tuple[str, bytes]) -> bytes:
    return sequence(*(set_of(sequence(object_identifier(oid), value)) for oid, value in parts))


def validity(start: datetime, end: datetime) -> bytes:
    return sequence(x509_time(start), x509_time(end))


def mailbox(text: bytes) -> bytes:
    return sequence(context(1, text, constructed=False))


def broken(certificate: bytes) -> set[str]:
    return {finding.rule for finding in lint_certificate(certificate)}


C, O, CN = oids.COUNTRY_NAME, oids.ORGANIZATION_NAME, oids.COMMON_NAME  # noqa: E741 - the labels of X.520
VN, UBND, ANH = printable_string("VN"), utf8_string("UBND tỉnh"), utf8_string("Nguyễn Văn Ánh")
LATIN = encode(0x14, b"Nguyen Van Anh")
UNDOTTED_NFD = utf8_string("Nguye\u0302\u0303n")

CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a name in an old string type": (
        "rfc5280-4.1.2.4", lambda: rewritten(PERSON, {SUBJECT: name((C, VN), (O, UBND), (CN, LATIN))})),
    "an issuer that cannot be read": ("rfc5280-4.1.2.4", lambda: rewritten(PERSON, {ISSUER: sequence(integer(1))})),
    "a DC that is no IA5String": (
        "rfc5280-4.1.2.4", lambda: rewritten(PERSON, {ISSUER: name((oids.DOMAIN_COMPONENT, utf8_string("vn")))})),
    "no address of the issuer": (
        "etsi-319412-2-4.4.1", lambda: with_extension(PERSON, oids.AUTHORITY_INFO_ACCESS, None)),
    "no address of the status": (
        "etsi-319412-2-4.4.1", lambda: with_extension(
            with_extension(PERSON, oids.AUTHORITY_INFO_ACCESS, None), oids.CRL_DISTRIBUTION_POINTS, None)),
    "a signing key that may decrypt only": (
        "etsi-319412-2-4.3.2", lambda: with_extension(PERSON, oids.KEY_USAGE, bit_string(b"\x50", unused_bits=4))),
    "no key usage": ("etsi-319412-2-4.3.2", lambda: with_extension(PERSON, oids.KEY_USAGE, None)),
    "no country": ("etsi-319412-2-4.2.4", lambda: rewritten(PERSON, {SUBJECT: name((O, UBND), (CN, ANH))})),
    "two common names": (
        "etsi-319412-2-4.2.4", lambda: rewritten(PERSON, {SUBJECT: name((C, VN), (O, UBND), (CN, ANH), (CN, ANH))})),
    "no policy": ("etsi-319412-2-4.3.3", lambda: with_extension(PERSON, oids.CERTIFICATE_POLICIES, None)),
    "a critical policy": (
        "etsi-319412-2-4.3.3", lambda: with_extension(
            PERSON, oids.CERTIFICATE_POLICIES, sequence(sequence(object_identifier("1.2.3"))), is_critical=True)),
    "no name of the subscriber": ("nd68-7", lambda: rewritten(PERSON, {SUBJECT: name((C, VN), (O, UBND))})),
    "no name of the authority": ("nd68-7", lambda: rewritten(PERSON, {ISSUER: name((C, VN))})),
    "no restriction of purpose": ("nd68-7", lambda: with_extension(PERSON, oids.KEY_USAGE, None)),
    "a serial of zero": ("nd68-7", lambda: rewritten(PERSON, {SERIAL: integer(0)})),
    "a life backwards": ("nd68-7", lambda: rewritten(PERSON, {VALIDITY: validity(AT, AT)})),
    "a person's life of six years": (
        "nd68-9", lambda: rewritten(PERSON, {VALIDITY: validity(AT, AT.replace(year=AT.year + 6))})),
    "a root's life of thirty years": (
        "nd68-9", lambda: rewritten(ROOT, {VALIDITY: validity(AT, AT.replace(year=AT.year + 30))})),
    "a mailbox of free mail": (
        "nd68-form-01-free-mail", lambda: with_extension(PERSON, oids.SUBJECT_ALT_NAME, mailbox(b"anh@gmail.com"))),
    "a mailbox elsewhere": (
        "nd68-form-01-mailbox", lambda: with_extension(PERSON, oids.SUBJECT_ALT_NAME, mailbox(b"anh@congty.com.vn"))),
    "a domain that only ends like an official one": (
        "nd68-form-01-mailbox", lambda: with_extension(PERSON, oids.SUBJECT_ALT_NAME, mailbox(b"anh@notgov.vn"))),
    "a mailbox with a letter beyond ASCII": (
        "house-mailbox-is-plain", lambda: with_extension(PERSON, oids.SUBJECT_ALT_NAME, mailbox(b"\xc3\xa1@a.gov.vn"))),
    "a key that is none": ("house-keys-are-strong", lambda: rewritten(PERSON, {KEY: sequence()})),
    "a serial of three octets as in G1": (
        "house-serial-cannot-be-guessed", lambda: rewritten(PERSON, {SERIAL: integer(0x2E7ACA)})),
    "a serial of 21 octets": ("house-serial-cannot-be-guessed", lambda: rewritten(PERSON, {SERIAL: integer(1 << 161)})),
    "a negative serial": ("house-serial-cannot-be-guessed", lambda: rewritten(PERSON, {SERIAL: integer(-(1 << 90))})),
    "a name taken apart": (
        "house-names-have-one-spelling",
        lambda: rewritten(PERSON, {SUBJECT: name((C, VN), (O, UBND), (CN, UNDOTTED_NFD))})),
    "a name in another order": (
        "house-names-have-one-spelling", lambda: rewritten(PERSON, {SUBJECT: name((CN, ANH), (O, UBND), (C, VN))})),
    "a name that hides something": (
        "house-names-have-one-spelling",
        lambda: rewritten(PERSON, {SUBJECT: name((C, VN), (O, UBND), (CN, utf8_string("Ánh\u202e")))})),
    "a name that cannot be read": (
        "house-names-have-one-spelling", lambda: rewritten(PERSON, {SUBJECT: sequence(null())})),
    "an algorithm of yesterday": ("house-algorithm-is-ours", lambda: rewritten(PERSON, {ALGORITHM: SHA1_WITH_RSA})),
    "version 1": ("house-algorithm-is-ours", lambda: rewritten(PERSON, {0: context(0, integer(0))})),
}


class TestLintCertificate:
    @pytest.mark.parametrize("profile", sorted(hierarchy().certificates()))
    def test_finds_nothing_in_what_we_issue(self, profile: str) -> None:
        assert lint_certificate(hierarchy().certificates()[profile]) == ()

    @pytest.mark.parametrize("case", sorted(CASES))
    def test_finds(self, case: str) -> None:
        rule, made = CASES[case]

        assert rule in broken(made())

    def test_judges_an_old_certificate_by_the_law_of_its_day(self) -> None:
        # Given six years and no agency, under NĐ 130/2018 and TT 185/2019
        start = datetime(2021, 3, 1, tzinfo=UTC)
        old = rewritten(PERSON, {
            VALIDITY: validity(start, start.replace(year=2027)), SUBJECT: name((C, VN), (CN, ANH)),
        })

        assert {"nd130-lifetime", "tt185-form-01-agency"} <= broken(old)
        assert not {"nd68-9", "nd68-7"} & broken(old)

    def test_asks_no_agency_of_an_old_authority(self) -> None:
        start = datetime(2021, 3, 1, tzinfo=UTC)
        fields = {VALIDITY: validity(start, start.replace(year=2031)), SUBJECT: name((C, VN), (CN, ANH))}

        assert "tt185-form-01-agency" not in broken(rewritten(ROOT, fields))
        assert "tt185-form-01-agency" in broken(rewritten(PERSON, fields | {SUBJECT: sequence(null())}))

    def test_calls_an_unknown_domain_a_warning_only(self) -> None:
        elsewhere = with_extension(PERSON, oids.SUBJECT_ALT_NAME, mailbox(b"anh@congty.com.vn"))

        (finding,) = lint_certificate(elsewhere)

        assert finding.severity is Severity.WARNING

    @pytest.mark.parametrize("data", [
        b"", b"khong phai", b"\x30\x00", PERSON + b"\x00", PERSON[:-1], b"\x30" * 70_000,
        rewritten(PERSON, {VALIDITY: sequence(encode(0x17, b"2611250300Z"), encode(0x17, b"311125030000Z"))}),
        rewritten(PERSON, {VALIDITY: sequence(encode(0x17, b"261125030000Z"), encode(0x18, b"20311125030000.5Z"))}),
        rewritten(PERSON, {VALIDITY: sequence(encode(0x17, b"261325030000Z"), encode(0x17, b"311125030000Z"))}),
        rewritten(PERSON, {SERIAL: encode(0x02, b"\x00\x01")}), rewritten(PERSON, {SERIAL: encode(0x02, b"")}),
        rewritten(PERSON, {EXTENSIONS: context(3, sequence(sequence(object_identifier("1.2.3"), ia5_string("a"))))}),
        with_extension(PERSON, oids.KEY_USAGE, b"\x03\x01"), with_extension(PERSON, oids.EXTENDED_KEY_USAGE, null()),
    ])
    def test_says_when_it_is_given_no_certificate(self, data: bytes) -> None:
        with pytest.raises(LintSubjectUnreadable):
            lint_certificate(data)

    def test_refuses_an_extension_that_stands_twice(self) -> None:
        body, *_ = children(read_one(PERSON))
        (listed,) = children(list(children(body))[EXTENSIONS])
        entries = [each.encoded for each in children(listed)]

        with pytest.raises(LintSubjectUnreadable):
            lint_certificate(rewritten(PERSON, {EXTENSIONS: context(3, sequence(*entries, entries[0]))}))

    def test_refuses_a_default_that_is_written_out(self) -> None:
        entry = sequence(object_identifier(oids.OCSP_NO_CHECK), boolean(False), octet_string(null()))

        with pytest.raises(LintSubjectUnreadable):
            lint_certificate(rewritten(PERSON, {EXTENSIONS: context(3, sequence(entry))}))


class TestLintDecision:
    def decision(self, profile: str = "person") -> tuple[bytes, Decision]:
        authority = hierarchy()
        content = content_for(profile, signer(KeyKind.P256, profile).public_key_info)
        certificate = authority.issued(profile, serial=content.serial)
        return certificate, Decision(content, authority.issuer)

    @pytest.mark.parametrize("profile", ["person", "organisation", "ocsp_responder", "time_stamping"])
    def test_finds_nothing_in_what_was_decided(self, profile: str) -> None:
        assert lint_decision(*self.decision(profile)) == ()

    @pytest.mark.parametrize(("oid", "value", "is_critical"), [
        (oids.KEY_USAGE, bit_string(b"\x06", unused_bits=1), True),
        (oids.KEY_USAGE, bit_string(b"\xc0", unused_bits=6), False),
        (oids.BASIC_CONSTRAINTS, sequence(boolean(True)), True), (oids.BASIC_CONSTRAINTS, None, True),
        (oids.EXTENDED_KEY_USAGE, sequence(object_identifier(oids.TIME_STAMPING)), False),
        (oids.CERTIFICATE_POLICIES, sequence(sequence(object_identifier(oids.ANY_POLICY))), False),
        (oids.OCSP_NO_CHECK, null(), False), (oids.NAME_CONSTRAINTS, sequence(), True),
        (oids.SUBJECT_KEY_IDENTIFIER, octet_string(b"\x00" * 20), False),
        (oids.AUTHORITY_KEY_IDENTIFIER, sequence(context(0, b"\x00" * 20, constructed=False)), False),
        (oids.SUBJECT_ALT_NAME, mailbox(b"khac@kiengiang.gov.vn"), False), ("1.2.3.4", null(), False),
    ])
    def test_finds_every_extension_that_the_profile_does_not_say(
        self, oid: str, value: bytes | None, is_critical: bool,
    ) -> None:
        certificate, decision = self.decision()

        findings = lint_decision(with_extension(certificate, oid, value, is_critical=is_critical), decision)

        assert "house-extensions-say-what-the-profile-says" in {finding.rule for finding in findings}

    @pytest.mark.parametrize(("place", "value"), [
        (SERIAL, integer(1 << 100)), (ISSUER, name((C, VN), (CN, ANH))), (SUBJECT, name((C, VN), (O, UBND), (CN, ANH))),
        (VALIDITY, validity(AT, AT.replace(year=2028))), (KEY, signer(KeyKind.P256, "somebody else").public_key_info),
    ], ids=["serial", "issuer", "subject", "validity", "key"])
    def test_finds_every_field_that_was_not_decided(self, place: int, value: bytes) -> None:
        certificate, decision = self.decision()

        findings = lint_decision(rewritten(certificate, {place: value}), decision)

        assert "house-fields-say-what-was-decided" in {finding.rule for finding in findings}

    def test_finds_a_life_beyond_the_issuer_s_or_the_profile_s(self) -> None:
        certificate, decision = self.decision()
        rule = "house-lives-within-profile-and-issuer"
        early, late = AT.replace(year=2025), AT.replace(year=2033)

        for life in (validity(early, AT), validity(AT, late)):
            findings = lint_decision(rewritten(certificate, {VALIDITY: life}), decision)
            assert rule in {finding.rule for finding in findings}

    def test_holds_an_early_certificate_to_the_rules_of_today(self) -> None:
        # Given a first day before every rule, which would let an old certificate off
        certificate, decision = self.decision()
        early = rewritten(certificate, {VALIDITY: validity(AT.replace(year=1999), AT), SERIAL: integer(5)})

        assert "house-serial-cannot-be-guessed" in {finding.rule for finding in lint_decision(early, decision)}


@settings(max_examples=300)
@given(place=st.integers(0, len(PERSON) - 1), octets=st.binary(max_size=3))
def test_no_change_of_a_certificate_leaks_a_foreign_error(place: int, octets: bytes) -> None:
    changed = PERSON[:place] + octets + PERSON[place + 1 :]

    try:
        lint_certificate(changed)
    except LintSubjectUnreadable:
        return
