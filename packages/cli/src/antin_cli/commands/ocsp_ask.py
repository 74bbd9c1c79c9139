"""antin ocsp ask"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from antin_cli import clock, language
from antin_cli.errors import AddressMissing, IssuerCertificateAbsent
from antin_cli.exits import Exit
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_small
from antin_cli.output import json_line, line
from antin_cli.shared import Trusting, json_option, trust_options, trusting_of
from antin_cli.showing import labelled, shown_time
from antin_cli.texts import say
from antin_cli.values import FilePath, Url

if TYPE_CHECKING:
    from antin.validation import Certificate, PathReport, TrustAnchor

_CODES = {"good": Exit.DONE, "revoked": Exit.NOT_VALID}


@framed("ocsp.ask")
@argument("file", type=FilePath(), help_code="ocsp.ask.file")
@option("--issuer", type=FilePath(), help_code="ocsp.ask.issuer")
@option("--url", type=Url(), help_code="ocsp.ask.url")
@trust_options
@json_option
def command(file: Path, issuer: Path | None, url: str | None, as_json: bool, **options: Any) -> int:
    """Good is 0, revoked 1, anything else 2."""
    from antin.adapters.evidence_files import certificates_in
    from antin.validation import described_status, pointers_of, read_certificate
    from antin.validation.statuses import unchecked

    encoded, *others = certificates_in(read_small(file))
    certificate, trusting = read_certificate(encoded), trusting_of(options)
    address = url or next(iter(pointers_of(certificate).answers), None)
    if address is None:
        raise AddressMissing
    above = _issuer(certificate, others, issuer, trusting)
    report = _asked(certificate, above, address, trusting, is_named=url is not None)
    status = report.revocation or unchecked()
    if as_json:
        json_line({"file": str(file), "url": address, **described_status(status)})
        return _CODES.get(str(status.state), Exit.CANNOT_TELL)
    line(f"{certificate.subject.shown}: {say(f'state.{status.state}')}")
    revoked = shown_time(status.revoked_at) if status.revoked_at else ""
    for each in labelled((
        ("revoked_at", revoked), ("reason", status.reason or _problem(report, status.problem)),
        ("this_update", shown_time(status.checked_at) if status.checked_at else ""),
        ("next_update", shown_time(status.next_update) if status.next_update else ""), ("source", address),
    )):
        line(each)
    return _CODES.get(str(status.state), Exit.CANNOT_TELL)


def _problem(report: "PathReport", code: str) -> str:
    """Why the answer tells nothing, as a sentence."""
    found = [each for each in (*report.reasons, *report.remarks) if each.code == code]
    return found[0].message(language.current()).text if found else code


def _issuer(
    certificate: "Certificate", beside: list[bytes], named: Path | None, trusting: Trusting,
) -> "TrustAnchor":
    """The issuer as the one anchor that answers are judged by. Raises IssuerCertificateAbsent."""
    from antin.adapters.evidence_files import read_certificates
    from antin.validation import TrustAnchor
    from antin.validation.certificate import readable_certificates

    trust = trusting.load()
    at_hand = [*(read_certificates([named]) if named else []), *beside, *trust.intermediates]
    anchors = [TrustAnchor.from_certificate(each.encoded) for each in readable_certificates(at_hand)]
    fitting = [each for each in (*anchors, *trust.anchors) if each.name == certificate.issuer]
    wanted = certificate.authority_key_identifier.key_identifier
    best = [each for each in fitting if wanted and each.key_identifier == wanted]
    if not fitting:
        raise IssuerCertificateAbsent(issuer=certificate.issuer.shown)
    return (best or fitting)[0]


def _asked(
    certificate: "Certificate", issuer: "TrustAnchor", url: str, trusting: Trusting, *, is_named: bool,
) -> "PathReport":
    """What the service answered, as far as its signature holds. Raises FetchError, StatusRefused."""
    from dataclasses import replace

    from antin.adapters.online_evidence import OCSP_REQUEST
    from antin.validation import Evidence, ValidationPolicy, validate_path
    from antin.validation.ocsp import ocsp_request, refusal_of
    from antin.verdict.paths import CLOCKS_MAY_DIFFER
    from antin_cli.errors import OptionsApart, StatusRefused

    fetch = replace(trusting, allowed=(*trusting.allowed, *((url,) if is_named else ()))).fetcher()
    if fetch is None:
        raise OptionsApart(names="--offline")
    answer = fetch(url, body=ocsp_request(certificate, issuer.public_key_info), content_type=OCSP_REQUEST)
    refusal = refusal_of(answer)
    if refusal:
        raise StatusRefused(word=refusal)
    now = clock.now()
    return validate_path(
        certificate.encoded, at=now, anchors=[issuer],
        evidence=Evidence(ocsp_responses=[answer], gathered_at=now + CLOCKS_MAY_DIFFER),
        policy=ValidationPolicy(anchor_validity=False),
    )
