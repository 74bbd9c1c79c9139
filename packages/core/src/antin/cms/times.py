"""UTCTime and GeneralizedTime as BER allows them."""

import re
from datetime import UTC, datetime, timedelta, timezone

from antin.cms.errors import SignedDataBroken
from antin.der import Tlv

_REST = rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d)(\d\d))"
_FORMS = {0x17: re.compile(rb"(\d\d)" + _REST), 0x18: re.compile(rb"(\d{4})" + _REST)}


def read_time(value: Tlv) -> datetime:
    """An aware time in UTC; two digits of a year are 1950 to 2049. Raises SignedDataBroken."""
    form = _FORMS.get(value.tag)
    match = form and form.fullmatch(value.content)
    if not match:
        raise SignedDataBroken(reason="time")
    year = int(match[1])
    if len(match[1]) == 2:
        year += 1900 if year >= 50 else 2000
    month, day, hour, minute, second = (int(match[group] or 0) for group in range(2, 7))
    fraction = int((match[7] or b"0").ljust(6, b"0")[:6])
    offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
    try:
        zone = timezone(-offset if match[8] == b"-" else offset)
        return datetime(year, month, day, hour, minute, second, fraction, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise SignedDataBroken(reason="time") from error
