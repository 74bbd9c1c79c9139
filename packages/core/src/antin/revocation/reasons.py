"""Why certificates are revoked (RFC 5280 5.3.1)."""

from enum import StrEnum

from antin.revocation.errors import RuleBroken


class RevocationReason(StrEnum):
    """The reasons of RFC 5280, by the names that validation reads back."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key_compromise"
    CA_COMPROMISE = "ca_compromise"
    AFFILIATION_CHANGED = "affiliation_changed"
    SUPERSEDED = "superseded"
    CESSATION_OF_OPERATION = "cessation_of_operation"
    CERTIFICATE_HOLD = "certificate_hold"
    REMOVE_FROM_CRL = "remove_from_crl"
    PRIVILEGE_WITHDRAWN = "privilege_withdrawn"
    AA_COMPROMISE = "aa_compromise"


# CRLReason (RFC 5280 5.3.1); 7 is not used.
CODES: dict[RevocationReason, int] = {
    RevocationReason.UNSPECIFIED: 0, RevocationReason.KEY_COMPROMISE: 1, RevocationReason.CA_COMPROMISE: 2,
    RevocationReason.AFFILIATION_CHANGED: 3, RevocationReason.SUPERSEDED: 4,
    RevocationReason.CESSATION_OF_OPERATION: 5, RevocationReason.CERTIFICATE_HOLD: 6,
    RevocationReason.REMOVE_FROM_CRL: 8, RevocationReason.PRIVILEGE_WITHDRAWN: 9, RevocationReason.AA_COMPROMISE: 10,
}


def written_code(reason: RevocationReason | None) -> int | None:
    """The number to write; None: no reason is written, which says the same as unspecified and is asked for.

    Raises RuleBroken: remove_from_crl, which only a delta list may say, and none is made here.
    """
    if reason is None or reason is RevocationReason.UNSPECIFIED:
        return None
    if reason is RevocationReason.REMOVE_FROM_CRL:
        raise RuleBroken(rule="RFC 5280 5.3.1: removeFromCRL stands in delta lists only")
    return CODES[reason]
