"""Where a legal fact was read, and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How the project knows a fact."""

    FOUND = "found"  # read in public material, often a secondary copy
    INFERRED = "inferred"  # follows from found facts, the sentence itself was not read
    MEMORY = "memory"  # neither read nor derived: to be confirmed before it is relied on


class Confidence(StrEnum):
    """How sure the project is; a low one is a setting to confirm, never a rule to defend."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Provenance:
    """The mark that every field, title, step and number carries.

    source: a key of `antin.casework.sources.SOURCES`; empty when there is none.
    article: where the instrument says it, for example "Đ.63".
    """

    origin: Origin
    confidence: Confidence
    source: str = ""
    article: str = ""


def found(source: str, confidence: Confidence = Confidence.HIGH, *, article: str = "") -> Provenance:
    """A fact read in the named source."""
    return Provenance(Origin.FOUND, confidence, source, article)


def inferred(
    source: str = "", confidence: Confidence = Confidence.MEDIUM, *, article: str = ""
) -> Provenance:
    """A fact that follows from the named source."""
    return Provenance(Origin.INFERRED, confidence, source, article)


def memory(confidence: Confidence = Confidence.MEDIUM, *, article: str = "") -> Provenance:
    """A fact that nobody of the project has read yet."""
    return Provenance(Origin.MEMORY, confidence, "", article)
