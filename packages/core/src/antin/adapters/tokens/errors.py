"""Why a token does not sign."""

from antin.errors import AntinError


class TokenModuleUnusable(AntinError):
    """A PKCS#11 library that is not there, is none, or does not start (`path`, `reason`)."""

    code = "token_module_unusable"


class TokenModuleAbsent(AntinError):
    """No PKCS#11 library in any of the well-known places, and none was named."""

    code = "token_module_absent"


class TokenAbsent(AntinError):
    """No token is plugged in, or its driver does not see it."""

    code = "token_absent"


class TokenRemoved(AntinError):
    """The token was pulled out, or its session ended, in the middle of the work."""

    code = "token_removed"


class TokenFailed(AntinError):
    """The token or its library failed in a way of its own (`reason`: PKCS#11's name)."""

    code = "token_failed"


class TokenWorkerDied(AntinError):
    """The token's library crashed (`path`, `exit_code`)."""

    code = "token_worker_died"


class TokenTimedOut(AntinError):
    """The token's library did not answer in time (`path`, `seconds`)."""

    code = "token_timed_out"


class PinRefused(AntinError):
    """The parent of what is wrong with a PIN. No PIN is ever tried again without a person."""

    code = "pin_refused"


class PinWrong(PinRefused):
    """The token refused the PIN; it may be tried again."""

    code = "pin_wrong"


class PinWrongFinalTry(PinWrong):
    """The token refused the PIN, and the next wrong one locks it."""

    code = "pin_wrong_final_try"


class PinFinalTry(PinRefused):
    """Only one try is left, and the PIN would come from a file: a person has to type it."""

    code = "pin_final_try"


class PinLocked(PinRefused):
    """The PIN is locked after too many wrong tries."""

    code = "pin_locked"


class PinNotSet(PinRefused):
    """The token has no user PIN yet, or one that must be changed first."""

    code = "pin_not_set"


class TokenKeyAbsent(AntinError):
    """The certificate is there, and its private key is not on the token."""

    code = "token_key_absent"


class TokenCertificateAbsent(AntinError):
    """The token holds no certificate to sign with."""

    code = "token_certificate_absent"


class TokenMechanismUnsupported(AntinError):
    """The token cannot sign with this algorithm (`name`)."""

    code = "token_mechanism_unsupported"


class TokenSignatureWrong(AntinError):
    """What the token gave is no signature by the key of the certificate."""

    code = "token_signature_wrong"


# After these nothing is tried any more: the PIN would be asked for again, or nobody is there to answer.
FINAL = (PinRefused, TokenRemoved, TokenTimedOut, TokenWorkerDied)
