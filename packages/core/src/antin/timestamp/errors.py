"""Why a time-stamp is not given, not read, or does not count."""

from antin.errors import AntinError


class TimeStampRuleBroken(AntinError):
    """A certificate, serial or policy that no time-stamp may be made with (`rule`): a fault of ours."""

    code = "time_stamp_rule_broken"


class TimeStampMalformed(AntinError):
    """Bytes that are no time-stamp response or token (`reason`)."""

    code = "time_stamp_malformed"


class TimeStampRefused(AntinError):
    """The time-stamping service said no (`failure`: RFC 3161's word for why, or its number; `said`: its own text)."""

    code = "time_stamp_refused"


class TimeStampWrong(AntinError):
    """The parent of everything that makes a token false for what it is shown with."""

    code = "time_stamp_wrong"


class TimeStampImprintWrong(TimeStampWrong):
    """The token stamps other data."""

    code = "time_stamp_imprint_wrong"


class TimeStampSignatureWrong(TimeStampWrong):
    """The service's signature over the token does not hold (`reason`: the code of what cms found)."""

    code = "time_stamp_signature_wrong"


class TimeStampAnswerWrong(TimeStampWrong):
    """A genuine token that answers another request (`reason`: nonce, policy)."""

    code = "time_stamp_answer_wrong"


class TimeStampUnverifiable(AntinError):
    """It cannot be told whether the token is genuine (`reason`: no certificate at hand, unknown algorithm)."""

    code = "time_stamp_unverifiable"
