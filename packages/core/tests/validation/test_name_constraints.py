"""RFC 5280 4.2.1.10: which names the authorities above leave to a certificate."""

import pytest

from antin import oids
from antin.der import context, integer, object_identifier, sequence, set_of, utf8_string
from antin_testkit.paths import (
    Authority,
    alt_names,
    codes,
    directory,
    dns,
    extension,
    ip,
    judged,
    mail,
    name,
    name_constraints,
    uri,
)

ROOT = Authority("Root")
V4 = bytes((10, 1, 0, 0, 255, 255, 0, 0))
V6 = bytes.fromhex("20010db8" + "00" * 12 + "ffffffff" + "00" * 12)


def judged_below(constraints: bytes, *names: bytes, subject: bytes | None = None) -> list[str]:
    """The codes for a leaf with these alternative names under a CA with these constraints."""
    below = ROOT.authority("Below", extensions=(constraints,))
    leaf = below.issue(subject=subject, extensions=(alt_names(*names),) if names else ())
    return codes(judged(leaf, ROOT, below.certificate))


FITTING = [
    (dns("example.vn"), dns("example.vn")),
    (dns("example.vn"), dns("Sub.EXAMPLE.vn")),
    (dns("example.vn"), dns("*.example.vn")),
    (dns(""), dns("anything.vn")),
    (mail("van.thu@ubnd.vn"), mail("van.thu@UBND.vn")),
    (mail("ubnd.vn"), mail("any.one@ubnd.vn")),
    (mail(".ubnd.vn"), mail("any.one@so.ubnd.vn")),
    (uri("ubnd.vn"), uri("https://ubnd.vn:8443/path?q#f")),
    (uri(".ubnd.vn"), uri("https://a.b.ubnd.vn/")),
    (ip(V4), ip(bytes((10, 1, 2, 3)))),
    (ip(bytes(8)), ip(bytes((203, 0, 113, 9)))),
    (ip(V6), ip(bytes.fromhex("20010db8" + "ab" * 12))),
]
OTHER = [
    (dns("example.vn"), dns("example.com")),
    (dns("example.vn"), dns("badexample.vn")),
    (dns("a.example.vn"), dns("example.vn")),
    (mail("van.thu@ubnd.vn"), mail("Van.Thu@ubnd.vn")),
    (mail("ubnd.vn"), mail("any.one@so.ubnd.vn")),
    (mail(".ubnd.vn"), mail("any.one@ubnd.vn")),
    (uri("ubnd.vn"), uri("https://so.ubnd.vn/")),
    (uri(".ubnd.vn"), uri("https://ubnd.vn/")),
    (ip(V4), ip(bytes((10, 2, 0, 1)))),
    (ip(V4), ip(bytes.fromhex("20010db8" + "ab" * 12))),
    (ip(V6), ip(bytes.fromhex("20010db9" + "00" * 12))),
]
UNCLEAR = [
    (dns("example.vn"), dns("not a host.example.vn")),
    (dns(".example.vn"), dns("a.example.vn")),
    (dns("a.example.vn"), dns("*.example.vn")),
    (mail("ubnd.vn"), mail("no-at-sign")),
    (uri("ubnd.vn"), uri("urn:isbn:123")),
    (uri("10.0.0.1"), uri("https://10.0.0.1/")),
    (uri("ubnd.vn"), uri("https://[broken/")),
]


class TestAPermittedSubtree:
    @pytest.mark.parametrize(("base", "inside"), FITTING)
    def test_holds_what_lies_within(self, base: bytes, inside: bytes) -> None:
        assert judged_below(name_constraints([base]), inside) == []

    @pytest.mark.parametrize(("base", "outside"), OTHER + UNCLEAR)
    def test_does_not_hold_others_nor_what_cannot_be_made_out(self, base: bytes, outside: bytes) -> None:
        assert judged_below(name_constraints([base]), outside) == ["name_not_permitted"]

    def test_of_one_form_leaves_other_forms_alone(self) -> None:
        assert judged_below(name_constraints([dns("example.vn")]), mail("a@b.vn")) == []

    def test_may_be_one_of_several(self) -> None:
        assert judged_below(name_constraints([dns("a.vn"), dns("b.vn")]), dns("x.b.vn")) == []

    def test_is_told_for_a_few_of_many_names_outside(self) -> None:
        many = [dns(f"n{number}.com") for number in range(100)]

        assert judged_below(name_constraints([dns("a.vn")]), *many) == ["name_not_permitted"] * 10

    def test_must_hold_every_name(self) -> None:
        constraints = name_constraints([dns("a.vn")])

        assert (
            judged_below(constraints, dns("x.a.vn"), dns("x.b.vn"), dns("x.c.vn"))
            == ["name_not_permitted"] * 2
        )


class TestAnExcludedSubtree:
    @pytest.mark.parametrize(("base", "inside"), FITTING + UNCLEAR)
    def test_refuses_what_lies_within_or_cannot_be_made_out(self, base: bytes, inside: bytes) -> None:
        assert judged_below(name_constraints((), [base]), inside) == ["name_excluded"]

    @pytest.mark.parametrize(("base", "outside"), OTHER)
    def test_leaves_others_alone(self, base: bytes, outside: bytes) -> None:
        assert judged_below(name_constraints((), [base]), outside) == []

    def test_weighs_more_than_a_permitted_one(self) -> None:
        constraints = name_constraints([dns("a.vn")], [dns("x.a.vn")])

        assert judged_below(constraints, dns("y.a.vn")) == []
        assert judged_below(constraints, dns("x.a.vn")) == ["name_excluded"]


class TestADirectoryName:
    BASE = name("Bộ Tài chính")

    def test_lies_below_its_beginning(self) -> None:
        inside, outside = name("BỘ  TÀI CHÍNH", "Cục Thuế"), name("Bộ Công an", "Cục Thuế")

        assert judged_below(name_constraints([directory(self.BASE)]), subject=inside) == []
        assert judged_below(name_constraints([directory(self.BASE)]), subject=outside) == [
            "name_not_permitted"
        ]
        assert judged_below(name_constraints((), [directory(self.BASE)]), subject=inside) == ["name_excluded"]

    def test_empty_as_a_base_holds_all(self) -> None:
        assert judged_below(name_constraints([directory(name())]), subject=name("Any")) == []
        assert judged_below(name_constraints((), [directory(name())]), subject=name("Any")) == [
            "name_excluded"
        ]

    def test_stands_under_the_constraints_as_an_alternative_too(self) -> None:
        constraints = name_constraints([directory(self.BASE)])

        assert judged_below(constraints, directory(name("Other")), subject=self.BASE) == [
            "name_not_permitted"
        ]


class TestMailInTheSubject:
    SUBJECT = sequence(set_of(sequence(object_identifier(oids.EMAIL_ADDRESS), utf8_string("a@other.vn"))))

    def test_counts_without_alternative_names(self) -> None:
        assert judged_below(name_constraints([mail("ubnd.vn")]), subject=self.SUBJECT) == [
            "name_not_permitted"
        ]

    def test_does_not_count_beside_them(self) -> None:
        assert (
            judged_below(name_constraints([mail("ubnd.vn")]), mail("a@ubnd.vn"), subject=self.SUBJECT) == []
        )


class TestOtherForms:
    UPN = context(0, object_identifier("1.3.6.1.4.1.311.20.2.3") + context(0, utf8_string("a@b")))
    MAILBOX = context(0, object_identifier(oids.SMTP_UTF8_MAILBOX) + context(0, utf8_string("ánh@ubnd.vn")))

    def test_refuse_the_path_only_when_they_are_constrained(self) -> None:
        assert judged_below(name_constraints([dns("a.vn")]), self.UPN) == []
        assert judged_below(name_constraints([self.UPN]), self.UPN) == ["name_form_not_judged"]
        assert judged_below(name_constraints((), [self.UPN]), self.UPN) == ["name_form_not_judged"]

    def test_of_mailboxes_in_unicode_stand_under_the_constraints_on_mail(self) -> None:
        assert judged_below(name_constraints([mail("ubnd.vn")]), self.MAILBOX) == ["name_not_permitted"]


class TestConstraints:
    def test_grow_narrower_from_authority_to_authority(self) -> None:
        top = ROOT.authority("Top", extensions=(name_constraints([dns("a.vn")]),))
        low = top.authority("Low", extensions=(name_constraints([dns("b.a.vn"), dns("c.vn")]),))
        chain = (top.certificate, low.certificate)

        def judge(host: str) -> list[str]:
            return codes(judged(low.issue(extensions=(alt_names(dns(host)),)), ROOT, *chain))

        assert judge("x.b.a.vn") == []
        assert judge("x.a.vn") == judge("x.c.vn") == ["name_not_permitted"]

    def test_do_not_bind_self_issued_authorities_but_bind_the_target(self) -> None:
        constraints = (name_constraints([directory(name("Elsewhere"))]),)
        top = ROOT.authority("Top", extensions=constraints)
        renewed = Authority("Top", top, key_label="renewed")
        inside = renewed.issue(subject=name("Elsewhere", "Leaf"))
        self_issued_target = renewed.issue("Top")

        assert judged(inside, ROOT, top.certificate, renewed.certificate).is_valid
        assert codes(judged(self_issued_target, ROOT, top.certificate, renewed.certificate)) == [
            "name_not_permitted"
        ]

    def test_of_the_anchor_bind_unless_the_policy_says_otherwise(self) -> None:
        root = Authority("Root", extensions=(name_constraints([dns("a.vn")]),))
        leaf = root.issue(extensions=(alt_names(dns("b.vn")),))

        assert codes(judged(leaf, root)) == ["name_not_permitted"]
        assert judged(leaf, root, anchor_constraints=False).is_valid

    @pytest.mark.parametrize(
        "value",
        [
            sequence(),
            sequence(context(0, b"")),
            sequence(context(0, sequence(dns("a.vn"), context(0, b"\x01", constructed=False)))),
            sequence(context(0, sequence(dns("a.vn"), context(1, b"\x01", constructed=False)))),
            sequence(context(0, sequence(ip(bytes((10, 0, 0, 0, 255, 0, 255, 0)))))),
            sequence(context(0, sequence(ip(bytes(5))))),
            sequence(context(2, sequence(dns("a.vn")))),
            integer(1),
        ],
    )
    def test_that_mean_nothing_certain_are_malformed(self, value: bytes) -> None:
        below = ROOT.authority("Below", extensions=(extension(oids.NAME_CONSTRAINTS, value, critical=True),))

        assert codes(judged(below.issue(), ROOT, below.certificate)) == ["issuer_not_found"]
        assert codes(judged(below.certificate, ROOT)) == ["certificate_malformed"]
