"""Keys sign behind the port, in the algorithms we know, and nothing else."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from antin.keys import (
    ECDSA_SHA256,
    RSA_PSS_SHA256,
    RSA_SHA256,
    KeyAlgorithmMismatch,
    KeyKind,
    KeyKindUnsupported,
    KeySignatureWrong,
    LocalSigner,
    PublicKeyMalformed,
    algorithm_for,
    check_signature,
    key_identifier,
    new_private_key,
    public_key_info,
    public_key_thumbprint,
)
from antin_testkit.issued_certificates import private_key, signer

DATA = "Quyết định số 01/QĐ-UBND".encode()


class TestNewPrivateKey:
    @pytest.mark.parametrize(("kind", "bits"), [
        (KeyKind.RSA_2048, 2048), (KeyKind.RSA_3072, 3072), (KeyKind.RSA_4096, 4096), (KeyKind.P256, 256),
    ])
    def test_has_the_size_of_its_kind(self, kind: KeyKind, bits: int) -> None:
        assert new_private_key(kind).key_size == bits

    def test_is_another_each_time(self) -> None:
        keys = {public_key_info(new_private_key(KeyKind.P256)) for _ in range(5)}

        assert len(keys) == 5


class TestLocalSigner:
    @pytest.mark.parametrize(("kind", "is_pss", "name"), [
        (KeyKind.RSA_2048, False, "rsa-sha256"), (KeyKind.RSA_2048, True, "rsa-pss-sha256"),
        (KeyKind.P256, False, "ecdsa-sha256"),
    ])
    def test_makes_signatures_that_check(self, kind: KeyKind, is_pss: bool, name: str) -> None:
        one = signer(kind, "somebody", pss=is_pss)

        signature = one.sign(DATA)

        assert one.algorithm.name == name
        check_signature(one.public_key_info, algorithm=one.algorithm, signature=signature, data=DATA)

    def test_makes_signatures_that_check_for_nothing_else(self) -> None:
        one, other = signer(KeyKind.P256, "somebody"), signer(KeyKind.P256, "somebody else")
        signature = one.sign(DATA)

        for key, value, data in (
            (one.public_key_info, signature, DATA + b" "), (other.public_key_info, signature, DATA),
            (one.public_key_info, signature[:-1], DATA), (one.public_key_info, b"", DATA),
        ):
            with pytest.raises(KeySignatureWrong):
                check_signature(key, algorithm=ECDSA_SHA256, signature=value, data=data)

    def test_signs_the_same_data_to_the_same_bytes_with_a_curve(self) -> None:
        one = signer(KeyKind.P256, "somebody")

        assert one.sign(DATA) == one.sign(DATA)
        assert one.sign(DATA) != one.sign(DATA + b" ")

    def test_follows_the_vector_of_rfc_6979(self) -> None:
        # Given the key of A.2.5 and its message "sample" with SHA-256
        secret = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
        r = 0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716

        signature = LocalSigner(ec.derive_private_key(secret, ec.SECP256R1())).sign(b"sample")

        assert r.to_bytes(32, "big") in signature

    def test_refuses_an_algorithm_that_its_key_cannot_do(self) -> None:
        with pytest.raises(KeyAlgorithmMismatch):
            LocalSigner(private_key(KeyKind.P256, "somebody"), algorithm=RSA_SHA256)
        with pytest.raises(KeyAlgorithmMismatch):
            LocalSigner(private_key(KeyKind.RSA_2048, "somebody"), algorithm=ECDSA_SHA256)

    def test_refuses_a_curve_that_we_do_not_certify(self) -> None:
        with pytest.raises(KeyKindUnsupported):
            LocalSigner(ec.generate_private_key(ec.SECP256K1()))

    def test_shows_no_secret(self) -> None:
        assert repr(signer(KeyKind.P256, "somebody")) == "LocalSigner(ecdsa-sha256)"


class TestCheckSignature:
    def test_says_when_the_key_is_of_another_kind(self) -> None:
        one = signer(KeyKind.P256, "somebody")

        with pytest.raises(KeyAlgorithmMismatch):
            check_signature(one.public_key_info, algorithm=RSA_SHA256, signature=b"\x00" * 256, data=DATA)

    def test_does_not_take_pss_for_pkcs1(self) -> None:
        one = signer(KeyKind.RSA_2048, "somebody", pss=True)

        with pytest.raises(KeySignatureWrong):
            check_signature(one.public_key_info, algorithm=RSA_SHA256, signature=one.sign(DATA), data=DATA)


class TestAlgorithmFor:
    def test_offers_pss_to_rsa_keys_only(self) -> None:
        rsa_key, curve_key = (signer(kind, "somebody").public_key_info for kind in (KeyKind.RSA_2048, KeyKind.P256))

        assert algorithm_for(rsa_key) == RSA_SHA256
        assert algorithm_for(rsa_key, pss=True) == RSA_PSS_SHA256
        assert algorithm_for(curve_key, pss=True) == ECDSA_SHA256

    @pytest.mark.parametrize("data", [b"", b"\x30\x00", b"\x30\x03\x02\x01\x00", b"khong phai khoa", b"\x30" * 5000])
    def test_says_when_it_is_given_no_key(self, data: bytes) -> None:
        with pytest.raises(PublicKeyMalformed):
            algorithm_for(data)

    def test_says_when_a_point_lies_off_its_curve(self) -> None:
        info = bytearray(signer(KeyKind.P256, "somebody").public_key_info)
        info[-1] ^= 1

        with pytest.raises(PublicKeyMalformed):
            algorithm_for(bytes(info))

    def test_knows_no_edwards_curves(self) -> None:
        key = ed25519.Ed25519PrivateKey.generate().public_key()

        with pytest.raises(KeyKindUnsupported):
            algorithm_for(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


class TestPublicKeyThumbprint:
    def test_is_the_digest_of_the_key_info(self) -> None:
        info = signer(KeyKind.RSA_2048, "somebody").public_key_info

        assert public_key_thumbprint(info) == hashlib.sha256(info).hexdigest()

    def test_takes_two_encodings_of_a_point_for_one_key(self) -> None:
        # Given the same key with its point compressed
        key = private_key(KeyKind.P256, "somebody").public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        info, point = public_key_info(key), key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        algorithm = info[2 : 2 + 2 + info[3]]
        body = algorithm + bytes((0x03, len(point) + 1, 0)) + point
        compressed = bytes((0x30, len(body))) + body

        assert compressed != info
        assert public_key_thumbprint(compressed) == public_key_thumbprint(info)

    def test_differs_between_keys(self) -> None:
        one, other = (signer(KeyKind.P256, owner).public_key_info for owner in ("somebody", "somebody else"))

        assert public_key_thumbprint(one) != public_key_thumbprint(other)


class TestKeyIdentifier:
    def test_is_half_a_digest_of_the_key_bits(self) -> None:
        key = private_key(KeyKind.RSA_2048, "somebody").public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        bits = key.public_bytes(Encoding.DER, PublicFormat.PKCS1)

        assert key_identifier(public_key_info(key)) == hashlib.sha256(bits).digest()[:20]
