"""RFC 5280 6.1 as rewritten by RFC 9618: certificate policies. The cases in breadth are PKITS 4.8 to 4.12."""

from antin import oids
from antin.der import context, integer, object_identifier, sequence
from antin_testkit.paths import Authority, codes, extension, judged, policies

A, B, C = "1.2.3.1", "1.2.3.2", "1.2.3.3"
ROOT = Authority("Root")


def mapping(*pairs: tuple[str, str]) -> bytes:
    value = sequence(*(sequence(object_identifier(one), object_identifier(other)) for one, other in pairs))
    return extension(oids.POLICY_MAPPINGS, value)


def require_explicit(after: int) -> bytes:
    return extension(
        oids.POLICY_CONSTRAINTS, sequence(context(0, bytes((after,)), constructed=False)), critical=True
    )


class TestPolicies:
    def test_common_to_the_path_are_reported(self) -> None:
        below = ROOT.authority("Below", extensions=(policies(A, B),))

        report = judged(below.issue(extensions=(policies(B, C),)), ROOT, below.certificate)

        assert report.is_valid
        assert report.policies == {B}

    def test_are_told_in_the_words_of_the_first_authority(self) -> None:
        below = ROOT.authority("Below", extensions=(policies(A), mapping((A, B))))

        report = judged(below.issue(extensions=(policies(B),)), ROOT, below.certificate, explicit_policy=True)

        assert report.policies == {A}

    def test_are_needed_only_when_somebody_asks(self) -> None:
        leaf = ROOT.issue()

        assert judged(leaf, ROOT).is_valid
        assert codes(judged(leaf, ROOT, explicit_policy=True)) == ["policy_not_acceptable"]

    def test_are_needed_when_an_authority_above_says_so(self) -> None:
        below = ROOT.authority("Below", extensions=(policies(A), require_explicit(0)))

        assert judged(below.issue(extensions=(policies(A),)), ROOT, below.certificate).policies == {A}
        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["policy_not_acceptable"]

    def test_must_be_among_those_the_caller_accepts(self) -> None:
        leaf = ROOT.issue(extensions=(policies(A),))

        assert judged(leaf, ROOT, explicit_policy=True, initial_policies=frozenset({A, B})).policies == {A}
        assert codes(judged(leaf, ROOT, explicit_policy=True, initial_policies=frozenset({B}))) == [
            "policy_not_acceptable"
        ]

    def test_of_any_kind_stand_for_what_the_caller_accepts(self) -> None:
        leaf = ROOT.issue(extensions=(policies(oids.ANY_POLICY),))

        assert judged(leaf, ROOT, explicit_policy=True, initial_policies=frozenset({B})).policies == {B}
        assert not judged(leaf, ROOT, explicit_policy=True, inhibit_any_policy=True).is_valid

    def test_are_held_to_those_of_the_anchor(self) -> None:
        root = Authority("Root", extensions=(policies(A),))
        leaf = root.issue(extensions=(policies(B),))

        assert not judged(leaf, root, explicit_policy=True).is_valid
        assert judged(leaf, root, explicit_policy=True, anchor_constraints=False).is_valid

    def test_are_not_mapped_to_any_policy(self) -> None:
        below = ROOT.authority("Below", extensions=(policies(A), mapping((A, oids.ANY_POLICY))))

        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["policy_mapping_to_any"]

    def test_stated_twice_make_a_certificate_malformed(self) -> None:
        assert codes(judged(ROOT.issue(extensions=(policies(A, A),)), ROOT)) == ["certificate_malformed"]

    def test_with_negative_counts_make_a_certificate_malformed(self) -> None:
        inhibit = extension(oids.INHIBIT_ANY_POLICY, integer(-1), critical=True)

        assert codes(judged(ROOT.issue(extensions=(inhibit,)), ROOT)) == ["certificate_malformed"]
