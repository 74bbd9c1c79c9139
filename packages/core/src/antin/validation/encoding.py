"""The values that certificates, lists and answers are made of, as `antin.der.values` reads them."""

from antin.der.values import (
    BIT_STRING,
    BOOLEAN,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    MAX_INTEGER_OCTETS,
    NULL,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    UTC_TIME,
    at_least,
    boolean,
    count,
    dotted,
    exactly,
    expect,
    integer,
    named_bits,
    octets,
    only,
    parts,
    signature_value,
    time,
)

__all__ = [
    "BIT_STRING", "BOOLEAN", "ENUMERATED", "GENERALIZED_TIME", "INTEGER", "MAX_INTEGER_OCTETS", "NULL",
    "OBJECT_IDENTIFIER", "OCTET_STRING", "SEQUENCE", "SET", "UTC_TIME", "at_least", "boolean", "count",
    "dotted", "exactly", "expect", "integer", "named_bits", "octets", "only", "parts", "signature_value",
    "time",
]
