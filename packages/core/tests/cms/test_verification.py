"""Verifying says yes to what was signed, and names what is wrong with everything else."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from antin import cms, oids
from antin.cms.algorithms import digest_identifier
from antin.der import context, encode, integer, null, object_identifier, octet_string, sequence, set_of
from antin_testkit.key_holders import AT, KEY_HOLDERS, Algorithm, KeyHolder

CONTENT = b"Sample content"
OTHER = KEY_HOLDERS["ecdsa-sha256"]


def signed_over(holder: KeyHolder, attributes: bytes, *, certificate: bytes | None = None) -> cms.SignedData:
    return cms.read(cms.signed_data(
        algorithm=holder.algorithm, signed_attributes=attributes, signature=holder.sign(attributes),
        certificate=certificate or holder.certificate,
    ))


def attributes_of(holder: KeyHolder, content: bytes = CONTENT, certificate: bytes | None = None) -> bytes:
    digest = hashlib.new(holder.algorithm.digest_name, content).digest()
    return cms.signed_attributes(
        algorithm=holder.algorithm, message_digest=digest, certificate=certificate or holder.certificate
    )


def attribute_set(*replaced: tuple[str, bytes], left_out: tuple[str, ...] = ()) -> bytes:
    values = {
        oids.CONTENT_TYPE: object_identifier(oids.CMS_DATA),
        oids.MESSAGE_DIGEST: octet_string(hashlib.sha256(CONTENT).digest()),
        **dict(replaced),
    }
    return set_of(*(cms.attribute(oid, value) for oid, value in values.items() if oid not in left_out))


class TestAGoodSignature:
    def test_holds_for_every_kind_of_key(self, holder: KeyHolder) -> None:
        held = cms.verify_signature(signed_over(holder, attributes_of(holder)), content=CONTENT)

        assert held.certificate == holder.certificate
        assert held.digest_name == held.signature_digest_name == holder.algorithm.digest_name
        assert held.certificate_reference == "sha256"
        assert held.key_bits in (256, 2048)

    def test_holds_by_digest_alone(self, holder: KeyHolder) -> None:
        digest = hashlib.new(holder.algorithm.digest_name, CONTENT).digest()

        assert cms.verify_signature(signed_over(holder, attributes_of(holder)), digest=digest)

    def test_holds_without_a_certificate_reference_and_says_so(self, rsa_holder: KeyHolder) -> None:
        held = cms.verify_signature(signed_over(rsa_holder, attribute_set()), content=CONTENT)

        assert held.certificate_reference == ""

    def test_holds_without_attributes(self, holder: KeyHolder) -> None:
        with_attributes = signed_over(holder, attributes_of(holder))
        signer = replace(
            with_attributes.signer_infos[0],
            signed_attributes=(),
            signed_attributes_encoded=(),
            signature=holder.sign(CONTENT),
        )

        assert cms.verify_signature(replace(with_attributes, signer_infos=(signer,)), content=CONTENT)

    def test_finds_the_certificate_by_key_identifier(self, rsa_holder: KeyHolder) -> None:
        signed = signed_over(rsa_holder, attributes_of(rsa_holder))
        identifier = cms.read_certificate(rsa_holder.certificate).subject_key_identifier
        signer = replace(
            signed.signer_infos[0], identifier=cms.SignerIdentifier(subject_key_identifier=identifier)
        )

        assert cms.verify_signature(replace(signed, signer_infos=(signer,)), content=CONTENT)

    def test_finds_the_certificate_at_hand_when_none_is_inside(self, rsa_holder: KeyHolder) -> None:
        signed = replace(signed_over(rsa_holder, attributes_of(rsa_holder)), certificates=(b"\x30\x00",))

        assert cms.verify_signature(
            signed, content=CONTENT, certificates=[OTHER.certificate, rsa_holder.certificate]
        )

    def test_accepts_rsa_encryption_as_the_signature_algorithm(self, rsa_holder: KeyHolder) -> None:
        old_style = Algorithm(sequence(object_identifier(oids.RSA_ENCRYPTION), null()), "sha256")
        holder = replace(rsa_holder, algorithm=old_style)

        assert (
            cms.verify_signature(signed_over(holder, attributes_of(holder)), content=CONTENT).scheme
            == "rsa_pkcs1"
        )

    def test_reads_the_reference_of_older_signers(self, rsa_holder: KeyHolder) -> None:
        fields = cms.read_certificate(rsa_holder.certificate)
        issuer_serial = sequence(sequence(context(4, fields.issuer)), integer(fields.serial))
        digest = octet_string(hashlib.sha1(rsa_holder.certificate).digest())
        attributes = attribute_set(
            (oids.SIGNING_CERTIFICATE, sequence(sequence(sequence(digest, issuer_serial))))
        )

        held = cms.verify_signature(signed_over(rsa_holder, attributes), content=CONTENT)

        assert held.certificate_reference == "sha1"

    def test_reads_a_reference_with_another_digest(self, rsa_holder: KeyHolder) -> None:
        digest = octet_string(hashlib.sha512(rsa_holder.certificate).digest())
        value = sequence(sequence(sequence(digest_identifier("sha512"), digest)))
        attributes = attribute_set((oids.SIGNING_CERTIFICATE_V2, value))

        assert (
            cms.verify_signature(signed_over(rsa_holder, attributes), content=CONTENT).certificate_reference
            == "sha512"
        )


def stolen_reference(holder: KeyHolder) -> cms.SignedData:
    return signed_over(holder, attributes_of(holder, certificate=OTHER.certificate))


def other_serial_in_reference(holder: KeyHolder) -> cms.SignedData:
    issuer = cms.read_certificate(holder.certificate).issuer
    digest = octet_string(hashlib.sha256(holder.certificate).digest())
    value = sequence(sequence(sequence(digest, sequence(sequence(context(4, issuer)), integer(1)))))
    return signed_over(holder, attribute_set((oids.SIGNING_CERTIFICATE_V2, value)))


def changed_value(holder: KeyHolder) -> cms.SignedData:
    signed = signed_over(holder, attributes_of(holder))
    signer = signed.signer_infos[0]
    return replace(signed, signer_infos=(replace(signer, signature=signer.signature[:-1] + b"\x00"),))


def other_key(holder: KeyHolder) -> cms.SignedData:
    return signed_over(holder, attribute_set(), certificate=OTHER.certificate)


def other_algorithm_protected(holder: KeyHolder) -> cms.SignedData:
    value = sequence(digest_identifier("sha512"), encode(0xA1, holder.algorithm.identifier_der[2:]))
    return signed_over(holder, attribute_set((oids.CMS_ALGORITHM_PROTECTION, value)))


def attribute_missing(oid: str) -> Callable[[KeyHolder], cms.SignedData]:
    return lambda holder: signed_over(holder, attribute_set(left_out=(oid,)))


def attribute_doubled(holder: KeyHolder) -> cms.SignedData:
    digest = octet_string(hashlib.sha256(CONTENT).digest())
    doubled = sequence(object_identifier(oids.MESSAGE_DIGEST), set_of(digest, digest))
    return signed_over(
        holder, set_of(cms.attribute(oids.CONTENT_TYPE, object_identifier(oids.CMS_DATA)), doubled)
    )


def content_type_differs(holder: KeyHolder) -> cms.SignedData:
    return signed_over(holder, attribute_set((oids.CONTENT_TYPE, object_identifier(oids.TST_INFO))))


class TestAFalseSignature:
    @pytest.mark.parametrize(("forge", "error"), [
        (stolen_reference, cms.SigningCertificateWrong),
        (other_serial_in_reference, cms.SigningCertificateWrong),
        (changed_value, cms.SignatureValueWrong),
        (other_key, cms.AlgorithmMismatch),
        (other_algorithm_protected, cms.AlgorithmMismatch),
        (attribute_missing(oids.MESSAGE_DIGEST), cms.SignedAttributesWrong),
        (attribute_missing(oids.CONTENT_TYPE), cms.SignedAttributesWrong),
        (attribute_doubled, cms.SignedAttributesWrong),
        (content_type_differs, cms.SignedAttributesWrong),
    ])
    def test_is_named(
        self,
        rsa_holder: KeyHolder,
        forge: Callable[[KeyHolder], cms.SignedData],
        error: type[cms.SignatureInvalid],
    ) -> None:
        with pytest.raises(error):
            cms.verify_signature(forge(rsa_holder), content=CONTENT)

    def test_signs_other_content(self, holder: KeyHolder) -> None:
        with pytest.raises(cms.MessageDigestWrong):
            cms.verify_signature(signed_over(holder, attributes_of(holder)), content=b"another content")

    def test_has_other_attributes_than_signed(self, holder: KeyHolder) -> None:
        encoded = cms.signed_data(
            algorithm=holder.algorithm, signed_attributes=attributes_of(holder),
            signature=holder.sign(attributes_of(holder, b"another content")), certificate=holder.certificate,
        )

        with pytest.raises(cms.SignatureValueWrong):
            cms.verify_signature(cms.read(encoded), content=CONTENT)

    def test_without_attributes_signs_other_content(self, rsa_holder: KeyHolder) -> None:
        signed = signed_over(rsa_holder, attributes_of(rsa_holder))
        signer = replace(
            signed.signer_infos[0], signed_attributes=(), signed_attributes_encoded=(),
            signature=rsa_holder.sign(b"another content"),
        )

        with pytest.raises(cms.SignatureValueWrong):
            cms.verify_signature(replace(signed, signer_infos=(signer,)), content=CONTENT)

    def test_without_attributes_covers_plain_data_only(self, rsa_holder: KeyHolder) -> None:
        signed = signed_over(rsa_holder, attributes_of(rsa_holder))
        signer = replace(signed.signer_infos[0], signed_attributes=(), signed_attributes_encoded=())

        with pytest.raises(cms.SignedAttributesWrong):
            cms.verify_signature(
                replace(signed, signer_infos=(signer,), content_type=oids.TST_INFO), content=CONTENT
            )

    def test_is_not_saved_by_attached_content_that_differs(self, rsa_holder: KeyHolder) -> None:
        signed = replace(signed_over(rsa_holder, attributes_of(rsa_holder)), content=CONTENT)

        with pytest.raises(cms.MessageDigestWrong):
            cms.verify_signature(signed, content=b"another content")


class TestAnOpenQuestion:
    def test_is_a_missing_certificate(self, rsa_holder: KeyHolder) -> None:
        signed = replace(
            signed_over(rsa_holder, attributes_of(rsa_holder)), certificates=(OTHER.certificate,)
        )

        with pytest.raises(cms.SignerCertificateMissing):
            cms.verify_signature(signed, content=CONTENT)

    def test_is_an_unknown_algorithm(self, rsa_holder: KeyHolder) -> None:
        unknown = replace(rsa_holder, algorithm=Algorithm(sequence(object_identifier("1.2.3.4")), "sha256"))

        with pytest.raises(cms.SignatureAlgorithmUnsupported):
            cms.verify_signature(signed_over(unknown, attributes_of(unknown)), content=CONTENT)

    @pytest.mark.parametrize(
        "parameters",
        [
            null(),
            sequence(context(3, integer(2))),
            sequence(context(2, integer(-1))),
            sequence(context(2, b"")),
            sequence(context(1, sequence(object_identifier("1.2.3.4"), digest_identifier("sha256")))),
        ],
    )
    def test_is_an_odd_pss_parameter(self, rsa_holder: KeyHolder, parameters: bytes) -> None:
        odd = replace(
            rsa_holder,
            algorithm=Algorithm(sequence(object_identifier(oids.RSASSA_PSS), parameters), "sha256"),
        )

        with pytest.raises((cms.SignatureAlgorithmUnsupported, cms.SignedDataBroken)):
            cms.verify_signature(signed_over(odd, attributes_of(odd)), content=CONTENT)

    def test_is_missing_content(self, rsa_holder: KeyHolder) -> None:
        with pytest.raises(cms.ContentMissing):
            cms.verify_signature(signed_over(rsa_holder, attributes_of(rsa_holder)))

    def test_is_more_than_one_signer_unless_chosen(self, rsa_holder: KeyHolder) -> None:
        signed = signed_over(rsa_holder, attributes_of(rsa_holder))
        doubled = replace(signed, signer_infos=signed.signer_infos * 2)

        with pytest.raises(cms.SignedDataBroken):
            cms.verify_signature(doubled, content=CONTENT)
        assert cms.verify_signature(doubled, doubled.signer_infos[1], content=CONTENT)


def test_a_claimed_time_is_read(rsa_holder: KeyHolder) -> None:
    attributes = cms.signed_attributes(
        algorithm=rsa_holder.algorithm,
        message_digest=b"",
        certificate=rsa_holder.certificate,
        signing_time=AT,
    )

    assert signed_over(rsa_holder, attributes).signer_infos[0].signing_time == AT
