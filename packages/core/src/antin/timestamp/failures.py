"""Refusals of a time-stamping service (RFC 3161 2.4.2)."""

from enum import IntEnum

from antin.der import bit_string, integer, sequence, utf8_string
from antin.errors import AntinError

REJECTION = 2


class Failure(IntEnum):
    """PKIFailureInfo: the numbers of the bits that a service may set."""

    BAD_ALGORITHM = 0
    BAD_REQUEST = 2
    BAD_DATA_FORMAT = 5
    TIME_NOT_AVAILABLE = 14
    UNACCEPTED_POLICY = 15
    UNACCEPTED_EXTENSION = 16
    ADDITIONAL_INFORMATION_NOT_AVAILABLE = 17
    SYSTEM_FAILURE = 25


# What the asking program may show; RFC 3161 puts no language on it.
TEXTS = {
    Failure.BAD_ALGORITHM: "The digest algorithm is not accepted: use SHA-2 or SHA-3 of 256 bits or more.",
    Failure.BAD_REQUEST: "The request is not permitted: version or nonce.",
    Failure.BAD_DATA_FORMAT: "The request is malformed.",
    Failure.TIME_NOT_AVAILABLE: "The time source is not available: try again later.",
    Failure.UNACCEPTED_POLICY: "The policy asked for is not supported.",
    Failure.UNACCEPTED_EXTENSION: "An extension in the request is not supported.",
    Failure.ADDITIONAL_INFORMATION_NOT_AVAILABLE: "Additional information is not available.",
    Failure.SYSTEM_FAILURE: "The request cannot be handled now: try again later.",
}


class RequestRefused(AntinError):
    """A request that gets a refusal instead of a token; it never leaves this room (`failure`)."""

    code = "time_stamp_request_refused"

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure=failure.name.lower())
        self.failure = failure


def time_stamp_rejection(failure: Failure) -> bytes:
    """A response without a token, in DER."""
    return sequence(sequence(integer(REJECTION), sequence(utf8_string(TEXTS[failure])), _named_bit(failure)))


def _named_bit(number: int) -> bytes:
    """A named bit list with one bit set, trailing zeros dropped (X.690 11.2.2)."""
    octets = bytes(number // 8) + bytes((0x80 >> number % 8,))
    return bit_string(octets, unused_bits=7 - number % 8)


def failure_name(bits: bytes) -> str:
    """The name of the first bit set in the content of a BIT STRING; its number when RFC 3161 has no name for it."""
    for index, octet in enumerate(bits[1:9]):
        if octet:
            number = 8 * index + 8 - octet.bit_length()
            return Failure(number).name.lower() if number in set(Failure) else str(number)
    return ""
