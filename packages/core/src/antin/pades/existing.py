"""Before adding a signature: do those that are there still hold?

A new signature over a broken one would cover the breakage with a good name.
"""

from dataclasses import dataclass

from antin.cms import SignatureInvalid, SignedDataBroken
from antin.errors import AntinError
from antin.pades.embedded import EmbeddedSignature, PdfSignatures, SignatureKind, verify
from antin.pades.errors import SignatureFormatWrong
from antin.pades.reading import read


@dataclass(frozen=True)
class BrokenSignature:
    """field: its name; codes: what is wrong, each with a text in the catalogue."""

    field: str
    codes: tuple[str, ...]


def broken_signatures(pdf: bytes) -> tuple[BrokenSignature, ...]:
    """The signatures of a file that are false, or changed against the rules; whom to trust is not asked.

    Raises what `read` raises.
    """
    found = read(pdf)
    judged = ((each.field, _faults(found, each)) for each in found.signatures)
    return tuple(BrokenSignature(field, codes) for field, codes in judged if codes)


def _faults(found: PdfSignatures, signature: EmbeddedSignature) -> tuple[str, ...]:
    forbidden = tuple(each.code for each in signature.changes if not each.is_allowed and each.is_examined)
    if signature.faults or forbidden:
        return (*signature.faults, *forbidden)
    if signature.kind is SignatureKind.DOCUMENT_TIME_STAMP:
        return ()
    try:
        verify(found, signature)
    except (SignatureInvalid, SignedDataBroken, SignatureFormatWrong) as error:
        return (error.code,)
    except AntinError:
        # What cannot be computed here (a foreign algorithm, a missing certificate) is not known to be false.
        return ()
    return ()
