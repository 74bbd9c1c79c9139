"""All 246 cases of NIST's Public Key Interoperability Test Suite end as expected, revocation required.

The data is in the package cryptography_vectors; what to expect stands in pkits/cases.csv, remade by
pkits/make_cases.py. Each case is judged with its own certificates and lists, then with those of all cases.
"""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import cryptography_vectors
import pytest

from antin.validation import (
    ANYTHING,
    Evidence,
    Outcome,
    PathReport,
    RevocationMode,
    SubIndication,
    TrustAnchor,
    ValidationPolicy,
    validate_path,
)

Case = dict[str, str]
CASES: list[Case] = list(csv.DictReader((Path(__file__).parent / "pkits/cases.csv").open(encoding="utf-8")))
DATA = Path(cryptography_vectors.__file__).parent / "x509/PKITS_data"
AT = datetime(2020, 6, 19, tzinfo=UTC)  # after 2011, when the certificates that are to have expired did
EXPECTED: dict[str, set[SubIndication | None]] = {
    "valid": {None},
    "refused": {
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND, SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        SubIndication.OUT_OF_BOUNDS_NO_POE, SubIndication.OUT_OF_BOUNDS_NOT_REVOKED,
    },
    # On hold (4.14.16), or signed by a revoked signer of lists (4.4.21), the question stays open.
    "revoked": {SubIndication.REVOKED_NO_POE, SubIndication.REVOKED_CA_NO_POE, SubIndication.TRY_LATER},
    "unchecked": {SubIndication.TRY_LATER},
}


@cache
def read(name: str) -> bytes:
    return (DATA / ("crls" if name.endswith(".crl") else "certs") / name).read_bytes()


ROOT = TrustAnchor.from_certificate(read("TrustAnchorRootCertificate.crt"))
EVERYTHING = Evidence(
    certificates=[path.read_bytes() for path in sorted((DATA / "certs").iterdir())],
    crls=[path.read_bytes() for path in sorted((DATA / "crls").iterdir())],
)


def judge(case: Case, evidence: Evidence) -> PathReport:
    policies = case["initial_policies"].split()
    policy = ValidationPolicy(
        initial_policies=frozenset(policies) if policies else None,
        explicit_policy="initial_explicit_policy" in case["flags"],
        inhibit_policy_mapping="initial_policy_mapping_inhibit" in case["flags"],
        inhibit_any_policy="initial_any_policy_inhibit" in case["flags"],
        revocation=RevocationMode.REQUIRED, strength=ANYTHING,
    )
    return validate_path(read(case["target"]), at=AT, anchors=[ROOT], evidence=evidence, policy=policy)


def own_evidence(case: Case) -> Evidence:
    lists = [*case["lists"].split(), "TrustAnchorRootCRL.crl"]
    return Evidence([read(name) for name in case["certificates"].split()], [read(name) for name in lists])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['section']}-{case['name']}")
class TestACase:
    def test_ends_as_expected(self, case: Case) -> None:
        report = judge(case, own_evidence(case))

        assert (report.outcome is Outcome.VALID) == (case["expected"] == "valid"), report.reasons
        assert report.sub_indication in EXPECTED[case["expected"]]

    def test_ends_so_among_the_certificates_and_lists_of_all_cases(self, case: Case) -> None:
        report = judge(case, EVERYTHING)

        assert (report.outcome is Outcome.VALID) == (case["expected"] == "valid"), report.reasons


class TestTheSuite:
    def test_is_complete(self) -> None:
        assert len(CASES) == 246
