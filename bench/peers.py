"""The same works by other people's libraries, in an environment of their own: python bench/peers.py WORK FOLDER BUDGET

Prints one JSON object: the library with its version, and CPU seconds per operation.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from random import Random

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import ocsp
from measuring import cpu_seconds, peak_memory_mb

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
REVOKED = 100_000
Operation = Callable[[], object]


def certificate(folder: Path, name: str) -> x509.Certificate:
    return x509.load_der_x509_certificate((folder / f"{name}.crt").read_bytes())


def key(folder: Path, owner: str):
    return load_pem_private_key((folder / f"{owner}.key").read_bytes(), None)


def issue(folder: Path) -> Operation:
    """The builder of cryptography writes and signs the same certificate; it checks, lints and verifies nothing."""
    pattern, issuer = certificate(folder, "person"), certificate(folder, "issuing_ca")
    issuing_key = key(folder, "issuing_ca")
    extensions = [(each.value, each.critical) for each in pattern.extensions]
    public_key = pattern.public_key()

    def theirs() -> bytes:
        builder = (
            x509.CertificateBuilder().subject_name(pattern.subject).issuer_name(issuer.subject).public_key(public_key)
            .serial_number(x509.random_serial_number()).not_valid_before(AT).not_valid_after(AT + 1825 * DAY)
        )
        for value, critical in extensions:
            builder = builder.add_extension(value, critical=critical)
        return builder.sign(issuing_key, hashes.SHA256()).public_bytes(Encoding.DER)

    return theirs


def crl(folder: Path) -> Operation:
    """The list given to the builder's constructor, which is its fast way; from rows as a database holds them."""
    issuer, issuing_key, random = certificate(folder, "issuing_ca"), key(folder, "issuing_ca"), Random(2)
    serials = [random.getrandbits(126) | 1 << 126 for _ in range(REVOKED)]
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    extensions = [x509.Extension(reason.oid, False, reason)]

    def theirs() -> bytes:
        rows = [
            x509.RevokedCertificateBuilder(serial, AT, extensions if place % 5 else []).build()
            for place, serial in enumerate(serials)
        ]
        builder = x509.CertificateRevocationListBuilder(issuer.subject, AT, AT + DAY, [], rows)
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        return builder.sign(issuing_key, hashes.SHA256()).public_bytes(Encoding.DER)

    return theirs


def ocsp_answer(folder: Path) -> Operation:
    """The builder of cryptography with its key loaded once."""
    responder, signing_key = certificate(folder, "ocsp_responder"), key(folder, "ocsp_responder")
    question = (folder / "question.ocsp").read_bytes()

    def theirs() -> bytes:
        asked = ocsp.load_der_ocsp_request(question)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash, asked.issuer_key_hash, asked.serial_number, asked.hash_algorithm,
            ocsp.OCSPCertStatus.GOOD, AT, AT + DAY, None, None,
        ).responder_id(ocsp.OCSPResponderEncoding.HASH, responder).certificates([responder])
        return builder.sign(signing_key, hashes.SHA256()).public_bytes(Encoding.DER)

    return theirs


def time_stamp(folder: Path) -> Operation:
    """A response put together with asn1crypto; no maintained server library is known to the package lists."""
    from asn1crypto import algos, cms, core, tsp
    from asn1crypto import x509 as asn1_x509
    from cryptography.hazmat.primitives.asymmetric import padding

    own, signing_key = certificate(folder, "time_stamping"), key(folder, "time_stamping")
    encoded = [(folder / f"{name}.crt").read_bytes() for name in ("time_stamping", "issuing_ca", "root")]
    chain = [asn1_x509.Certificate.load(each) for each in encoded]
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    request = tsp.TimeStampReq({
        "version": "v1", "nonce": 2**63, "cert_req": True,
        "message_imprint": {"hash_algorithm": sha256, "hashed_message": hashlib.sha256(b"").digest()},
    }).dump()

    def theirs() -> bytes:
        asked = tsp.TimeStampReq.load(request)
        information = tsp.TSTInfo({
            "version": "v1", "policy": "1.2.3.4", "message_imprint": asked["message_imprint"],
            "serial_number": own.serial_number, "gen_time": AT, "accuracy": {"seconds": 1}, "nonce": asked["nonce"],
        })
        reference = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(encoded[0]).digest()}]})
        attributes = cms.CMSAttributes([
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(information.dump()).digest()]},
            {"type": "signing_certificate_v2", "values": [reference]},
        ])
        signature = signing_key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256())
        signer = {
            "version": "v1", "digest_algorithm": sha256, "signed_attrs": attributes, "signature": signature,
            "sid": {"issuer_and_serial_number": {
                "issuer": chain[0].issuer, "serial_number": chain[0].serial_number,
            }},
            "signature_algorithm": {"algorithm": "sha256_rsa"},
        }
        signed = cms.SignedData({
            "version": "v3", "digest_algorithms": [sha256], "certificates": chain, "signer_infos": [signer],
            "encap_content_info": {
                "content_type": "tst_info", "content": core.ParsableOctetString(information.dump()),
            },
        })
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()

    return theirs


def sign_pdf(folder: Path, *, is_visible: bool = False) -> Operation:
    """pyHanko, PAdES subfilter; visible with Tinos, from the file that ours has, cut for each document as it does."""
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner, fields
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    signing_key = key(folder, "person")
    chain = [
        asn1_x509.Certificate.load((folder / f"{name}.crt").read_bytes()) for name in ("person", "issuing_ca", "root")
    ]
    encoded = signing_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(chain[0], keys.PrivateKeyInfo.load(encoded), SimpleCertificateStore.from_certs(chain))
    metadata = PdfSignatureMetadata(field_name="Signature1", subfilter=fields.SigSeedSubFilter.PADES)
    style = field = None
    if is_visible:
        from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
        from pyhanko.pdf_utils.text import TextBoxStyle
        from pyhanko.stamp import TextStampStyle

        font = GlyphAccumulatorFactory(str(folder / "font.ttf"))
        text = (folder / "lines.txt").read_text()
        style = TextStampStyle(stamp_text=text, text_box_style=TextBoxStyle(font=font, font_size=10))
        field = fields.SigFieldSpec("Signature1", box=(56, 714, 255, 785))

    def theirs() -> None:
        with (folder / "plain.pdf").open("rb") as pdf, (folder / "theirs.pdf").open("w+b") as out:
            PdfSigner(metadata, signer, stamp_style=style, new_field_spec=field).sign_pdf(
                IncrementalPdfFileWriter(pdf), output=out
            )

    return theirs


def sign_visible(folder: Path) -> Operation:
    """The same with three lines of Vietnamese."""
    return sign_pdf(folder, is_visible=True)


def verify_pdf(folder: Path) -> Operation:
    """pyHanko, with the same root trusted and nothing fetched."""
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signed = (folder / "signed.pdf").read_bytes()
    root = asn1_x509.Certificate.load((folder / "root.crt").read_bytes())

    def theirs() -> None:
        context = ValidationContext(trust_roots=[root], moment=AT + DAY, allow_fetching=False)
        for signature in PdfFileReader(BytesIO(signed)).embedded_signatures:
            status = validate_pdf_signature(signature, context)
            assert status.bottom_line, status.pretty_print_details()

    return theirs


def pdfsig(folder: Path) -> Operation:
    """poppler's program, its start included; it follows no changes."""
    return lambda: subprocess.run(["pdfsig", "-nocert", folder / "signed.pdf"], stdout=subprocess.DEVNULL, check=False)


PEERS: Mapping[str, tuple[str, Callable[[Path], Operation]]] = {
    "issue-rsa2048": ("cryptography", issue), "issue-p256": ("cryptography", issue), "crl-100k": ("cryptography", crl),
    "ocsp-p256": ("cryptography", ocsp_answer), "ocsp-rsa2048": ("cryptography", ocsp_answer),
    "tsa-rsa2048": ("asn1crypto", time_stamp), "sign-100k-rsa2048": ("pyHanko", sign_pdf),
    "sign-100k-p256": ("pyHanko", sign_pdf), "sign-100k-visible": ("pyHanko", sign_visible),
    "sign-300m": ("pyHanko", sign_pdf), "verify-1": ("pyHanko", verify_pdf), "verify-20": ("pyHanko", verify_pdf),
    "verify-5000p-3": ("pyHanko", verify_pdf),
}


def main(work: str, folder: str, budget: str) -> None:
    library, make = PEERS[work]
    seconds = cpu_seconds(make(Path(folder)), budget=float(budget))
    told = {"peer": f"{library} {version(library)}", "seconds": seconds, "peer_memory_mb": peak_memory_mb()}
    if work.startswith("verify-"):
        told["pdfsig_seconds"] = cpu_seconds(pdfsig(Path(folder)), budget=float(budget))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
