"""Why an order cannot be read, or an approval does not count."""

from antin.errors import AntinError


class OrderMalformed(AntinError):
    """Not an order, or not in its one canonical form (`reason`)."""

    code = "order_malformed"


class ApprovalRefused(AntinError):
    """The parent of what keeps an approval from being made."""

    code = "approval_refused"


class ApprovalKeyWrong(ApprovalRefused):
    """The key is not the one of the certificate that is to approve."""

    code = "approval_key_wrong"


class ApprovalAlgorithmWrong(ApprovalRefused):
    """The key would sign over another digest than SHA-256 (`name`)."""

    code = "approval_algorithm_wrong"


class ApprovalNotGenuine(AntinError):
    """Bytes that do not approve this very order (`reason`)."""

    code = "approval_not_genuine"
