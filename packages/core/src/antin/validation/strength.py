"""How strong an algorithm was on a given day: a dated table, for old signatures are judged as of their time.

Two days count. From `weak_from` the algorithm is told to be weak and still accepted; from `refused_from` a
signature made with it proves nothing, because by then forging one had been shown in public.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from antin.validation.signatures import PublicKey, SignatureScheme


class Strength(StrEnum):
    """What may be said of an algorithm at a time."""

    GOOD = "good"
    WEAK = "weak"
    REFUSED = "refused"


@dataclass(frozen=True)
class Term:
    """From when an algorithm is weak, and from when it is refused; None: no such day is set."""

    weak_from: datetime | None = None
    refused_from: datetime | None = None

    def at(self, at: datetime) -> Strength:
        """The strength at that time."""
        if self.refused_from is not None and at >= self.refused_from:
            return Strength.REFUSED
        return Strength.WEAK if self.weak_from is not None and at >= self.weak_from else Strength.GOOD


@dataclass(frozen=True)
class AlgorithmUse:
    """One algorithm as it was met: `sha1`, `rsa-1024`, and how strong it was."""

    name: str
    strength: Strength

    @property
    def shown(self) -> str:
        """The name as people write it: SHA-1, SHA3-256, RSA-2048."""
        name = self.name.upper().replace("_", "-")
        return name.replace("SHA", "SHA-") if name[3:].isdigit() else name


@dataclass(frozen=True)
class StrengthTable:
    """digests: by hashlib's name; keys: by family, terms for keys of fewer bits than the number, ascending.

    A digest that the table does not name is refused; so is a key family.
    """

    digests: tuple[tuple[str, Term], ...]
    keys: tuple[tuple[str, tuple[tuple[int, Term], ...]], ...]

    def digest(self, name: str, at: datetime) -> AlgorithmUse:
        """The strength of a digest."""
        term = dict(self.digests).get(name)
        return AlgorithmUse(name, term.at(at) if term is not None else Strength.REFUSED)

    def key(self, family: str, bits: int, at: datetime) -> AlgorithmUse:
        """The strength of a key."""
        name = f"{family}-{bits}" if family in ("rsa", "dsa", "ec") else family
        rows = dict(self.keys).get(family)
        if rows is None:
            return AlgorithmUse(name, Strength.REFUSED)
        return AlgorithmUse(name, next((term.at(at) for limit, term in rows if bits < limit), Strength.GOOD))

    def signature(self, scheme: SignatureScheme, key: PublicKey, at: datetime) -> tuple[AlgorithmUse, ...]:
        """The strengths of everything a signature rests on."""
        return self.digest(scheme.digest, at), self.key(key.family, key.bits, at)


def _day(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


_EVER = _day(1970)
# 112 bits of strength end with 2030 (NIST SP 800-131A and SP 800-57 part 1; TS 119 312 sets no earlier day
# for documents). Below it, keys ended with 2013 (SP 800-131A).
_UNDER_80 = Term(_EVER, _day(2011))
_UNDER_112 = Term(_day(2011), _day(2014))
_UNDER_128 = Term(_day(2031))

DATED = StrengthTable(
    digests=(
        ("md5", Term(_EVER, _day(2008, 12, 30))),  # the forged CA certificate of Sotirov and others
        ("sha1", Term(_day(2011), _day(2020, 1, 5))),  # SP 800-131A; chosen prefixes (ePrint 2020/014)
        ("sha224", _UNDER_128), ("sha256", Term()), ("sha384", Term()), ("sha512", Term()),
        ("sha3_256", Term()), ("sha3_384", Term()), ("sha3_512", Term()), ("shake256", Term()),
    ),
    keys=(
        ("rsa", ((1024, _UNDER_80), (2048, _UNDER_112), (3072, _UNDER_128))),
        # FIPS 186-5 withdrew DSA on 2023-02-03.
        ("dsa", ((1024, _UNDER_80), (2048, _UNDER_112), (4097, Term(_day(2023, 2, 3))))),
        ("ec", ((160, _UNDER_80), (224, _UNDER_112), (256, _UNDER_128))),
        ("ed25519", ()), ("ed448", ()),
    ),
)
# Everything we can compute, always: for vectors older than today's demands.
ANYTHING = StrengthTable(
    digests=tuple((name, Term()) for name, _ in DATED.digests),
    keys=tuple((family, ()) for family, _ in DATED.keys),
)
