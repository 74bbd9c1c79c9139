"""Finding the way to an anchor among certificates of any kind, in bounded work."""

from collections.abc import Callable

import pytest

from antin import oids
from antin.der import integer, object_identifier, sequence, utc_time
from antin.validation import Evidence, Limits, PathReport, RevocationMode, ValidationPolicy, validate_path
from antin_testkit.paths import (
    AT,
    DAY,
    Authority,
    alt_names,
    basic_constraints,
    codes,
    directory,
    dns,
    extension,
    ip,
    judged,
    mail,
    name,
    name_constraints,
    policies,
)

ROOT = Authority("Root")


class TestAmongSeveralIssuers:
    def test_the_key_decides_between_namesakes(self) -> None:
        below = ROOT.authority("Below")
        namesakes = [
            ROOT.authority("Below", key_label=f"namesake {number}").certificate for number in range(5)
        ]

        report = judged(below.issue(), ROOT, *namesakes, below.certificate)

        assert report.is_valid
        assert report.work["signature_checks"] == 2

    def test_a_renewed_certificate_is_preferred_to_an_expired_one(self) -> None:
        expired = ROOT.authority("Below", not_after=utc_time(AT - DAY))
        renewed = ROOT.authority("Below")

        assert judged(renewed.issue(), ROOT, expired.certificate, renewed.certificate).work["paths"] == 1

    def test_another_way_is_taken_when_the_first_fails(self) -> None:
        old_root = Authority("Old root", extensions=(name_constraints([directory(name("Elsewhere"))]),))
        below = ROOT.authority("Below")
        crossed = Authority("Below", old_root)

        for certificates in (
            (crossed.certificate, below.certificate),
            (below.certificate, crossed.certificate),
        ):
            report = validate_path(
                below.issue(),
                at=AT,
                anchors=[old_root.anchor, ROOT.anchor],
                evidence=Evidence(certificates),
                policy=ValidationPolicy(revocation=RevocationMode.NOT_CHECKED),
            )

            assert report.is_valid
            assert report.anchor == ROOT.anchor

    def test_the_reason_of_the_path_that_came_closest_is_told(self) -> None:
        expired = ROOT.authority("Below", not_after=utc_time(AT - DAY))
        powerless = ROOT.authority("Below", replace=(basic_constraints(is_ca=False),))

        for certificates in (
            (expired.certificate, powerless.certificate),
            (powerless.certificate, expired.certificate),
        ):
            assert codes(judged(expired.issue(), ROOT, *certificates)) == ["issuer_expired"]

    def test_broken_certificates_do_no_harm(self) -> None:
        below = ROOT.authority("Below")

        assert judged(
            below.issue(), ROOT, b"", b"garbage", below.certificate[:-1], below.certificate
        ).is_valid

    def test_a_cross_certified_anchor_ends_the_path_early(self) -> None:
        other = Authority("Other root")
        crossed = Authority("Root", other)

        report = judged(ROOT.issue(), ROOT, crossed.certificate)

        assert report.is_valid
        assert len(report.path) == 1


def same_name_other_keys() -> tuple[bytes, list[bytes]]:
    """Three hundred authorities of one name, none of which issued the leaf."""
    pool = [Authority("Pool", ROOT, key_label=f"pool {number}").certificate for number in range(300)]
    return Authority("Pool", ROOT, key_label="nobody").issue(), pool


def same_name_same_key() -> tuple[bytes, list[bytes]]:
    """A thousand expired certificates for one name and key, each of which leads to the anchor."""
    ends = [utc_time(AT - DAY * (number + 1)) for number in range(1_000)]
    pool = [Authority("Pool", ROOT, not_after=end) for end in ends]
    return pool[0].issue(), [each.certificate for each in pool]


def mesh(*, expired: bool) -> tuple[bytes, list[bytes]]:
    """Twelve authorities that all certify each other; one is known to the root, by an expired certificate."""
    members = [Authority(f"Member {number}") for number in range(12)]
    crossed = [
        Authority(f"Member {low}", members[high]).certificate
        for high in range(12)
        for low in range(12)
        if high != low
    ]
    until = utc_time(AT - DAY if expired else AT + DAY)
    entrance = Authority("Member 0", ROOT, not_after=until).certificate
    return members[11].issue(), [*crossed, entrance]


def deep() -> tuple[bytes, list[bytes]]:
    """A chain of sixty authorities."""
    chain = [ROOT]
    for number in range(60):
        chain.append(chain[-1].authority(f"Level {number}", key_label=f"level {number % 4}"))
    return chain[-1].issue(), [each.certificate for each in chain[1:]]


def many_constraints() -> tuple[bytes, list[bytes]]:
    """As many constraints and names as fit, every name to be compared with every constraint."""
    bases = [dns(f"h{number}.vn") for number in range(2_500)]
    below = ROOT.authority("Below", extensions=(name_constraints((), bases),))
    names = [dns(f"n{number}.com") for number in range(2_500)]
    return below.issue(extensions=(alt_names(*names),)), [below.certificate]


def many_constraints_of_every_form() -> tuple[bytes, list[bytes]]:
    """Slow comparisons: addresses, mail and directory names."""
    bases = [
        form(number)
        for number in range(700)
        for form in (
            lambda n: ip(bytes((10, n // 256, n % 256, 0, 255, 255, 255, 0))),
            lambda n: mail(f"h{n}.vn"),
            lambda n: directory(name(f"O {n}")),
        )
    ]
    below = ROOT.authority("Below", extensions=(name_constraints((), bases),))
    names = [
        form(number)
        for number in range(500)
        for form in (
            lambda n: ip(bytes((11, 0, n // 256, n % 256))),
            lambda n: mail(f"a@n{n}.com"),
            lambda n: directory(name(f"N {n}")),
        )
    ]
    return below.issue(extensions=(alt_names(*names),)), [below.certificate]


def policy_explosion() -> tuple[bytes, list[bytes]]:
    """Each level maps each policy to every policy: a tree of 8^18 nodes, a graph of 8 times 18."""
    names = [f"1.2.3.{number}" for number in range(8)]
    pairs = [sequence(object_identifier(one), object_identifier(other)) for one in names for other in names]
    extensions = (policies(*names), extension(oids.POLICY_MAPPINGS, sequence(*pairs)))
    chain = [ROOT]
    for number in range(18):
        chain.append(
            chain[-1].authority(f"Level {number}", key_label=f"level {number % 4}", extensions=extensions)
        )
    return chain[-1].issue(extensions=(policies(*names),)), [each.certificate for each in chain[1:]]


def is_within_limits(report: PathReport) -> bool:
    """Whether each kind of work stayed within its bound, give or take the one that ended it."""
    return all(spent <= getattr(Limits(), kind) + 1 for kind, spent in report.work.items())


class TestAgainstMalice:
    """Every one of these must be answered within the bounds of work, whatever the answer."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (same_name_other_keys, ["validation_too_complex"]),
            (same_name_same_key, ["validation_too_complex"]),
            (lambda: mesh(expired=False), []),
            (lambda: mesh(expired=True), ["validation_too_complex"]),
            (deep, ["issuer_not_found"]),
            (many_constraints, ["validation_too_complex"]),
            (many_constraints_of_every_form, ["validation_too_complex"]),
            (policy_explosion, []),
        ],
        ids=[
            "same name",
            "same name and key",
            "mesh",
            "dead mesh",
            "deep",
            "constraints",
            "slow constraints",
            "policies",
        ],
    )
    def test_the_answer_costs_no_more_than_the_limits(
        self, make: Callable[[], tuple[bytes, list[bytes]]], expected: list[str]
    ) -> None:
        leaf, certificates = make()

        report = judged(leaf, ROOT, *certificates, explicit_policy=make is policy_explosion)

        assert codes(report)[:2] == expected
        assert is_within_limits(report)

    def test_the_bounds_are_the_callers(self) -> None:
        leaf, certificates = deep()

        assert judged(leaf, ROOT, *certificates, limits=Limits(path_length=70)).is_valid
        assert codes(
            judged(leaf, ROOT, *certificates, limits=Limits(path_length=70, signature_checks=9))
        ) == ["validation_too_complex"]

    def test_more_certificates_than_the_bound_leave_the_question_open(self) -> None:
        below = ROOT.authority("Below")

        report = judged(
            below.issue(), ROOT, b"one", b"other", below.certificate, limits=Limits(certificates=2)
        )

        assert codes(report) == ["validation_too_complex"]

    def test_a_flood_of_evidence_is_cut_short(self) -> None:
        usages = extension(oids.EXTENDED_KEY_USAGE, sequence(*[object_identifier("1.2.3")] * 15_000))
        copies = [
            ROOT.authority("Bulky", extensions=[usages], serial=integer(number)) for number in range(100)
        ]

        report = judged(Authority("Nowhere").issue(), ROOT, *(each.certificate for each in copies))

        assert codes(report) == ["validation_too_complex"]
        assert is_within_limits(report)

    def test_a_certificate_beyond_all_measure_is_malformed(self) -> None:
        leaf = ROOT.issue(extensions=(extension("1.2.3", bytes(70_000)),))

        assert codes(judged(leaf, ROOT)) == ["certificate_malformed"]
