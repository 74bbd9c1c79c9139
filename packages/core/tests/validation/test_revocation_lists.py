"""RFC 5280 6.3: which lists are believed, and what they say. In breadth: PKITS 4.4, 4.5, 4.14, 4.15."""

from datetime import timedelta

import pytest

from antin import oids
from antin.der import generalized_time, integer, sequence, utc_time
from antin.validation import Outcome, RevocationMode, RevocationState, SubIndication
from antin_testkit.paths import (
    AT,
    CRL_SIGN,
    DAY,
    KEY_CERT_SIGN,
    Authority,
    basic_constraints,
    codes,
    directory,
    distribution_point,
    entry,
    extension,
    issuing_point,
    judged,
    key_of,
    key_usage,
    uri,
)

ROOT = Authority("Root")
BELOW = ROOT.authority("Below")
LEAF = BELOW.issue()
CLEAR = ROOT.crl()
SECOND = timedelta(seconds=1)


class TestAList:
    def test_that_does_not_name_the_certificate_makes_it_good(self) -> None:
        report = judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(entry(8))])

        assert report.is_valid
        assert [(each.revocation.state, each.revocation.source) for each in report.path] == [
            (RevocationState.GOOD, "crl"),
            (RevocationState.GOOD, "crl"),
        ]
        assert report.revocation is not None
        assert report.revocation.checked_at == AT - DAY
        assert report.revocation.next_update == AT + DAY

    def test_that_names_the_certificate_makes_it_revoked(self) -> None:
        report = judged(
            LEAF, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(entry(6), entry(7, AT - 9 * DAY, 1))]
        )

        assert codes(report) == ["certificate_revoked"]
        assert (report.outcome, report.sub_indication) == (Outcome.NOT_VALID, SubIndication.REVOKED_NO_POE)
        assert report.revocation is not None
        assert (report.revocation.revoked_at, report.revocation.reason) == (AT - 9 * DAY, "key_compromise")
        assert (
            report.reasons[0].message("vi").text
            == "Chứng thư số của “Leaf” đã bị thu hồi lúc 15/11/2026 10:00."
        )

    def test_that_names_an_authority_says_so(self) -> None:
        report = judged(LEAF, ROOT, BELOW.certificate, crls=[ROOT.crl(entry(7)), BELOW.crl()])

        assert codes(report) == ["issuer_revoked"]
        assert report.sub_indication is SubIndication.REVOKED_CA_NO_POE

    def test_of_nobody_leaves_the_question_open(self) -> None:
        report = judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR])

        assert codes(report) == ["revocation_unchecked"]
        assert (report.outcome, report.sub_indication) == (Outcome.CANNOT_TELL, SubIndication.TRY_LATER)

    def test_of_nobody_is_a_remark_where_none_is_required(self) -> None:
        report = judged(LEAF, ROOT, BELOW.certificate, revocation=RevocationMode.IF_AVAILABLE)

        assert report.is_valid
        assert [(each.code, each.position) for each in report.remarks] == [
            ("revocation_unchecked", 1),
            ("revocation_unchecked", 0),
        ]

    def test_counts_where_none_is_required(self) -> None:
        crls = [CLEAR, BELOW.crl(entry(7))]

        report = judged(LEAF, ROOT, BELOW.certificate, crls=crls, revocation=RevocationMode.IF_AVAILABLE)

        assert codes(report) == ["certificate_revoked"]

    def test_is_not_looked_at_where_nobody_asks(self) -> None:
        crls = [CLEAR, BELOW.crl(entry(7))]

        assert judged(
            LEAF, ROOT, BELOW.certificate, crls=crls, revocation=RevocationMode.NOT_CHECKED
        ).is_valid

    def test_with_a_serial_number_in_many_places_finds_the_right_entry(self) -> None:
        leaf = BELOW.issue(serial=0x1207)
        others = [entry(serial) for serial in (0x0712, 0x120700, 0x07, 0x12, 0x12_07_12_07)]

        assert judged(leaf, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(*others)]).is_valid
        listed = BELOW.crl(*others, entry(0x1207))
        assert codes(judged(leaf, ROOT, BELOW.certificate, crls=[CLEAR, listed])) == ["certificate_revoked"]

    def test_of_a_hundred_thousand_entries_is_no_burden(self) -> None:
        leaf, revoked = (BELOW.issue(serial=0x2A05F812673607B0 + number) for number in range(2))
        big = BELOW.crl(*(entry(serial << 32) for serial in range(1, 100_001)), entry(0x2A05F812673607B1))

        reports = [judged(each, ROOT, BELOW.certificate, crls=[CLEAR, big]) for each in (leaf, revoked)]

        assert [report.is_valid for report in reports] == [True, False]


class TestAListThatIsNotBelieved:
    @pytest.mark.parametrize(
        "crl",
        [
            BELOW.crl(number=None),
            BELOW.crl(number=None, extensions=[extension(oids.CRL_NUMBER, integer(1), critical=True)]),
            BELOW.crl(next_update=None),
            BELOW.crl(this_update=AT + SECOND),
            BELOW.crl(extensions=[extension("1.2.3.4", sequence(), critical=True)]),
            BELOW.crl(entry(9, extensions=[extension("1.2.3.4", sequence(), critical=True)])),
            BELOW.crl(key=key_of("somebody")),
            Authority("Below", key_label="somebody").crl(),
            BELOW.crl(extensions=[extension(oids.DELTA_CRL_INDICATOR, integer(1), critical=True)]),
            BELOW.crl(extensions=[issuing_point(only_authorities=True)]),
            BELOW.crl(extensions=[issuing_point(uri("http://elsewhere/crl"))]),
            BELOW.crl(extensions=[issuing_point(reasons=[1, 2])]),
            BELOW.crl()[:-1],
            b"garbage",
        ],
    )
    def test_says_nothing(self, crl: bytes) -> None:
        assert codes(judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, crl])) == ["revocation_unchecked"]

    def test_for_its_age_is_called_stale(self) -> None:
        old = BELOW.crl(this_update=AT - 9 * DAY, next_update=AT - SECOND)

        assert codes(judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, old])) == ["revocation_stale"]
        assert judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(next_update=AT)]).is_valid

    def test_for_its_age_by_the_callers_own_measure_is_called_stale(self) -> None:
        crls = [CLEAR, BELOW.crl(this_update=AT - DAY)]

        assert judged(LEAF, ROOT, BELOW.certificate, crls=crls, evidence_age=DAY).is_valid
        assert set(codes(judged(LEAF, ROOT, BELOW.certificate, crls=crls, evidence_age=DAY - SECOND))) == {
            "revocation_stale"
        }

    def test_is_one_of_an_issuer_that_may_not_sign_lists(self) -> None:
        mute = ROOT.authority("Mute", replace=(basic_constraints(), key_usage(KEY_CERT_SIGN)))

        report = judged(mute.issue(), ROOT, mute.certificate, crls=[CLEAR, mute.crl()])

        assert codes(report) == ["revocation_unchecked"]

    def test_does_not_keep_another_from_being_believed(self) -> None:
        crls = [CLEAR, BELOW.crl(number=None), b"", BELOW.crl(key=key_of("somebody")), BELOW.crl()]

        assert judged(LEAF, ROOT, BELOW.certificate, crls=crls).is_valid


class TestTime:
    def test_of_revocation_after_the_signature_leaves_the_signature_good(self) -> None:
        """Valid as of signing, revoked later: the list of today is the evidence."""
        today = AT + 20 * DAY
        crls = [
            authority.crl(*entries, this_update=today - DAY, next_update=today + DAY)
            for authority, entries in ((ROOT, ()), (BELOW, (entry(7, AT + 3 * DAY, 1),)))
        ]

        then = judged(LEAF, ROOT, BELOW.certificate, crls=crls, at=AT, gathered_at=today)
        now = judged(LEAF, ROOT, BELOW.certificate, crls=crls, at=today)

        assert then.is_valid
        assert [each.code for each in then.remarks] == ["revoked_later"]
        assert then.revocation is not None
        assert (then.revocation.state, then.revocation.revoked_at) == (RevocationState.REVOKED, AT + 3 * DAY)
        assert codes(now) == ["certificate_revoked"]

    def test_of_revocation_itself_counts_as_revoked(self) -> None:
        crls = [CLEAR, BELOW.crl(entry(7, AT), this_update=AT)]

        assert codes(judged(LEAF, ROOT, BELOW.certificate, crls=crls)) == ["certificate_revoked"]

    def test_after_expiry_a_silent_list_proves_nothing(self) -> None:
        leaf = BELOW.issue(not_after=utc_time(AT + 5 * DAY))
        later = AT + 10 * DAY
        keeps = extension(oids.EXPIRED_CERTIFICATES_ON_CRL, generalized_time(AT))

        def judge(*extensions: bytes) -> list[str]:
            crls = [
                each.crl(this_update=later, next_update=later + DAY, extensions=extensions)
                for each in (ROOT, BELOW)
            ]
            return codes(judged(leaf, ROOT, BELOW.certificate, crls=crls, at=AT, gathered_at=later))

        assert judge() == ["revocation_after_expiry"]
        assert judge(keeps) == []

    def test_of_an_expired_certificate_known_not_to_be_revoked_is_told_apart(self) -> None:
        leaf = BELOW.issue(not_after=utc_time(AT - 5 * DAY))
        keeps = [extension(oids.EXPIRED_CERTIFICATES_ON_CRL, generalized_time(AT - 50 * DAY))]

        unknown = judged(leaf, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl()])
        known = judged(leaf, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(extensions=keeps)])

        assert unknown.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE
        assert known.sub_indication is SubIndication.OUT_OF_BOUNDS_NOT_REVOKED
        assert codes(known) == ["certificate_expired"]


class TestAHold:
    def test_leaves_the_question_open(self) -> None:
        report = judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, BELOW.crl(entry(7, reason=6))])

        assert codes(report) == ["certificate_on_hold"]
        assert (report.outcome, report.sub_indication) == (Outcome.CANNOT_TELL, SubIndication.TRY_LATER)


class TestADelta:
    BASE = BELOW.crl(number=5)

    def judge(self, *crls: bytes) -> list[str]:
        return codes(judged(LEAF, ROOT, BELOW.certificate, crls=[CLEAR, *crls]))

    def delta(self, *entries: bytes, base: int = 5, number: int = 6) -> bytes:
        return BELOW.crl(
            *entries,
            number=number,
            extensions=[extension(oids.DELTA_CRL_INDICATOR, integer(base), critical=True)],
        )

    def test_adds_revocations(self) -> None:
        assert self.judge(self.BASE, self.delta(entry(7))) == ["certificate_revoked"]

    def test_releases_holds(self) -> None:
        held = BELOW.crl(entry(7, reason=6), number=5)

        assert self.judge(held) == ["certificate_on_hold"]
        assert self.judge(held, self.delta(entry(7, reason=8))) == []

    @pytest.mark.parametrize(("base", "number"), [(6, 7), (4, 5)])
    def test_must_continue_the_complete_list(self, base: int, number: int) -> None:
        assert self.judge(self.BASE, self.delta(entry(7), base=base, number=number)) == []


class TestTheSignerOfAList:
    POINT = distribution_point(uri("http://antin.vn/i.crl"), crl_issuer=Authority("Lister").name)

    def lister(self, *, serial: bytes = b"\x02\x01\x09") -> Authority:
        return Authority("Lister", ROOT, replace=(key_usage(CRL_SIGN),), serial=serial)

    def indirect(self, lister: Authority, *entries: bytes) -> bytes:
        scope = issuing_point(uri("http://antin.vn/i.crl"), indirect=True)
        return lister.crl(*entries, extensions=[scope])

    def named(self, authority: Authority) -> bytes:
        return extension(oids.CERTIFICATE_ISSUER, sequence(directory(authority.name)), critical=True)

    def test_may_be_another_below_the_same_anchor_when_the_certificate_says_so(self) -> None:
        leaf, lister = BELOW.issue(extensions=(self.POINT,)), self.lister()
        certificates = (BELOW.certificate, lister.certificate)

        good = judged(leaf, ROOT, *certificates, crls=[CLEAR, self.indirect(lister)])
        other = judged(leaf, ROOT, *certificates, crls=[CLEAR, self.indirect(lister, entry(7))])
        this = judged(
            leaf,
            ROOT,
            *certificates,
            crls=[CLEAR, self.indirect(lister, entry(3, extensions=[self.named(BELOW)]), entry(7))],
        )

        assert good.is_valid
        assert other.is_valid
        assert codes(this) == ["certificate_revoked"]

    def test_is_not_believed_when_itself_revoked(self) -> None:
        leaf, lister = BELOW.issue(extensions=(self.POINT,)), self.lister()
        crls = [ROOT.crl(entry(9)), self.indirect(lister)]

        assert codes(judged(leaf, ROOT, BELOW.certificate, lister.certificate, crls=crls)) == [
            "revocation_unchecked"
        ]

    def test_is_not_believed_below_another_anchor(self) -> None:
        leaf = BELOW.issue(extensions=(self.POINT,))
        stranger = Authority("Lister", Authority("Other root"))
        crls = [CLEAR, self.indirect(stranger)]

        assert codes(judged(leaf, ROOT, BELOW.certificate, stranger.certificate, crls=crls)) == [
            "revocation_unchecked"
        ]

    def test_is_not_believed_when_the_certificate_does_not_name_it(self) -> None:
        lister = self.lister()
        crls = [CLEAR, self.indirect(lister)]

        assert codes(judged(LEAF, ROOT, BELOW.certificate, lister.certificate, crls=crls)) == [
            "revocation_unchecked"
        ]

    def test_may_be_another_key_of_the_same_name(self) -> None:
        lists_only = Authority(
            "Below", ROOT, key_label="lists only", replace=(key_usage(CRL_SIGN),), serial=b"\x02\x01\x09"
        )

        report = judged(LEAF, ROOT, BELOW.certificate, lists_only.certificate, crls=[CLEAR, lists_only.crl()])

        assert report.is_valid


class TestACertificateWithoutRevocation:
    def test_by_its_own_word_is_not_asked_for(self) -> None:
        leaf = BELOW.issue(extensions=(extension(oids.NO_REVOCATION_AVAILABLE, b"\x05\x00"),))

        report = judged(leaf, ROOT, BELOW.certificate, crls=[CLEAR])

        assert report.is_valid
        assert report.revocation is not None
        assert report.revocation.state is RevocationState.NOT_PROVIDED
