"""Does a token stamp this data? Arithmetic only; the path of the unit's certificate is validation's question.

The procedure (RFC 3161 2.4.2, RFC 5816):
1. Read the token.
2. The signature must hold, with content type, digest and certificate reference as CMS demands.
3. The reference to the unit's certificate must be among what is signed: without it, it could be exchanged.
4. The imprint must be the digest of the data.
The caller then validates `certificate` for TIME_STAMPING at the right time, and judges the digests' strength.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from antin import cms
from antin.cms import SignatureInvalid, SignatureUnverifiable, SignedData, SignedDataBroken, VerifiedSignature
from antin.cms.algorithms import digest_of
from antin.timestamp.errors import (
    TimeStampAnswerWrong,
    TimeStampImprintWrong,
    TimeStampMalformed,
    TimeStampSignatureWrong,
    TimeStampUnverifiable,
)
from antin.timestamp.failures import RequestRefused
from antin.timestamp.requests import read_request
from antin.timestamp.tokens import TimeStampToken, read_response, read_signed_token, token_of


@dataclass(frozen=True)
class VerifiedToken:
    """What held: the token's words, and the signature with the certificate (DER) whose key made it."""

    token: TimeStampToken
    signature: VerifiedSignature

    @property
    def certificate(self) -> bytes:
        """The unit's certificate, DER: still to be validated for TIME_STAMPING."""
        return self.signature.certificate


def verify_token(
    token: bytes, *, imprint_of: bytes | None = None, digest: bytes | None = None, certificates: Sequence[bytes] = (),
) -> VerifiedToken:
    """Check a token against the stamped data, or against its digest under the token's own algorithm.

    imprint_of: e.g. the signature value of a SignerInfo. certificates: DER, at hand besides those inside.
    Raises a child of TimeStampWrong: it is false, or neither data nor digest was given; TimeStampUnverifiable;
    TimeStampMalformed.
    """
    signed = read_signed_token(token)                                                                     # 1
    stamped = token_of(signed)
    verified = _verified(signed, certificates)                                                            # 2
    if not verified.certificate_reference:                                                                # 3
        raise TimeStampSignatureWrong(reason="signing_certificate_missing")
    expected = digest if imprint_of is None else digest_of(stamped.digest_name, imprint_of)               # 4
    if expected is None or not compare_digest(expected, stamped.digest):
        raise TimeStampImprintWrong
    return VerifiedToken(stamped, verified)


def _verified(signed: SignedData, certificates: Sequence[bytes]) -> VerifiedSignature:
    try:
        return cms.verify_signature(signed, certificates=certificates)
    except SignatureInvalid as error:
        raise TimeStampSignatureWrong(reason=error.code) from error
    except SignatureUnverifiable as error:
        raise TimeStampUnverifiable(reason=error.code) from error
    except SignedDataBroken as error:
        raise TimeStampMalformed(reason=str(error.fields["reason"])) from error


def answer_to(request: bytes, response: bytes, *, certificates: Sequence[bytes] = ()) -> bytes:
    """The token of a response, once it is shown to answer the request that `time_stamp_request` made.

    Raises what `read_response` and `verify_token` raise; TimeStampAnswerWrong: another nonce or policy.
    """
    token = read_response(response)
    try:
        asked = read_request(request)
    except RequestRefused as error:
        raise TimeStampMalformed(reason="request") from error
    stamped = verify_token(token, digest=asked.digest, certificates=certificates).token
    if stamped.digest_name != asked.digest_name:
        raise TimeStampImprintWrong
    if asked.nonce != stamped.nonce:
        raise TimeStampAnswerWrong(reason="nonce")
    if asked.policy not in ("", stamped.policy):
        raise TimeStampAnswerWrong(reason="policy")
    return token
