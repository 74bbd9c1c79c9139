"""Why a deed of the authority was refused."""

from antin.errors import AntinError


class AuthorityError(AntinError):
    """The parent of every error of this app."""

    code = "authority_error"


class OrderUnknown(AuthorityError):
    """There is no order with this id."""

    code = "order_unknown"


class OrderClosed(AuthorityError):
    """The order is executed, refused or voided (`state`)."""

    code = "order_closed"


class OfficerUnknown(AuthorityError):
    """The certificate of an approval is no registered officer's."""

    code = "officer_unknown"


class OfficerInvolved(AuthorityError):
    """The officer asked for, or endorsed, what the order is about."""

    code = "officer_involved"


class OfficerTwice(AuthorityError):
    """The officer approved this order before."""

    code = "officer_twice"


class TooManyQuestions(AuthorityError):
    """More look-ups from one address than the rate allows (`seconds` to wait)."""

    code = "too_many_questions"


class ApprovalTooLarge(AuthorityError):
    """What was handed in is larger than any approval."""

    code = "approval_too_large"
