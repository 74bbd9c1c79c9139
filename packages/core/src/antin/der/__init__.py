"""DER writers and a strict, bounded TLV reader (ITU-T X.690)."""

from antin.der.reader import MalformedEncoding, Tlv, children, read_one
from antin.der.writer import (
    bit_string,
    boolean,
    context,
    encode,
    enumerated,
    generalized_time,
    ia5_string,
    integer,
    null,
    object_identifier,
    octet_string,
    printable_string,
    sequence,
    set_of,
    utc_time,
    utf8_string,
    x509_time,
)

__all__ = [
    "MalformedEncoding", "Tlv", "bit_string", "boolean", "children", "context", "encode", "enumerated",
    "generalized_time", "ia5_string", "integer", "null", "object_identifier", "octet_string", "printable_string",
    "read_one", "sequence", "set_of", "utc_time", "utf8_string", "x509_time",
]
