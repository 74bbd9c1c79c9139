"""Why the signer stops, and why it refuses an order."""

from antin.errors import AntinError


class SignerError(AntinError):
    """The parent of what stops the signer."""

    code = "signer_error"


class JournalMissing(SignerError):
    """There is no journal: the authority was not set up here (`path`)."""

    code = "journal_missing"


class JournalDamaged(SignerError):
    """The chain of records does not hold (`number`)."""

    code = "journal_damaged"


class JournalTablesWrong(SignerError):
    """What a table of the journal says does not follow from the records (`table`, `key`)."""

    code = "journal_tables_wrong"


class JournalBehind(SignerError):
    """The database knows of more, or of something else, than the journal: the journal is old or not its own."""

    code = "journal_behind"


class SignerRuns(SignerError):
    """Another signer works on this journal."""

    code = "signer_runs"


class CeremonyDone(SignerError):
    """The authority was set up before."""

    code = "ceremony_done"


class KeysWithoutJournal(SignerError):
    """There are keys of a CA, but not its journal (`folder`): it is lost, or not yet put back."""

    code = "keys_without_journal"


class SignerKeyUnusable(SignerError):
    """A key file of the signer is gone, damaged, or does not open with the passphrase (`name`)."""

    code = "signer_key_unusable"


class ListUnlikeItsOrder(SignerError):
    """The list that was signed does not say, when read back, what it should (`number`)."""

    code = "list_unlike_its_order"


class OfficerCertificateBad(SignerError):
    """What was given for an officer is no certificate that can sign (`reason`)."""

    code = "officer_certificate_bad"


class OfficerNotThere(SignerError):
    """No officer in the registry has this name or thumbprint."""

    code = "officer_not_there"


class OrderRefused(AntinError):
    """The parent of what makes the signer refuse an order for good."""

    code = "order_refused"


class ApprovalsMissing(OrderRefused):
    """Not enough genuine approvals by different officers who are not involved; the order goes on waiting."""

    code = "approvals_missing"


class OrderBytesChanged(OrderRefused):
    """The stored bytes are no order, or another one than their row says."""

    code = "order_bytes_changed"


class OrderOutdated(OrderRefused):
    """The order is too old, or from the future."""

    code = "order_outdated"


class OrderContentWrong(OrderRefused):
    """What is asked for contradicts itself or the rules (`reason`)."""

    code = "order_content_wrong"


class KeyUsedElsewhere(OrderRefused):
    """The public key is in a certificate of somebody else."""

    code = "key_used_elsewhere"


class KeyKnownToOthers(OrderRefused):
    """A certificate of this public key was revoked because its private key is known to others."""

    code = "key_known_to_others"


class CertificateNotThere(OrderRefused):
    """No certificate of ours has this serial number."""

    code = "certificate_not_there"


class StateForbids(OrderRefused):
    """The certificate is in a state from which this cannot be done (`state`)."""

    code = "certificate_state_forbids"
