"""A hierarchy in memory: root, issuing CA and one certificate of each profile, by the product's own issuance.

Keys are made once per process and kind; no clock is read.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from antin.issuance import Addresses, Content, Issuer, SelfIssued, issue, lint, new_serial, prepare
from antin.keys import KeyKind, LocalSigner, PrivateKey, algorithm_for, new_private_key
from antin.names import subject_name

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
ADDRESSES = Addresses(
    ocsp="http://va.pilot.example.org/ocsp", crl="http://va.pilot.example.org/crl/ca.crl",
    ca_issuers="http://va.pilot.example.org/crt/ca.crt", cps="https://pilot.example.org/cps",
)
DAYS = {
    "root": 7300, "issuing_ca": 7000, "person": 1825, "organisation": 1825, "ocsp_responder": 30,
    "time_stamping": 365,
}
MAILBOXES = {"person": "nguyenvananh@kiengiang.gov.vn", "organisation": "sokhcn@kiengiang.gov.vn"}
SUBJECTS = {
    "root": subject_name(common_name="RootCA thử nghiệm", organisation_path=["Ấn Tín"]),
    "issuing_ca": subject_name(common_name="CA thử nghiệm phục vụ các cơ quan", organisation_path=["Ấn Tín"]),
    "person": subject_name(
        common_name="Nguyễn Văn Ánh", locality="Kiên Giang",
        organisation_path=["ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "VĂN PHÒNG"],
    ),
    "organisation": subject_name(
        common_name="SỞ KHOA HỌC VÀ CÔNG NGHỆ", locality="Kiên Giang",
        organisation_path=["ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG"],
    ),
    "ocsp_responder": subject_name(common_name="OCSP thử nghiệm", organisation_path=["Ấn Tín"]),
    "time_stamping": subject_name(common_name="TSA thử nghiệm", organisation_path=["Ấn Tín"]),
}


@cache
def private_key(kind: KeyKind, owner: str) -> PrivateKey:
    """The key of somebody, one per process."""
    return new_private_key(kind)


def signer(kind: KeyKind, owner: str, *, pss: bool = False) -> LocalSigner:
    """The same, ready to sign."""
    key = private_key(kind, owner)
    return LocalSigner(key, algorithm=algorithm_for(LocalSigner(key).public_key_info, pss=pss))


def content_for(profile: str, public_key_info: bytes, *, at: datetime = AT, **changes: object) -> Content:
    """An allowed content of this profile that begins `at`; changes: fields to put otherwise."""
    content = Content(
        profile=profile, subject=SUBJECTS[profile], public_key_info=public_key_info, serial=new_serial(),
        not_before=at, not_after=at + timedelta(days=DAYS[profile]), email=MAILBOXES.get(profile, ""),
    )
    return replace(content, **changes)  # type: ignore[arg-type]  # tests put in wrong things on purpose


@dataclass(frozen=True)
class Hierarchy:
    """A root, an issuing CA below it, and their keys."""

    kind: KeyKind
    at: datetime
    root: bytes
    certificate: bytes
    root_signer: LocalSigner
    signer: LocalSigner

    @property
    def issuer(self) -> Issuer:
        """What subscribers' certificates are prepared for."""
        return Issuer(self.certificate, ADDRESSES)

    def issued(self, profile: str, **changes: object) -> bytes:
        """A certificate (DER) for a key of the profile's own: `signer(kind, profile)`."""
        content = content_for(profile, signer(self.kind, profile).public_key_info, at=self.at, **changes)
        prepared = prepare(content, self.issuer, issuer_algorithm=self.signer.algorithm)
        return issue(lint(prepared), self.signer, self.issuer)

    def certificates(self) -> dict[str, bytes]:
        """One of each of the six profiles."""
        own = {"root": self.root, "issuing_ca": self.certificate}
        return own | {profile: self.issued(profile) for profile in DAYS if profile not in own}


@cache
def hierarchy(kind: KeyKind = KeyKind.P256, *, pss: bool = False, at: datetime = AT) -> Hierarchy:
    """The hierarchy whose keys are all of this kind, and whose certificates begin `at`."""
    root_signer, own_signer = signer(kind, "root", pss=pss), signer(kind, "issuing_ca", pss=pss)
    self_issued = SelfIssued()
    content = content_for("root", root_signer.public_key_info, at=at)
    prepared = prepare(content, self_issued, issuer_algorithm=root_signer.algorithm)
    root = issue(lint(prepared), root_signer, self_issued)
    issuer = Issuer(root, replace(ADDRESSES, crl="http://va.pilot.example.org/crl/root.crl"))
    content = content_for("issuing_ca", own_signer.public_key_info, at=at)
    prepared = prepare(content, issuer, issuer_algorithm=root_signer.algorithm)
    return Hierarchy(kind, at, root, issue(lint(prepared), root_signer, issuer), root_signer, own_signer)
