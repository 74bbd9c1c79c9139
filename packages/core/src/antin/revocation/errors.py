"""Why a list or an answer is not made, or a question is not read."""

from antin.errors import AntinError


class RuleBroken(AntinError):
    """What was asked for would break the standard or contradict itself (`rule`: the clause and what it demands)."""

    code = "revocation_rule_broken"


class RevocationKeyWrong(AntinError):
    """The signer's key is not the one that the certificate certifies: nobody could verify the result."""

    code = "revocation_key_wrong"


class OcspRequestMalformed(AntinError):
    """Bytes that are no question of RFC 6960, or more of it than is answered at once (`reason`)."""

    code = "ocsp_request_malformed"


class CrlLintFailed(AntinError):
    """The list was not signed, because a rule found it wrong (`findings`: rule and detail, for operators)."""

    code = "crl_lint_failed"
