"""antin cert show"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli.frame import argument, framed
from antin_cli.inputs import read_small
from antin_cli.per_file import Told, each_file
from antin_cli.shared import json_option
from antin_cli.showing import labelled, shown_time
from antin_cli.texts import say
from antin_cli.values import FilePath

if TYPE_CHECKING:
    from antin.validation import Certificate

_REQUEST_LABELS = (b"-----BEGIN CERTIFICATE REQUEST-----", b"-----BEGIN NEW CERTIFICATE REQUEST-----")
KEY_USAGES = (
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
    "cRLSign", "encipherOnly", "decipherOnly",
)


@framed("cert.show")
@argument("files", nargs=-1, required=True, type=FilePath("path"), help_code="cert.show.files")
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> int:
    """What certificates and requests say; nothing is judged but a request's own signature."""
    return each_file(files, _look, as_json=as_json)


def _look(path: Path) -> Told:
    from antin.adapters.evidence_files import certificates_in
    from antin.der import MalformedEncoding
    from antin.validation import read_certificate

    data = read_small(path)
    if data.startswith(_REQUEST_LABELS):
        return _request(path, data)
    try:
        found = [read_certificate(each) for each in certificates_in(data)]
    except MalformedEncoding:
        if data[:1] != b"\x30":
            raise
        return _request(path, data)
    lines = [str(path), *(each for certificate in found for each in _lines(certificate))]
    return Told(lines, lambda: {"file": str(path), "certificates": [_described(each) for each in found]})


def _request(path: Path, data: bytes) -> Told:
    from antin.keys import CertificateRequest, public_key_thumbprint
    from antin.names import shown

    request = CertificateRequest.parse(data)
    subject, key = shown(request.subject), public_key_thumbprint(request.public_key_info)
    rows = (("subject", subject), ("key", f"{_key_name(request.public_key_info)}, SHA-256 {key}"))
    return Told(
        [str(path), *labelled(rows)],
        lambda: {"file": str(path), "request": {"subject": subject, "public_key_sha256": key}},
    )


def _lines(certificate: "Certificate") -> Iterator[str]:
    said = _described(certificate)
    yield from labelled((
        ("subject", certificate.subject.text), ("issuer", certificate.issuer.text), ("serial", str(said["serial"])),
        ("not_before", shown_time(certificate.not_before)), ("not_after", shown_time(certificate.not_after)),
        ("email", _joined(said, "emails")), ("key", str(said["key"])), ("key_usage", _joined(said, "key_usage")),
        ("purposes", _joined(said, "extended_key_usage")), ("policies", _joined(said, "policies")),
        ("is_ca", say("label.yes") if certificate.is_ca else ""), ("ocsp", _joined(said, "ocsp")),
        ("crl", _joined(said, "crl")), ("ca_issuers", _joined(said, "ca_issuers")),
        ("sha256", certificate.sha256),
    ))
    yield ""


def _joined(said: Mapping[str, Any], name: str) -> str:
    return ", ".join(said[name])


def _described(certificate: "Certificate") -> Mapping[str, Any]:
    from antin.validation import pointers_of

    pointers = pointers_of(certificate)
    return {
        "subject": certificate.subject.text, "issuer": certificate.issuer.text, "serial": f"{certificate.serial:X}",
        "not_before": certificate.not_before.isoformat(), "not_after": certificate.not_after.isoformat(),
        "emails": _emails(certificate), "key": _key_name(certificate.public_key_info),
        "key_usage": [KEY_USAGES[bit] for bit in sorted(certificate.key_usage or ()) if bit < len(KEY_USAGES)],
        "extended_key_usage": [_oid_name(each) for each in sorted(certificate.extended_key_usage or ())],
        "policies": sorted(certificate.policies or ()), "is_ca": certificate.is_ca,
        "ocsp": list(pointers.answers), "crl": list(pointers.lists), "ca_issuers": list(pointers.issuers),
        "sha256": certificate.sha256,
    }


def _emails(certificate: "Certificate") -> list[str]:
    from antin.validation.general_names import NameForm

    inside = [str(each.value) for each in certificate.subject_alt_names if each.form is NameForm.RFC822]
    return [*inside, *certificate.subject.emails]


def _key_name(public_key_info: bytes) -> str:
    from antin.der import MalformedEncoding
    from antin.validation.signatures import AlgorithmNotSupported, public_key

    try:
        key = public_key(public_key_info)
    except (AlgorithmNotSupported, MalformedEncoding):
        return "?"
    return f"{key.family.upper()}-{key.bits}"


def _oid_name(oid: str) -> str:
    from antin import oids

    names = {
        oids.CLIENT_AUTH: "clientAuth", oids.EMAIL_PROTECTION: "emailProtection", oids.TIME_STAMPING: "timeStamping",
        oids.OCSP_SIGNING: "OCSPSigning", oids.DOCUMENT_SIGNING: "documentSigning", oids.SERVER_AUTH: "serverAuth",
        oids.MICROSOFT_DOCUMENT_SIGNING: "msDocumentSigning", oids.SMART_CARD_LOGON: "msSmartcardLogin",
        oids.ADOBE_AUTHENTIC_DOCUMENTS: "adobeAuthenticDocuments", oids.ANY_EXTENDED_KEY_USAGE: "any",
    }
    return names.get(oid, oid)
