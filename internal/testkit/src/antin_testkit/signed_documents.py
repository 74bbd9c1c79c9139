"""PDF files signed below an `Authority` of `paths`: by anybody, at any time, with or without a time-stamp."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from antin import pades
from antin.adapters.trust_files import Trust
from antin.validation import Evidence
from antin.verdict import Verdict, judge
from antin.verdict.schema import verdict_schema
from antin_testkit.json_schema import misfits
from antin_testkit.paths import AT, ECDSA_SHA256, Authority, key_of, sign

VECTORS = Path(__file__).parents[4] / "tests/vectors/pdf"
SCHEMA = verdict_schema()
PLAIN = (VECTORS / "pdf-1.4.pdf").read_bytes()


@dataclass(frozen=True)
class _Algorithm:
    identifier_der: bytes = ECDSA_SHA256
    digest_name: str = "sha256"


def signed_pdf(
    certificate: bytes, pdf: bytes = PLAIN, *, key_label: str = "leaf", chain: Sequence[bytes] = (),
    at: datetime = AT, stamp: Callable[[bytes], bytes] | None = None, field: pades.FieldSpec | None = None,
    appearance: pades.Appearance | None = None, certifies: int | None = None,
) -> bytes:
    """The file with one more signature. stamp: makes a time-stamp token over a signature value."""
    level = pades.Level.B if stamp is None else pades.Level.T
    prepared = pades.prepare(
        pdf, field=field or pades.FieldSpec(), signatory=pades.Signatory(certificate, _Algorithm(), tuple(chain)),
        statement=pades.Statement(at), level=level, appearance=appearance,
        certifies=certifies,
    )
    value = sign(key_of(key_label), prepared.to_be_signed)
    return pades.complete(prepared, value, time_stamp_token=stamp(value) if stamp else None)


def judged_file(
    data: bytes, *anchors: Authority, crls: Sequence[bytes] = (), answers: Sequence[bytes] = (),
    certificates: Sequence[bytes] = (), at: datetime = AT, **options: object,
) -> Verdict:
    """The verdict with these authorities trusted and this evidence at hand; nothing is fetched.

    Every verdict of the tests is held against the schema here.
    """
    verdict = judge(
        data, file="công văn.pdf", at=at, trust=Trust(tuple(each.anchor for each in anchors)),
        evidence=Evidence(certificates, crls, answers), **options,  # type: ignore[arg-type]  # handed on
    )
    assert list(misfits(verdict.as_json(), SCHEMA)) == []
    return verdict
