"""What may be wrong with a chain of events."""

from antin.errors import AntinError


class ChainBroken(AntinError):
    """A chain was changed after it was written. fields: chain, number, fault."""

    code = "audit_chain_broken"


class AuditOutsideTransaction(AntinError):
    """An event was to be written apart from its deed: a fault of ours."""

    code = "audit_outside_transaction"
