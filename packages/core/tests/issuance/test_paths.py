"""Our own validator, at its strictest, takes the chains that we issue: for their purpose, policy and time only."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from antin import oids
from antin.keys import KeyKind
from antin.validation import (
    CLIENT_AUTHENTICATION,
    DOCUMENT_SIGNING,
    EMAIL,
    OCSP_SIGNING,
    TIME_STAMPING,
    Evidence,
    Outcome,
    PathReport,
    Purpose,
    RevocationMode,
    TrustAnchor,
    ValidationPolicy,
    validate_path,
)
from antin_testkit.issued_certificates import AT, Hierarchy, hierarchy

NOON = AT + timedelta(hours=9)
STRICT = ValidationPolicy(
    initial_policies=frozenset({oids.PILOT_CERTIFICATE_POLICY}), explicit_policy=True, strict_profile=True,
    revocation=RevocationMode.NOT_CHECKED,
)
FIT = [
    ("person", DOCUMENT_SIGNING), ("person", EMAIL), ("person", CLIENT_AUTHENTICATION),
    ("organisation", DOCUMENT_SIGNING), ("ocsp_responder", OCSP_SIGNING), ("time_stamping", TIME_STAMPING),
]
UNFIT = [
    ("person", TIME_STAMPING), ("person", OCSP_SIGNING), ("ocsp_responder", DOCUMENT_SIGNING),
    ("time_stamping", DOCUMENT_SIGNING), ("ocsp_responder", TIME_STAMPING),
]


def judged(
    authority: Hierarchy, profile: str, purpose: Purpose, *, at: datetime = NOON, policy: ValidationPolicy = STRICT,
) -> PathReport:
    anchor = TrustAnchor.from_certificate(authority.root)
    return validate_path(
        authority.issued(profile), at=at, anchors=[anchor], evidence=Evidence(certificates=[authority.certificate]),
        policy=policy, purpose=purpose,
    )


class TestAPathOfOurs:
    @pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA_2048])
    @pytest.mark.parametrize(("profile", "purpose"), FIT)
    def test_is_valid_for_its_purpose(self, kind: KeyKind, profile: str, purpose: Purpose) -> None:
        report = judged(hierarchy(kind), profile, purpose)

        assert report.outcome is Outcome.VALID, report

    @pytest.mark.parametrize(("profile", "purpose"), UNFIT)
    def test_is_not_valid_for_another_purpose(self, profile: str, purpose: Purpose) -> None:
        assert judged(hierarchy(), profile, purpose).outcome is not Outcome.VALID

    def test_is_not_valid_under_another_policy(self) -> None:
        policy = replace(STRICT, initial_policies=frozenset({"1.2.3.4"}))

        assert judged(hierarchy(), "person", DOCUMENT_SIGNING, policy=policy).outcome is not Outcome.VALID

    @pytest.mark.parametrize("at", [AT - timedelta(seconds=1), AT + timedelta(days=1825, seconds=1)])
    def test_is_not_valid_outside_its_life(self, at: datetime) -> None:
        assert judged(hierarchy(), "person", DOCUMENT_SIGNING, at=at).outcome is not Outcome.VALID

    @pytest.mark.parametrize("at", [AT, AT + timedelta(days=1825)])
    def test_is_valid_to_the_second(self, at: datetime) -> None:
        assert judged(hierarchy(), "person", DOCUMENT_SIGNING, at=at).outcome is Outcome.VALID
