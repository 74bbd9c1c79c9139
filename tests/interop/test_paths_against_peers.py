"""Random certification paths get the same verdict from us, from pyhanko-certvalidator and from openssl.

A seed makes a path of up to three CAs with random policies, mappings, constraints, path lengths and names.
"""

import asyncio
import subprocess
from dataclasses import dataclass
from pathlib import Path
from random import Random
from ssl import DER_cert_to_PEM_cert

import pytest
from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.policy_decl import PKIXValidationParams

from antin import oids
from antin.der import context, integer, object_identifier, sequence
from antin_testkit.paths import (
    AT,
    CRL_SIGN,
    DIGITAL_SIGNATURE,
    KEY_CERT_SIGN,
    Authority,
    alt_names,
    authority_key,
    basic_constraints,
    directory,
    dns,
    extension,
    judged,
    key_of,
    key_usage,
    mail,
    name,
    name_constraints,
    policies,
    subject_key,
    uri,
)

POLICIES = ["1.2.3.1", "1.2.3.2", "1.2.3.3"]
BASES = [
    dns("a.vn"),
    dns("b.a.vn"),
    mail("a.vn"),
    mail(".a.vn"),
    mail("u@a.vn"),
    uri("a.vn"),
    uri(".a.vn"),
    directory(name("O1")),
    directory(name("O2")),
    directory(name()),
]
NAMES = [
    dns("a.vn"),
    dns("x.b.a.vn"),
    dns("c.vn"),
    mail("u@a.vn"),
    mail("v@a.vn"),
    mail("u@b.a.vn"),
    mail("u@c.vn"),
    uri("http://a.vn/"),
    uri("http://b.a.vn/x"),
    uri("http://c.vn"),
]


@dataclass(frozen=True)
class Case:
    root: Authority
    chain: list[bytes]
    leaf: bytes
    initial_policies: frozenset[str] | None
    explicit_policy: bool
    inhibit_policy_mapping: bool
    inhibit_any_policy: bool


def mappings(random: Random) -> bytes:
    pairs = {(random.choice(POLICIES), random.choice(POLICIES)) for _ in range(random.randint(1, 3))}
    listed = [sequence(object_identifier(one), object_identifier(other)) for one, other in sorted(pairs)]
    return extension(oids.POLICY_MAPPINGS, sequence(*listed))


def policy_constraints(random: Random) -> bytes:
    require, inhibit = (context(tag, bytes((random.randint(0, 2),)), constructed=False) for tag in (0, 1))
    value = sequence(*random.choice([(require,), (inhibit,), (require, inhibit)]))
    return extension(oids.POLICY_CONSTRAINTS, value, critical=True)


def stated_policies(random: Random) -> list[bytes]:
    chosen = random.sample([*POLICIES, oids.ANY_POLICY], random.randint(1, 3))
    return [policies(*chosen)] if random.random() < 0.7 else []


def constraints(random: Random) -> list[bytes]:
    """What a CA lays on those below it."""
    found = stated_policies(random)
    found += [mappings(random)] if random.random() < 0.3 else []
    found += [policy_constraints(random)] if random.random() < 0.3 else []
    if random.random() < 0.15:
        found.append(extension(oids.INHIBIT_ANY_POLICY, integer(random.randint(0, 1)), critical=True))
    if random.random() < 0.25:
        permitted, excluded = random.sample(BASES, random.randint(0, 2)), random.sample(BASES, 1)
        found.append(name_constraints(permitted, excluded if random.random() < 0.4 or not permitted else ()))
    return found


def subject(random: Random, last: str) -> bytes:
    return name(*random.choice([("O1",), ("O2",), ()]), last)


def authority(random: Random, above: Authority, number: int) -> Authority:
    """A CA below another, self-issued or not, sometimes without the right to be one."""
    below = Authority.__new__(Authority)
    is_self_issued = number > 0 and random.random() < 0.25
    below.name, below.key = (
        above.name if is_self_issued else subject(random, f"CA {number}"),
        key_of(f"level {number}"),
    )
    limit = basic_constraints(random.choice([None, None, None, 0, 1, 2]))
    uses = key_usage(KEY_CERT_SIGN, CRL_SIGN) if random.random() < 0.95 else key_usage(DIGITAL_SIGNATURE)
    below.certificate = above.issue(
        subject=below.name,
        key_label=f"level {number}",
        serial=100 + number,
        replace=[
            limit if random.random() < 0.96 else basic_constraints(is_ca=False),
            uses,
            subject_key(below.key),
            authority_key(above.key),
            *constraints(random),
        ],
    )
    return below


def case_of(seed: int) -> Case:
    random = Random(seed)
    chain = [Authority("Root")]
    for number in range(random.randint(0, 3)):
        chain.append(authority(random, chain[-1], number))
    names = [alt_names(*random.sample(NAMES, random.randint(1, 2)))] if random.random() < 0.6 else []
    leaf = chain[-1].issue(subject=subject(random, "Leaf"), extensions=[*stated_policies(random), *names])
    accepted = frozenset(random.sample(POLICIES, random.randint(1, 2))) if random.random() < 0.4 else None
    return Case(
        chain[0],
        [each.certificate for each in chain[1:]],
        leaf,
        accepted,
        random.random() < 0.5,
        random.random() < 0.15,
        random.random() < 0.15,
    )


def ours(case: Case) -> bool:
    return judged(
        case.leaf,
        case.root,
        *case.chain,
        initial_policies=case.initial_policies,
        explicit_policy=case.explicit_policy,
        inhibit_policy_mapping=case.inhibit_policy_mapping,
        inhibit_any_policy=case.inhibit_any_policy,
    ).is_valid


def theirs(case: Case) -> bool:
    validator = CertificateValidator(
        x509.Certificate.load(case.leaf),
        validation_context=ValidationContext(
            trust_roots=[x509.Certificate.load(case.root.certificate)],
            moment=AT,
            revocation_mode="soft-fail",
            allow_fetching=False,
            other_certs=[x509.Certificate.load(each) for each in case.chain],
        ),
        pkix_params=PKIXValidationParams(
            user_initial_policy_set=case.initial_policies or frozenset({"any_policy"}),
            initial_policy_mapping_inhibit=case.inhibit_policy_mapping,
            initial_explicit_policy=case.explicit_policy,
            initial_any_policy_inhibit=case.inhibit_any_policy,
        ),
    )
    try:
        asyncio.run(validator.async_validate_path())
    except (ValidationError, PathError):
        return False
    return True


def by_openssl(case: Case, folder: Path) -> bool:
    for file, certificates in (
        ("root", [case.root.certificate]),
        ("chain", case.chain),
        ("leaf", [case.leaf]),
    ):
        (folder / file).write_text("".join(map(DER_cert_to_PEM_cert, certificates)))
    # Without its -policy, openssl takes the set of acceptable policies for empty.
    policy = [word for each in case.initial_policies or {oids.ANY_POLICY} for word in ("-policy", each)]
    flags = {
        "-explicit_policy": case.explicit_policy,
        "-inhibit_map": case.inhibit_policy_mapping,
        "-inhibit_any": case.inhibit_any_policy,
        "-policy_check": True,
    }
    untrusted = ["-untrusted", folder / "chain"] if case.chain else []
    done = subprocess.run(
        [
            "openssl",
            "verify",
            "-attime",
            str(int(AT.timestamp())),
            *policy,
            *(flag for flag, is_set in flags.items() if is_set),
            "-CAfile",
            folder / "root",
            *untrusted,
            folder / "leaf",
        ],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


class TestRandomPaths:
    @pytest.mark.parametrize("block", range(10))
    def test_are_judged_as_by_certvalidator(self, block: int) -> None:
        cases = {seed: case_of(seed) for seed in range(40 * block, 40 * block + 40)}

        assert {seed: ours(case) for seed, case in cases.items()} == {
            seed: theirs(case) for seed, case in cases.items()
        }

    def test_hold_both_good_and_bad_ones(self) -> None:
        verdicts = [ours(case_of(seed)) for seed in range(400)]

        assert 100 < sum(verdicts) < 300

    def test_are_judged_as_by_openssl(self, tmp_path: Path) -> None:
        cases = {seed: case_of(seed) for seed in range(150)}

        assert {seed: ours(case) for seed, case in cases.items()} == {
            seed: by_openssl(case, tmp_path) for seed, case in cases.items()
        }
