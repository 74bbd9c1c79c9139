"""What is fetched, for whom, and what never is."""

from datetime import timedelta

import pytest

from antin import oids
from antin.der import object_identifier, sequence
from antin.errors import AntinError
from antin.validation import Evidence, PathReport, ValidationPolicy, validate_path
from antin.validation.online_evidence import OCSP_REQUEST, judged_online
from antin_testkit.paths import (
    AT,
    DAY,
    Authority,
    codes,
    distribution_point,
    entry,
    extension,
    ocsp_response,
    revoked,
    uri,
)

OCSP, OTHER_OCSP, LIST, ROOT_LIST = (
    f"http://antin.vn/{path}" for path in ("ocsp", "ocsp2", "below.crl", "root.crl")
)
ROOT = Authority("Root")
BELOW = ROOT.authority("Below", extensions=[distribution_point(uri(ROOT_LIST))])


def access(*urls: str) -> bytes:
    points = [sequence(object_identifier(oids.AD_OCSP), uri(url)) for url in urls]
    return extension(oids.AUTHORITY_INFO_ACCESS, sequence(*points))


LEAF = BELOW.issue(
    extensions=[distribution_point(uri("ldap://antin.vn/"), uri(LIST)), access(OCSP, OTHER_OCSP)]
)


class Unreachable(AntinError):
    code = "internal"


class Web:
    """What the addresses answer; every visit is remembered."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.visits: list[tuple[str, str]] = []

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        self.visits.append((url, content_type))
        if url not in self.pages:
            raise Unreachable
        return self.pages[url]


def judge(
    web: Web, *, root: Authority = ROOT, leaf: bytes = LEAF, evidence: Evidence | None = None
) -> PathReport:
    def with_evidence(evidence: Evidence) -> PathReport:
        return validate_path(leaf, at=AT, anchors=[root.anchor], evidence=evidence, policy=ValidationPolicy())

    evidence = evidence or Evidence([BELOW.certificate])
    return judged_online(with_evidence, evidence, web, gathered_at=AT + timedelta(minutes=5))[0]


class TestFetching:
    def test_answers_what_was_open(self) -> None:
        web = Web({OCSP: ocsp_response(BELOW), ROOT_LIST: ROOT.crl()})

        report = judge(web)

        assert report.is_valid
        assert sorted(web.visits) == [(OCSP, OCSP_REQUEST), (ROOT_LIST, "")]
        assert [each.revocation.source for each in report.path] == ["ocsp", "crl"]

    def test_takes_evidence_from_a_server_whose_clock_is_a_little_ahead(self) -> None:
        ahead = AT + timedelta(minutes=1)
        web = Web(
            {OCSP: ocsp_response(BELOW, this_update=ahead, next_update=ahead + DAY), ROOT_LIST: ROOT.crl()}
        )

        assert judge(web).is_valid

    def test_finds_revocations(self) -> None:
        web = Web({OCSP: ocsp_response(BELOW, status=revoked(AT - DAY)), ROOT_LIST: ROOT.crl()})

        assert codes(judge(web)) == ["certificate_revoked"]

    @pytest.mark.parametrize(
        "first", [None, b"garbage", ocsp_response(BELOW, serial=8), bytes.fromhex("30030a0103")]
    )
    def test_goes_on_to_the_next_responder(self, first: bytes | None) -> None:
        pages = {OTHER_OCSP: ocsp_response(BELOW), ROOT_LIST: ROOT.crl()}

        assert judge(Web(pages if first is None else {**pages, OCSP: first})).is_valid

    def test_goes_on_to_the_list_when_no_responder_answers(self) -> None:
        web = Web({LIST: BELOW.crl(), ROOT_LIST: ROOT.crl()})

        assert judge(web).is_valid

    def test_goes_on_to_the_list_when_the_answer_is_not_acceptable(self) -> None:
        old = ocsp_response(BELOW, this_update=AT - 9 * DAY, next_update=AT - 8 * DAY)
        web = Web({OCSP: old, LIST: BELOW.crl(entry(7)), ROOT_LIST: ROOT.crl()})

        assert codes(judge(web)) == ["certificate_revoked"]

    def test_leaves_open_what_nobody_answers(self) -> None:
        assert set(codes(judge(Web({})))) == {"revocation_unchecked"}


class TestNothingIsFetched:
    def test_for_a_certificate_of_unknown_issuers(self) -> None:
        web = Web({OCSP: ocsp_response(BELOW), LIST: BELOW.crl()})

        report = judge(web, root=Authority("Other root"))

        assert codes(report) == ["issuer_not_found"]
        assert web.visits == []

    def test_for_one_that_only_borrows_a_known_name(self) -> None:
        impostor = Authority("Below", key_label="impostor").issue(extensions=[access(OCSP)])
        web = Web({})

        judge(web, leaf=impostor)

        assert web.visits == []

    def test_for_one_that_is_refused_anyway(self) -> None:
        refused = BELOW.issue(extensions=[access(OCSP), extension("1.2.3", b"", critical=True)])
        web = Web({})

        judge(web, leaf=refused)

        assert web.visits == []

    def test_for_what_is_at_hand(self) -> None:
        web = Web({})
        evidence = Evidence([BELOW.certificate], crls=[ROOT.crl(), BELOW.crl()])

        assert judge(web, evidence=evidence).is_valid
        assert web.visits == []

    def test_from_addresses_of_other_kinds(self) -> None:
        leaf = ROOT.issue(extensions=[distribution_point(uri("ldap://a.vn/"), uri("file:///etc/passwd"))])
        web = Web({})

        judge(web, leaf=leaf)

        assert web.visits == []
