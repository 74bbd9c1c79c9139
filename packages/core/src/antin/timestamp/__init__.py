"""Time-stamps (RFC 3161, RFC 5816): asked for, given by a unit of ours, read and verified from any service.

To ask: `time_stamp_request`, send it, `answer_to`. To give: `TimeStampAuthority`, `time_stamp_response`.
To check: `verify_token`, then validate the certificate it names with `antin.validation.TIME_STAMPING`.
"""

from antin.timestamp.authority import TimeStampAuthority, time_stamp_response
from antin.timestamp.errors import (
    TimeStampAnswerWrong,
    TimeStampImprintWrong,
    TimeStampMalformed,
    TimeStampRefused,
    TimeStampRuleBroken,
    TimeStampSignatureWrong,
    TimeStampUnverifiable,
    TimeStampWrong,
)
from antin.timestamp.failures import Failure, time_stamp_rejection
from antin.timestamp.requests import DIGESTS, MAX_REQUEST_OCTETS, time_stamp_request
from antin.timestamp.tokens import TimeStampToken, read_response, read_token
from antin.timestamp.verification import VerifiedToken, answer_to, verify_token

__all__ = [
    "DIGESTS", "MAX_REQUEST_OCTETS", "Failure", "TimeStampAnswerWrong", "TimeStampAuthority",
    "TimeStampImprintWrong", "TimeStampMalformed", "TimeStampRefused", "TimeStampRuleBroken",
    "TimeStampSignatureWrong", "TimeStampToken", "TimeStampUnverifiable", "TimeStampWrong", "VerifiedToken",
    "answer_to", "read_response", "read_token", "time_stamp_rejection", "time_stamp_request",
    "time_stamp_response", "verify_token",
]
