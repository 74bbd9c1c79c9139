"""RFC 5280 6.1: what a path must be, one rule at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from antin import oids
from antin.der import generalized_time, integer, sequence, utc_time
from antin.validation import (
    ANYTHING,
    DOCUMENT_SIGNING,
    TIME_STAMPING,
    Indication,
    Outcome,
    PathNotValid,
    SubIndication,
    TrustAnchor,
)
from antin_testkit.paths import (
    AT,
    CRL_SIGN,
    DAY,
    DIGITAL_SIGNATURE,
    ECDSA_SHA256,
    KEY_CERT_SIGN,
    Authority,
    alt_names,
    authority_key,
    basic_constraints,
    codes,
    directory,
    dns,
    extended_key_usage,
    extension,
    judged,
    key_usage,
    name,
    name_constraints,
    subject_key,
)

ROOT = Authority("Root")
BELOW = ROOT.authority("Below")
SECOND = timedelta(seconds=1)


class TestASoundPath:
    def test_passes(self) -> None:
        report = judged(BELOW.issue(), ROOT, BELOW.certificate)

        assert (report.outcome, report.indication, report.sub_indication) == (
            Outcome.VALID,
            Indication.TOTAL_PASSED,
            None,
        )
        assert report.reasons == ()
        assert [each.certificate.subject.shown for each in report.path] == ["Leaf", "Below"]
        assert report.anchor == ROOT.anchor
        report.require_passed()

    def test_passes_with_the_root_beside_it_and_in_any_order(self) -> None:
        leaf = BELOW.issue()

        assert judged(leaf, ROOT, ROOT.certificate, leaf, BELOW.certificate, ROOT.certificate).is_valid

    def test_passes_when_the_certificate_is_the_anchor(self) -> None:
        report = judged(ROOT.certificate, ROOT)

        assert report.is_valid
        assert [each.code for each in report.remarks] == ["certificate_is_anchor"]

    def test_passes_without_the_anchors_own_certificate(self) -> None:
        anchor = TrustAnchor(ROOT.name, ROOT.anchor.public_key_info)

        assert judged(BELOW.issue(), anchor, BELOW.certificate).is_valid

    def test_costs_one_signature_check_for_each_certificate(self) -> None:
        report = judged(BELOW.issue(), ROOT, BELOW.certificate)

        assert report.work == {"steps": 2, "signature_checks": 2, "paths": 1}


class TestAPathThatIsNotThere:
    def test_names_the_missing_issuer(self) -> None:
        report = judged(BELOW.issue(), ROOT)

        assert codes(report) == ["issuer_not_found"]
        assert report.reasons[0].fields["issuer"] == "Below"
        assert (report.outcome, report.sub_indication) == (
            Outcome.CANNOT_TELL,
            SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
        )

    def test_raises_for_those_who_act_on_it(self) -> None:
        with pytest.raises(PathNotValid) as caught:
            judged(BELOW.issue(), ROOT).require_passed()

        assert caught.value.fields["reason"] == "issuer_not_found"

    def test_is_not_made_up_by_a_namesake_with_another_key(self) -> None:
        impostor = Authority("Root", key_label="impostor")

        report = judged(impostor.issue(), ROOT)

        assert codes(report) == ["certificate_signature_wrong", "issuer_not_found"]
        assert report.outcome is Outcome.NOT_VALID

    def test_is_not_made_up_by_a_certificate_altered_afterwards(self) -> None:
        leaf = bytearray(BELOW.issue("Leaf"))
        place = leaf.index(b"Leaf")
        leaf[place] ^= 0x20

        assert codes(judged(bytes(leaf), ROOT, BELOW.certificate))[0] == "certificate_signature_wrong"


class TestDates:
    @pytest.mark.parametrize("at", [AT - 100 * DAY, AT + 100 * DAY])
    def test_include_both_ends(self, at: datetime) -> None:
        assert judged(BELOW.issue(), ROOT, BELOW.certificate, at=at).is_valid

    def test_allow_no_second_before(self) -> None:
        root = Authority("Root", not_before=utc_time(AT - 400 * DAY))

        report = judged(root.issue(), root, at=AT - 100 * DAY - SECOND)

        assert codes(report) == ["certificate_not_yet_valid"]
        assert report.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE

    @pytest.mark.parametrize("late", [SECOND, timedelta(microseconds=1)])
    def test_allow_nothing_after(self, late: timedelta) -> None:
        root = Authority("Root", not_after=utc_time(AT + 400 * DAY))

        assert codes(judged(root.issue(), root, at=AT + 100 * DAY + late)) == ["certificate_expired"]

    def test_of_an_issuer_count(self) -> None:
        below = ROOT.authority("Below", not_after=utc_time(AT - DAY))

        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["issuer_expired"]

    def test_of_the_anchor_count_unless_the_policy_says_otherwise(self) -> None:
        root = Authority("Root", not_after=utc_time(AT - DAY))

        assert codes(judged(root.issue(), root)) == ["issuer_expired"]
        assert judged(root.issue(), root, anchor_validity=False).is_valid

    def test_are_read_from_both_forms(self) -> None:
        leaf = ROOT.issue(
            not_before=generalized_time(AT - DAY),
            not_after=generalized_time(datetime(2060, 1, 1, tzinfo=UTC)),
        )

        assert judged(leaf, ROOT).is_valid

    @pytest.mark.parametrize(
        "text",
        [
            b"20261123030000.5Z",
            b"202611230300Z",
            b"20261123030000+0700",
            b"20261123030000",
            b"20261323030000Z",
        ],
    )
    def test_in_another_form_are_malformed(self, text: bytes) -> None:
        leaf = ROOT.issue(not_before=b"\x18" + bytes((len(text),)) + text)

        report = judged(leaf, ROOT)

        assert codes(report) == ["certificate_malformed"]
        assert report.sub_indication is SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE


class TestAnIssuer:
    @pytest.mark.parametrize(
        ("extensions", "code"),
        [
            ((), "issuer_is_not_a_ca"),
            ((basic_constraints(is_ca=False), key_usage(DIGITAL_SIGNATURE)), "issuer_is_not_a_ca"),
            ((basic_constraints(), key_usage(CRL_SIGN)), "issuer_may_not_sign_certificates"),
        ],
    )
    def test_must_be_allowed_to_issue(self, extensions: tuple[bytes, ...], code: str) -> None:
        below = ROOT.authority("Below", replace=extensions)

        report = judged(below.issue(), ROOT, below.certificate)

        assert codes(report)[0] == code
        assert report.sub_indication is SubIndication.CHAIN_CONSTRAINTS_FAILURE

    def test_of_version_1_is_none(self) -> None:
        below = ROOT.authority("Below", replace=(), version=1)

        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["issuer_is_not_a_ca"]

    def test_of_version_1_may_be_an_anchor(self) -> None:
        root = Authority("Root", replace=(), version=1)

        assert judged(root.issue(), root).is_valid

    def test_without_a_name_is_none(self) -> None:
        nameless = Authority("Root")
        nameless.name = name()
        anchor = TrustAnchor(name(), nameless.anchor.public_key_info)

        assert codes(judged(nameless.issue(), anchor)) == ["issuer_name_empty"]

    def test_that_is_trusted_must_be_a_ca_unless_the_policy_says_otherwise(self) -> None:
        root = Authority("Root", replace=(basic_constraints(is_ca=False),))

        assert codes(judged(root.issue(), root)) == ["issuer_is_not_a_ca"]
        assert judged(root.issue(), root, anchor_constraints=False).is_valid


class TestPathLength:
    def test_counts_the_authorities_below(self) -> None:
        top = ROOT.authority("Top", path_length=0)
        low = top.authority("Low")

        assert judged(top.issue(), ROOT, top.certificate).is_valid
        assert codes(judged(low.issue(), ROOT, top.certificate, low.certificate)) == ["path_length_exceeded"]

    def test_does_not_count_self_issued_ones(self) -> None:
        top = ROOT.authority("Top", path_length=0)
        renewed = Authority("Top", top, key_label="renewed")

        assert judged(renewed.issue(), ROOT, top.certificate, renewed.certificate).is_valid

    def test_of_the_anchor_counts_unless_the_policy_says_otherwise(self) -> None:
        root = Authority("Root", path_length=0)
        below = root.authority("Below")

        assert codes(judged(below.issue(), root, below.certificate)) == ["path_length_exceeded"]
        assert judged(below.issue(), root, below.certificate, anchor_constraints=False).is_valid


class TestExtensions:
    UNKNOWN = extension("1.2.3.4", sequence(), critical=True)

    def test_unknown_and_critical_stop_a_path_wherever_they_stand(self) -> None:
        below = ROOT.authority("Below", extensions=(self.UNKNOWN,))
        root = Authority("Root", extensions=(self.UNKNOWN,))

        assert codes(judged(ROOT.issue(extensions=(self.UNKNOWN,)), ROOT)) == ["critical_extension_unknown"]
        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["critical_extension_unknown"]
        assert codes(judged(root.issue(), root)) == ["critical_extension_unknown"]

    def test_unknown_and_not_critical_do_not(self) -> None:
        assert judged(ROOT.issue(extensions=(extension("1.2.3.4", b"anything"),)), ROOT).is_valid

    @pytest.mark.parametrize(
        "extensions",
        [
            (extended_key_usage(),),
            (extended_key_usage(oids.CLIENT_AUTH), extended_key_usage(oids.CLIENT_AUTH)),
            (extension(oids.BASIC_CONSTRAINTS, sequence(integer(-1))),),
            (extension(oids.NAME_CONSTRAINTS, sequence()),),
            (extension(oids.CERTIFICATE_POLICIES, sequence()),),
            (extension(oids.POLICY_CONSTRAINTS, sequence()),),
            (extension(oids.KEY_USAGE, b"\x03\x02\x07\x00"),),
            (extension(oids.CRL_DISTRIBUTION_POINTS, b"\x30"),),
        ],
    )
    def test_that_cannot_be_read_make_the_certificate_malformed(self, extensions: tuple[bytes, ...]) -> None:
        assert codes(judged(ROOT.issue(replace=extensions), ROOT)) == ["certificate_malformed"]

    def test_belong_to_version_3(self) -> None:
        assert codes(judged(ROOT.issue(version=1), ROOT)) == ["certificate_malformed"]
        assert judged(ROOT.issue(version=1, replace=()), ROOT).is_valid

    def test_of_a_signature_algorithm_named_twice_must_agree(self) -> None:
        other = sequence(ECDSA_SHA256[2:-1] + b"\x03")

        assert codes(judged(ROOT.issue(inner_algorithm=other), ROOT)) == ["certificate_malformed"]


class TestForm:
    @pytest.mark.parametrize(
        "extensions",
        [
            (extension(oids.SUBJECT_KEY_IDENTIFIER, subject_key(BELOW.key)[-22:], critical=True),),
            (key_usage(KEY_CERT_SIGN),),
            (name_constraints([directory(name())]),),
        ],
    )
    def test_that_contradicts_itself_is_always_refused(self, extensions: tuple[bytes, ...]) -> None:
        leaf = ROOT.issue(replace=(authority_key(ROOT.key), *extensions))

        assert codes(judged(leaf, ROOT)) == ["profile_fault"]

    @pytest.mark.parametrize("extensions", [(), (alt_names(dns("example.vn")),)])
    def test_needs_a_name_or_a_critical_alternative(self, extensions: tuple[bytes, ...]) -> None:
        assert codes(judged(ROOT.issue(subject=name(), extensions=extensions), ROOT)) == ["profile_fault"]
        critical = (alt_names(dns("example.vn"), critical=True),)
        assert judged(ROOT.issue(subject=name(), extensions=critical), ROOT).is_valid

    @pytest.mark.parametrize(
        "fields",
        [
            {"serial": 0},
            {"serial": -5},
            {"serial": 1 << 160},
            {"replace": ()},
            {"extensions": (alt_names(),)},
            {"extensions": (basic_constraints(3, is_ca=False),)},
        ],
    )
    def test_that_only_issuers_are_bound_to_is_remarked(self, fields: dict[str, object]) -> None:
        leaf = ROOT.issue(**fields)  # type: ignore[arg-type]  # bent on purpose

        lenient, strict = judged(leaf, ROOT), judged(leaf, ROOT, strict_profile=True)

        assert lenient.is_valid
        assert {each.code for each in lenient.remarks} == {"profile_fault"}
        assert codes(strict) == ["profile_fault"]

    def test_of_the_anchor_counts_under_a_strict_policy(self) -> None:
        root = Authority("Root", replace=(basic_constraints(critical=False), key_usage(KEY_CERT_SIGN)))

        assert judged(root.issue(), root).is_valid
        assert set(codes(judged(root.issue(), root, strict_profile=True))) == {"profile_fault"}

    def test_of_our_usual_certificates_has_no_fault(self) -> None:
        assert judged(BELOW.issue(), ROOT, BELOW.certificate, strict_profile=True).is_valid


class TestPurpose:
    @pytest.mark.parametrize(
        "extensions",
        [
            (),
            (extended_key_usage(oids.EMAIL_PROTECTION, oids.CLIENT_AUTH),),
            (extended_key_usage(oids.ANY_EXTENDED_KEY_USAGE),),
        ],
    )
    def test_of_signing_documents_takes_what_official_certificates_carry(
        self, extensions: tuple[bytes, ...]
    ) -> None:
        assert judged(ROOT.issue(extensions=extensions), ROOT, purpose=DOCUMENT_SIGNING).is_valid

    def test_of_signing_documents_refuses_other_uses(self) -> None:
        server = ROOT.issue(extensions=(extended_key_usage(oids.SERVER_AUTH),))
        sealer = ROOT.issue(replace=(authority_key(ROOT.key), key_usage(2)))

        assert codes(judged(server, ROOT, purpose=DOCUMENT_SIGNING)) == ["extended_key_usage_wrong"]
        assert codes(judged(sealer, ROOT, purpose=DOCUMENT_SIGNING)) == ["key_usage_wrong"]

    def test_of_time_stamping_must_stand_alone_and_critical(self) -> None:
        alone = ROOT.issue(extensions=(extended_key_usage(oids.TIME_STAMPING, critical=True),))
        weak = ROOT.issue(extensions=(extended_key_usage(oids.TIME_STAMPING),))
        both = ROOT.issue(
            extensions=(extended_key_usage(oids.TIME_STAMPING, oids.CLIENT_AUTH, critical=True),)
        )

        assert judged(alone, ROOT, purpose=TIME_STAMPING).is_valid
        for other in (weak, both, ROOT.issue()):
            assert codes(judged(other, ROOT, purpose=TIME_STAMPING)) == ["extended_key_usage_wrong"]

    def test_binds_issuers_that_are_restricted(self) -> None:
        below = ROOT.authority("Below", extensions=(extended_key_usage(oids.SERVER_AUTH),))

        report = judged(below.issue(), ROOT, below.certificate, purpose=DOCUMENT_SIGNING)

        assert codes(report) == ["extended_key_usage_wrong"]
        assert report.reasons[0].position == 1


class TestTheReport:
    def test_says_why_in_both_languages(self) -> None:
        root = Authority("Root", not_after=utc_time(AT + 400 * DAY))
        reason = judged(root.issue("Nguyễn Thị Ánh"), root, at=AT + 200 * DAY).reasons[0]

        assert (
            reason.message("vi").text == "Chứng thư số của “Nguyễn Thị Ánh” đã hết hạn lúc 04/03/2027 10:00."
        )
        assert reason.message("en").text == "The certificate of “Nguyễn Thị Ánh” expired on 04/03/2027 10:00."

    def test_names_every_fault_with_the_decisive_one_first(self) -> None:
        leaf = ROOT.issue(not_after=utc_time(AT - DAY), extensions=(TestExtensions.UNKNOWN,))

        assert codes(judged(leaf, ROOT)) == ["critical_extension_unknown", "certificate_expired"]

    def test_tells_the_algorithms_of_the_path(self) -> None:
        report = judged(BELOW.issue(), ROOT, BELOW.certificate, strength=ANYTHING)

        assert [[use.name for use in each.algorithms] for each in report.path] == [
            ["sha256", "ec-256", "ec-256"],
            ["sha256", "ec-256"],
        ]
