"""What we write is read by someone else's codec, and by ours."""

import hashlib
from dataclasses import replace

import pytest
from asn1crypto import cms as foreign
from asn1crypto import tsp

from antin import cms, oids
from antin.der import context, null, object_identifier, octet_string, read_one, sequence
from antin_testkit.key_holders import AT, KEY_HOLDERS, KeyHolder

TOKEN = sequence(object_identifier(oids.CMS_DATA), context(0, octet_string(b"in place of a token")))
CONTENT = "Công văn số 01/CV-UBND".encode()


def attributes_of(holder: KeyHolder, **options: object) -> bytes:
    digest = hashlib.new(holder.algorithm.digest_name, CONTENT).digest()
    return cms.signed_attributes(
        algorithm=holder.algorithm, message_digest=digest, certificate=holder.certificate, **options
    )


def signed_by(holder: KeyHolder, *, attached: bool = False, **options: object) -> bytes:
    attributes = attributes_of(holder, **options)
    return cms.signed_data(
        algorithm=holder.algorithm, signed_attributes=attributes, signature=holder.sign(attributes),
        certificate=holder.certificate, content=CONTENT if attached else None,
    )


class TestSignedAttributes:
    def test_are_a_sorted_set(self, rsa_holder: KeyHolder) -> None:
        encoded = attributes_of(rsa_holder, signing_time=AT)

        parsed = foreign.CMSAttributes.load(encoded, strict=True)
        members = [each.dump() for each in parsed]
        assert members == sorted(members)
        assert parsed.dump(force=True) == encoded

    def test_say_what_baseline_signatures_must_say(self, rsa_holder: KeyHolder) -> None:
        values = {
            each["type"].dotted: each["values"][0]
            for each in foreign.CMSAttributes.load(attributes_of(rsa_holder))
        }

        assert values[oids.CONTENT_TYPE].native == "data"
        assert values[oids.MESSAGE_DIGEST].native == hashlib.sha256(CONTENT).digest()
        reference = tsp.SigningCertificateV2.load(values[oids.SIGNING_CERTIFICATE_V2].dump())["certs"][0]
        assert reference["cert_hash"].native == hashlib.sha256(rsa_holder.certificate).digest()
        assert reference["hash_algorithm"]["algorithm"].native == "sha256"
        assert rsa_holder.algorithm.identifier_der[1:] in values[oids.CMS_ALGORITHM_PROTECTION].dump()
        assert oids.SIGNING_TIME not in values

    def test_carry_the_time_only_when_given(self, rsa_holder: KeyHolder) -> None:
        signed = cms.read(signed_by(rsa_holder, signing_time=AT))

        assert signed.signer_infos[0].signing_time == AT
        assert cms.read(signed_by(rsa_holder)).signer_infos[0].signing_time is None


class TestSignedData:
    def test_is_der_for_a_codec_that_is_not_ours(self, holder: KeyHolder) -> None:
        encoded = signed_by(holder)

        info = foreign.ContentInfo.load(encoded, strict=True)

        assert info.dump(force=True) == encoded
        assert info["content"]["version"].native == "v1"
        assert info["content"]["encap_content_info"]["content"].native is None
        assert (
            info["content"]["signer_infos"][0]["digest_algorithm"]["algorithm"].native
            == holder.algorithm.digest_name
        )

    def test_carries_the_content_when_attached(self, rsa_holder: KeyHolder) -> None:
        signed = cms.read(signed_by(rsa_holder, attached=True))

        assert signed.content == CONTENT
        assert cms.verify_signature(signed).certificate == rsa_holder.certificate

    def test_has_version_three_for_other_content(self, rsa_holder: KeyHolder) -> None:
        encoded = signed_by(rsa_holder)
        attributes = attributes_of(rsa_holder, content_type=oids.TST_INFO)

        token = cms.signed_data(
            algorithm=rsa_holder.algorithm,
            signed_attributes=attributes,
            signature=rsa_holder.sign(attributes),
            certificate=rsa_holder.certificate,
            content=CONTENT,
            content_type=oids.TST_INFO,
        )

        assert foreign.ContentInfo.load(token)["content"]["version"].native == "v3"
        assert cms.verify_signature(cms.read(token)).certificate_reference == "sha256"
        assert cms.read(encoded).content_type == oids.CMS_DATA

    def test_holds_each_certificate_once_and_sorted(self, rsa_holder: KeyHolder) -> None:
        other = KEY_HOLDERS["ecdsa-sha256"].certificate
        attributes = attributes_of(rsa_holder)

        encoded = cms.signed_data(
            algorithm=rsa_holder.algorithm,
            signed_attributes=attributes,
            signature=rsa_holder.sign(attributes),
            certificate=rsa_holder.certificate,
            other_certificates=[other, rsa_holder.certificate, other],
        )

        assert cms.read(encoded).certificates == tuple(sorted([rsa_holder.certificate, other]))
        assert foreign.ContentInfo.load(encoded).dump(force=True) == encoded


class TestAddingAnUnsignedAttribute:
    def test_leaves_the_signature_valid_and_everything_else_in_place(self, holder: KeyHolder) -> None:
        plain = signed_by(holder)

        stamped = cms.add_unsigned_attribute(plain, oid=oids.SIGNATURE_TIME_STAMP, value=TOKEN)

        before, after = cms.read(plain), cms.read(stamped)
        assert after.signer_infos[0].time_stamp_tokens == (TOKEN,)
        assert (
            replace(after, signer_infos=(replace(after.signer_infos[0], unsigned_attributes=()),)) == before
        )
        assert cms.verify_signature(after, content=CONTENT)
        assert foreign.ContentInfo.load(stamped).dump(force=True) == stamped

    def test_keeps_the_attributes_that_are_there(self, rsa_holder: KeyHolder) -> None:
        once = cms.add_unsigned_attribute(signed_by(rsa_holder), oid=oids.SIGNATURE_TIME_STAMP, value=TOKEN)

        twice = cms.add_unsigned_attribute(once, oid=oids.ADOBE_REVOCATION, value=null())

        attributes = cms.read(twice).signer_infos[0].unsigned_attributes
        assert {each.oid for each in attributes} == {oids.SIGNATURE_TIME_STAMP, oids.ADOBE_REVOCATION}

    @pytest.mark.parametrize("broken", [b"", b"\x30\x00", b"\x30\x80\x00\x00", b"not a signature"])
    def test_refuses_what_is_not_ours(self, broken: bytes) -> None:
        with pytest.raises(cms.SignedDataBroken):
            cms.add_unsigned_attribute(broken, oid=oids.SIGNATURE_TIME_STAMP, value=null())

    def test_refuses_several_signers(self, rsa_holder: KeyHolder) -> None:
        encoded = foreign.ContentInfo.load(signed_by(rsa_holder))
        signers = encoded["content"]["signer_infos"]
        encoded["content"]["signer_infos"] = foreign.SignerInfos([signers[0], signers[0].copy()])

        with pytest.raises(cms.SignedDataBroken):
            cms.add_unsigned_attribute(encoded.dump(force=True), oid=oids.SIGNATURE_TIME_STAMP, value=null())


def test_the_bytes_to_be_signed_are_one_value(rsa_holder: KeyHolder) -> None:
    assert read_one(attributes_of(rsa_holder)).tag == 0x31
