"""Old signatures are judged by what was known at their time."""

from datetime import UTC, datetime

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from antin.validation import (
    DATED,
    Evidence,
    Outcome,
    RevocationMode,
    Strength,
    SubIndication,
    TrustAnchor,
    ValidationPolicy,
    validate_path,
)

BEGIN, END = datetime(2010, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
RSA = rsa.generate_private_key(65537, 2048)
SMALL = rsa.generate_private_key(65537, 1024)
OFFLINE = ValidationPolicy(revocation=RevocationMode.IF_AVAILABLE)


def day(year: int, month: int = 1, date: int = 1) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


def certificate(
    subject: str, key: object, issuer_key: object, digest: hashes.HashAlgorithm | None, **how: object
) -> bytes:
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named("Root"))
        .serial_number(5)
        .public_key(key.public_key())
        .not_valid_before(BEGIN)
        .not_valid_after(END)  # type: ignore[attr-defined]  # any kind of key
        .add_extension(x509.BasicConstraints(ca=subject == "Root", path_length=None), critical=True)
    )
    return builder.sign(issuer_key, digest, **how).public_bytes(Encoding.DER)  # type: ignore[arg-type]  # any kind of key


def named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def with_sha1(encoded: bytes) -> bytes:
    """The certificate signed anew with RSA and SHA-1, as the builder no longer does."""
    read = asn1_x509.Certificate.load(encoded)
    read["tbs_certificate"]["signature"] = read["signature_algorithm"] = {"algorithm": "sha1_rsa"}
    read["signature_value"] = RSA.sign(read["tbs_certificate"].dump(), padding.PKCS1v15(), hashes.SHA1())
    return bytes(read.dump())


class TestAnAlgorithm:
    @pytest.mark.parametrize(
        ("name", "at", "strength"),
        [
            ("sha1", day(2010), Strength.GOOD),
            ("sha1", day(2019, 6), Strength.WEAK),
            ("sha1", day(2020, 1, 5), Strength.REFUSED),
            ("md5", day(2008), Strength.WEAK),
            ("md5", day(2009), Strength.REFUSED),
            ("sha256", day(2040), Strength.GOOD),
            ("whirlpool", day(2026), Strength.REFUSED),
        ],
    )
    def test_for_digests_has_its_days(self, name: str, at: datetime, strength: Strength) -> None:
        assert DATED.digest(name, at).strength is strength

    @pytest.mark.parametrize(
        ("family", "bits", "at", "strength"),
        [
            ("rsa", 512, day(2010), Strength.WEAK),
            ("rsa", 512, day(2012), Strength.REFUSED),
            ("rsa", 1024, day(2010), Strength.GOOD),
            ("rsa", 1024, day(2014), Strength.REFUSED),
            ("rsa", 2048, day(2026), Strength.GOOD),
            ("rsa", 2048, day(2031), Strength.WEAK),
            ("rsa", 3072, day(2040), Strength.GOOD),
            ("ec", 256, day(2040), Strength.GOOD),
            ("dsa", 2048, day(2026), Strength.WEAK),
            ("ed25519", 256, day(2040), Strength.GOOD),
            ("gost", 256, day(2026), Strength.REFUSED),
        ],
    )
    def test_for_keys_has_its_days(self, family: str, bits: int, at: datetime, strength: Strength) -> None:
        assert DATED.key(family, bits, at).strength is strength


class TestAPathSignedWithSha1:
    ROOT = TrustAnchor.from_certificate(certificate("Root", RSA, RSA, hashes.SHA256()))
    LEAF = with_sha1(certificate("Leaf", RSA, RSA, hashes.SHA256()))

    def test_was_weak_and_is_refused_today(self) -> None:
        then, now = (
            validate_path(self.LEAF, at=at, anchors=[self.ROOT], evidence=Evidence(), policy=OFFLINE)
            for at in (day(2019, 6), day(2026))
        )

        assert then.is_valid
        assert ("algorithm_weak", {"name": "SHA-1"}) in [(each.code, each.fields) for each in then.remarks]
        assert [(each.code, each.fields) for each in now.reasons] == [
            ("algorithm_refused", {"name": "SHA-1"})
        ]
        assert (now.outcome, now.sub_indication) == (
            Outcome.CANNOT_TELL,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        )


class TestASmallKey:
    def test_of_the_target_counts_too(self) -> None:
        root = TrustAnchor.from_certificate(certificate("Root", RSA, RSA, hashes.SHA256()))

        report = validate_path(
            certificate("Leaf", SMALL, RSA, hashes.SHA256()), at=day(2026), anchors=[root], policy=OFFLINE
        )

        assert [(each.code, each.fields) for each in report.reasons] == [
            ("algorithm_refused", {"name": "RSA-1024"})
        ]


class TestEveryKindOfSignature:
    PSS = padding.PSS(padding.MGF1(hashes.SHA384()), 40)

    @pytest.mark.parametrize(
        ("key", "digest", "how"),
        [
            (RSA, hashes.SHA512(), {}),
            (RSA, hashes.SHA384(), {"rsa_padding": PSS}),
            (ec.generate_private_key(ec.SECP384R1()), hashes.SHA384(), {}),
            (ed25519.Ed25519PrivateKey.generate(), None, {}),
            (ed448.Ed448PrivateKey.generate(), None, {}),
        ],
        ids=["pkcs1", "pss", "ecdsa", "ed25519", "ed448"],
    )
    def test_is_verified(
        self, key: object, digest: hashes.HashAlgorithm | None, how: dict[str, object]
    ) -> None:
        root = TrustAnchor.from_certificate(certificate("Root", key, key, digest, **how))
        leaf = certificate("Leaf", RSA, key, digest, **how)
        broken = leaf[:-1] + bytes((leaf[-1] ^ 1,))

        assert validate_path(leaf, at=day(2026), anchors=[root], policy=OFFLINE).is_valid
        report = validate_path(broken, at=day(2026), anchors=[root], policy=OFFLINE)
        assert report.reasons[0].code == "certificate_signature_wrong"
