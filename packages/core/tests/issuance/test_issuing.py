"""A certificate is prepared, linted, signed once; nothing else can be signed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from antin import oids
from antin.issuance import (
    Content,
    IssuedCertificateWrong,
    Issuer,
    IssuerMismatch,
    Linted,
    LintFailed,
    Prepared,
    PreparedBroken,
    SelfIssued,
    TokenUsed,
    issue,
    lint,
    new_serial,
    prepare,
    resume,
)
from antin.keys import KeyKind, LocalSigner, SigningAlgorithm
from antin.lints import Finding, Severity
from antin.messages import message_of
from antin_testkit.issued_certificates import content_for, hierarchy, signer

ALL_KINDS = [(KeyKind.P256, False), (KeyKind.RSA_2048, False), (KeyKind.RSA_2048, True), (KeyKind.RSA_3072, False)]
P256 = KeyKind.P256


@pytest.fixture()
def person() -> Content:
    return content_for("person", signer(P256, "person").public_key_info)


@pytest.fixture()
def prepared(person: Content) -> Prepared:
    authority = hierarchy()
    return prepare(person, authority.issuer, issuer_algorithm=authority.signer.algorithm)


class FaultySigner:
    """A key store that answers with something else than it was asked for."""

    def __init__(self, signer: LocalSigner, signature: bytes) -> None:
        self.algorithm: SigningAlgorithm = signer.algorithm
        self.public_key_info = signer.public_key_info
        self._signature = signature

    def sign(self, data: bytes) -> bytes:
        return self._signature


class TestIssue:
    @pytest.mark.parametrize(("kind", "is_pss"), ALL_KINDS)
    def test_makes_every_profile_with_every_kind_of_key(self, kind: KeyKind, is_pss: bool) -> None:
        authority = hierarchy(kind, pss=is_pss)
        issuer = x509.load_der_x509_certificate(authority.certificate)
        root = x509.load_der_x509_certificate(authority.root)

        certificates = authority.certificates()

        root.verify_directly_issued_by(root)
        issuer.verify_directly_issued_by(root)
        for profile in certificates.keys() - {"root", "issuing_ca"}:
            x509.load_der_x509_certificate(certificates[profile]).verify_directly_issued_by(issuer)

    def test_writes_what_was_decided(self, person: Content) -> None:
        authority = hierarchy()
        prepared = prepare(person, authority.issuer, issuer_algorithm=authority.signer.algorithm)

        certificate = x509.load_der_x509_certificate(issue(lint(prepared), authority.signer, authority.issuer))

        assert certificate.serial_number == person.serial
        assert certificate.not_valid_before_utc == person.not_before
        assert certificate.not_valid_after_utc == person.not_after
        assert certificate.subject.public_bytes() == person.subject
        assert [str(each.value) for each in certificate.subject][-1] == "Nguyễn Văn Ánh"
        mailboxes = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert mailboxes.get_values_for_type(x509.RFC822Name) == [person.email]

    def test_signs_the_linted_bytes(self, prepared: Prepared) -> None:
        authority = hierarchy()

        certificate = x509.load_der_x509_certificate(issue(lint(prepared), authority.signer, authority.issuer))

        assert certificate.tbs_certificate_bytes == prepared.to_be_signed

    def test_refuses_a_token_the_second_time(self, prepared: Prepared) -> None:
        authority, linted = hierarchy(), lint(prepared)
        issue(linted, authority.signer, authority.issuer)

        with pytest.raises(TokenUsed):
            issue(linted, authority.signer, authority.issuer)

    def test_uses_the_token_up_even_when_the_key_store_fails(self, prepared: Prepared) -> None:
        authority, linted = hierarchy(), lint(prepared)
        with pytest.raises(IssuedCertificateWrong):
            issue(linted, FaultySigner(authority.signer, b"\x00" * 70), authority.issuer)

        with pytest.raises(TokenUsed):
            issue(linted, authority.signer, authority.issuer)

    def test_refuses_a_signature_over_something_else(self, prepared: Prepared) -> None:
        authority = hierarchy()
        other = authority.signer.sign(b"something else")

        with pytest.raises(IssuedCertificateWrong) as caught:
            issue(lint(prepared), FaultySigner(authority.signer, other), authority.issuer)

        assert message_of(caught.value, "vi").hint

    def test_refuses_another_key(self, prepared: Prepared) -> None:
        linted = lint(prepared)

        with pytest.raises(IssuerMismatch):
            issue(linted, signer(P256, "somebody else"), hierarchy().issuer)

    def test_refuses_another_algorithm_of_the_same_key(self) -> None:
        authority = hierarchy(KeyKind.RSA_2048)
        content = content_for("person", signer(P256, "person").public_key_info)
        prepared = prepare(content, authority.issuer, issuer_algorithm=authority.signer.algorithm)

        with pytest.raises(IssuerMismatch):
            issue(lint(prepared), signer(KeyKind.RSA_2048, "issuing_ca", pss=True), authority.issuer)

    def test_refuses_another_issuer_with_the_same_key(self, prepared: Prepared) -> None:
        authority = hierarchy()
        other = replace(authority.issuer, addresses=replace(authority.issuer.addresses, crl="http://other.example/"))

        with pytest.raises(IssuerMismatch):
            issue(lint(prepared), authority.signer, other)

    def test_gives_the_same_bytes_when_the_same_bytes_are_signed_again(self, prepared: Prepared) -> None:
        authority = hierarchy()

        first, again = (issue(lint(prepared), authority.signer, authority.issuer) for _ in range(2))

        assert first == again


class TestLint:
    def test_alone_gives_leave_to_sign(self, prepared: Prepared) -> None:
        with pytest.raises(TokenUsed):
            Linted(prepared, (), given_by=object())

    def test_refuses_a_twin_of_other_bytes(self, prepared: Prepared, person: Content) -> None:
        authority = hierarchy()
        other = prepare(
            replace(person, serial=new_serial()), authority.issuer, issuer_algorithm=authority.signer.algorithm,
        )

        with pytest.raises(PreparedBroken):
            lint(replace(prepared, to_be_signed=other.to_be_signed))
        with pytest.raises(PreparedBroken):
            lint(replace(prepared, twin=b"\x30\x00"))

    def test_refuses_another_content_than_the_bytes_hold(self, prepared: Prepared) -> None:
        for changes in (
            {"serial": new_serial()}, {"email": "khac@kiengiang.gov.vn"},
            {"public_key_info": signer(P256, "somebody else").public_key_info},
        ):
            with pytest.raises(LintFailed):
                lint(replace(prepared, content=replace(prepared.content, **changes)))

    def test_asks_further_linters_and_heeds_them(self, prepared: Prepared) -> None:
        def grumbling(_: Prepared) -> Iterator[Finding]:
            yield Finding("somebody's rule", Severity.ERROR, "no")

        with pytest.raises(LintFailed) as caught:
            lint(prepared, [grumbling])

        assert caught.value.findings[-1].rule == "somebody's rule"
        assert "somebody's rule" in message_of(caught.value, "vi").text

    def test_passes_warnings_on(self, prepared: Prepared) -> None:
        warning = Finding("somebody's rule", Severity.WARNING, "hm")

        assert lint(prepared, [lambda _: [warning]]).findings == (warning,)

    def test_finds_nothing_in_what_we_make(self, prepared: Prepared) -> None:
        assert lint(prepared).findings == ()


class TestResume:
    def test_takes_up_exactly_the_stored_bytes(self, prepared: Prepared) -> None:
        # Given bytes that were stored, and a signature that was made and lost
        authority = hierarchy()
        lost = issue(lint(prepared), authority.signer, authority.issuer)
        content = Content.from_json(prepared.content.as_json())

        taken_up = resume(
            prepared.to_be_signed, content, authority.issuer, issuer_algorithm=authority.signer.algorithm,
        )

        assert taken_up.to_be_signed == prepared.to_be_signed
        assert taken_up.twin != prepared.twin
        assert issue(lint(taken_up), authority.signer, authority.issuer) == lost

    @pytest.mark.parametrize("data", [b"", b"\x30\x00", b"khong phai"])
    def test_refuses_bytes_that_are_no_certificate(self, data: bytes, person: Content) -> None:
        authority = hierarchy()

        with pytest.raises(PreparedBroken):
            resume(data, person, authority.issuer, issuer_algorithm=authority.signer.algorithm)

    def test_lints_stored_bytes_that_somebody_changed(self, prepared: Prepared) -> None:
        # Given a journal in which a subscriber became somebody else
        authority = hierarchy()
        changed = prepared.to_be_signed.replace("Nguyễn Văn Ánh".encode(), "Nguyễn Văn Ánk".encode())
        taken_up = resume(
            changed, prepared.content, authority.issuer, issuer_algorithm=authority.signer.algorithm,
        )

        with pytest.raises(LintFailed):
            lint(taken_up)

    def test_lints_stored_bytes_that_somebody_gave_another_purpose(self, prepared: Prepared) -> None:
        authority = hierarchy()
        signing, certifying = bytes.fromhex("030206c0"), bytes.fromhex("03020106")
        changed = prepared.to_be_signed.replace(signing, certifying)
        taken_up = resume(
            changed, prepared.content, authority.issuer, issuer_algorithm=authority.signer.algorithm,
        )

        with pytest.raises(LintFailed):
            lint(taken_up)


class TestTheTwin:
    def test_is_not_signed_by_the_issuer(self, prepared: Prepared) -> None:
        issuer = x509.load_der_x509_certificate(hierarchy().certificate)

        with pytest.raises(Exception) as caught:
            x509.load_der_x509_certificate(prepared.twin).verify_directly_issued_by(issuer)

        assert type(caught.value).__name__ == "InvalidSignature"

    @pytest.mark.parametrize(("kind", "is_pss"), ALL_KINDS)
    def test_names_the_issuer_s_algorithm(self, kind: KeyKind, is_pss: bool) -> None:
        authority = hierarchy(kind, pss=is_pss)
        content = content_for("person", signer(P256, "person").public_key_info)

        prepared = prepare(content, authority.issuer, issuer_algorithm=authority.signer.algorithm)

        assert authority.signer.algorithm.identifier_der in prepared.to_be_signed


class TestACertificate:
    def test_of_a_person_may_sign_mail_documents_and_in(self) -> None:
        certificate = x509.load_der_x509_certificate(hierarchy().issued("person"))

        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
        assert usage.critical and usage.value.digital_signature and usage.value.content_commitment
        assert not usage.value.key_encipherment and not usage.value.key_cert_sign
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
        assert not purposes.critical
        assert {each.dotted_string for each in purposes.value} == {
            oids.CLIENT_AUTH, oids.EMAIL_PROTECTION, oids.DOCUMENT_SIGNING,
        }

    def test_of_a_time_stamp_authority_has_one_critical_purpose(self) -> None:
        certificate = x509.load_der_x509_certificate(hierarchy().issued("time_stamping"))

        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
        assert purposes.critical and list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING]

    def test_of_a_responder_is_never_asked_about(self) -> None:
        certificate = x509.load_der_x509_certificate(hierarchy().issued("ocsp_responder"))

        assert certificate.extensions.get_extension_for_class(x509.OCSPNoCheck)
        assert oids.CRL_DISTRIBUTION_POINTS not in [each.oid.dotted_string for each in certificate.extensions]

    def test_states_policy_practice_and_addresses(self) -> None:
        authority = hierarchy()
        certificate = x509.load_der_x509_certificate(authority.issued("person"))

        (policy,) = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
        assert policy.policy_identifier.dotted_string == oids.PILOT_CERTIFICATE_POLICY
        assert policy.policy_qualifiers == [authority.issuer.addresses.cps]
        (place,) = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
        assert place.full_name and place.full_name[0].value == authority.issuer.addresses.crl

    def test_of_a_root_is_its_own_issuer(self) -> None:
        root = x509.load_der_x509_certificate(hierarchy().root)

        assert root.subject == root.issuer
        assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert [str(each.value) for each in root.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)] == ["VN"]

    def test_can_be_issued_by_the_root_itself_for_its_responder(self) -> None:
        authority = hierarchy()
        issuer = Issuer(authority.root, authority.issuer.addresses)
        content = content_for("ocsp_responder", signer(P256, "root's responder").public_key_info)

        prepared = prepare(content, issuer, issuer_algorithm=authority.root_signer.algorithm)

        assert issue(lint(prepared), authority.root_signer, issuer)

    def test_of_a_root_is_signed_by_its_own_key_only(self) -> None:
        root = signer(P256, "another root")
        content = content_for("root", root.public_key_info)
        linted = lint(prepare(content, SelfIssued(), issuer_algorithm=root.algorithm))

        with pytest.raises(IssuerMismatch):
            issue(linted, signer(P256, "somebody else"), SelfIssued())


class TestNewSerial:
    def test_is_positive_long_and_within_20_octets(self) -> None:
        for octets in (b"\x00", b"\xff", b"\x80"):
            serial = new_serial(lambda count, octets=octets: octets * count)  # type: ignore[misc]

            assert serial > 0
            assert 64 <= serial.bit_length() <= 159

    def test_is_never_the_same(self) -> None:
        assert len({new_serial() for _ in range(1000)}) == 1000

    def test_takes_126_bits_from_the_source(self) -> None:
        serials = {new_serial(lambda count, bit=bit: (1 << bit).to_bytes(count, "big")) for bit in range(126)}

        assert len(serials) == 126
