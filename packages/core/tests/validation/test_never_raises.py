"""Whatever the bytes, the answer is a report."""

from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids
from antin.messages import catalogue
from antin.validation import DOCUMENT_SIGNING, Evidence, PathReport, ValidationPolicy, validate_path
from antin.validation.indications import VERDICTS
from antin_testkit.paths import (
    AT,
    Authority,
    alt_names,
    directory,
    distribution_point,
    dns,
    entry,
    extended_key_usage,
    ip,
    issuing_point,
    mail,
    name,
    name_constraints,
    ocsp_response,
    policies,
    uri,
)

ROOT = Authority("Root")
POINT = uri("http://antin.vn/below.crl")
BELOW = ROOT.authority(
    "Below",
    path_length=3,
    extensions=(
        name_constraints([dns("vn"), mail(".vn"), ip(bytes(8)), uri(".vn"), directory(name())]),
        policies("1.2.3", oids.ANY_POLICY),
    ),
)
LEAF = BELOW.issue(
    extensions=(
        alt_names(dns("a.vn"), mail("a@b.vn"), uri("http://a.vn/"), ip(bytes(4)), directory(name("Ánh"))),
        policies("1.2.3"),
        extended_key_usage(oids.EMAIL_PROTECTION),
        distribution_point(POINT),
    )
)
LISTS = [ROOT.crl(entry(5, reason=1)), BELOW.crl(entry(5), extensions=[issuing_point(POINT)])]
ANSWERS = [ocsp_response(BELOW)]


@st.composite
def bent(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few of them changed, cut out or doubled."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["change", "flip", "cut", "insert", "end"])):
            case "change":
                data[place] = draw(st.integers(0, 255))
            case "flip":
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[place : place + draw(st.integers(1, 8))]
            case "insert":
                data[place:place] = draw(st.binary(min_size=1, max_size=8))
            case _:
                del data[place:]
        data = data or bytearray(b"\0")
    return bytes(data)


def judge(leaf: bytes, certificates: list[bytes], crls: list[bytes], answers: list[bytes]) -> PathReport:
    return validate_path(
        leaf,
        at=AT,
        anchors=[ROOT.anchor],
        evidence=Evidence(certificates, crls, answers),
        policy=ValidationPolicy(),
        purpose=DOCUMENT_SIGNING,
    )


def is_whole(report: PathReport) -> bool:
    """Every reason has its place in the table and its text in the catalogue."""
    return (
        report.is_valid == (not report.reasons)
        and all(each.code in VERDICTS for each in report.reasons)
        and all(each.code in catalogue() for each in (*report.reasons, *report.remarks))
        and all(each.message(language).text for each in report.reasons for language in ("vi", "en"))
    )


class TestAReport:
    def test_is_good_when_nothing_is_bent(self) -> None:
        assert judge(LEAF, [BELOW.certificate], LISTS, ANSWERS).is_valid

    @given(st.binary(max_size=200))
    def test_comes_for_any_bytes(self, data: bytes) -> None:
        report = judge(data, [data], [data], [data])

        assert [each.code for each in report.reasons] == ["certificate_malformed"]

    @given(bent(LEAF))
    @settings(max_examples=400)
    def test_comes_for_a_bent_certificate(self, leaf: bytes) -> None:
        report = judge(leaf, [BELOW.certificate], LISTS, ANSWERS)

        assert is_whole(report)
        assert report.is_valid == (leaf == LEAF)

    @given(bent(BELOW.certificate), bent(LISTS[0]), bent(LISTS[1]), bent(ANSWERS[0]))
    @settings(max_examples=400)
    def test_comes_for_bent_evidence(self, certificate: bytes, top: bytes, low: bytes, answer: bytes) -> None:
        assert is_whole(judge(LEAF, [certificate, BELOW.certificate], [top, low], [answer]))

    def test_comes_for_a_list_whose_place_is_no_relative_name(self) -> None:
        low = LISTS[1].replace(b"\xa0" + bytes((len(POINT),)) + POINT, b"\xa1" + bytes((len(POINT),)) + POINT)

        assert low != LISTS[1]
        assert is_whole(judge(LEAF, [BELOW.certificate], [LISTS[0], low], ANSWERS))
