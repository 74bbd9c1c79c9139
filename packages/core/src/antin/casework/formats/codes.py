"""Codes and numbers: tax, budget, telephone, serials, official mail."""

import re
from datetime import date

from antin.casework.formats.domains import FREE_MAIL
from antin.casework.formats.judged import Circumstances, Judged, bare, tidy

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_PERSONAL_TAX_SINCE = date(2025, 7, 1)  # people pay tax under their số định danh from this day (memory, high)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"[a-z0-9][a-z0-9._+%-]{{0,63}}@((?:{_LABEL}\.)+{_LABEL})")


def judge_tax_code(text: str, circumstances: Circumstances) -> Judged:
    """Mã số thuế: 10 digits, the last a check digit; 13 for branches; 12 for people.

    The format was read (S64); weights and the 12 digits are from memory, high confidence.
    """
    value = bare(text)
    if re.fullmatch(r"[0-9]{12}", value) and circumstances.today >= _PERSONAL_TAX_SINCE:
        return Judged(value)
    if not re.fullmatch(r"[0-9]{10}([0-9]{3})?", value):
        return Judged(tidy(text), "tax_code_format")
    if not _tax_digit_holds(value):
        return Judged(value, "tax_code_check_digit")
    return Judged(value if len(value) == 10 else f"{value[:10]}-{value[10:]}")


def _tax_digit_holds(value: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, value[:9], strict=True))
    return 10 - total % 11 == int(value[9])


def judge_budget_code(text: str, _circumstances: Circumstances) -> Judged:
    """Mã quan hệ ngân sách: 7 digits (S65)."""
    value = bare(text)
    return Judged(value) if re.fullmatch(r"[0-9]{7}", value) else Judged(tidy(text), "budget_code_format")


def judge_mobile(text: str, _circumstances: Circumstances) -> Judged:
    """A Vietnamese mobile number, stored as 0…: `^0[35789][0-9]{8}$` or +84 (memory, high)."""
    value = re.sub(r"^(\+|00)?84(?=[35789][0-9]{8}$)", "0", bare(text))
    if re.fullmatch(r"[35789][0-9]{8}", value):
        return Judged(tidy(text), "mobile_lost_zero")
    return Judged(value) if re.fullmatch(r"0[35789][0-9]{8}", value) else Judged(tidy(text), "mobile_format")


def judge_certificate_serial(text: str, _circumstances: Circumstances) -> Judged:
    """A serial in hexadecimal, upper case, at most 20 octets (RFC 5280 4.1.2.2; 3 to 9 octets seen, S21)."""
    value = re.sub(r"[\s:]", "", tidy(text)).upper().removeprefix("0X")
    if not re.fullmatch(r"[0-9A-F]{1,40}", value):
        return Judged(tidy(text), "certificate_serial_format")
    return Judged(value)


def judge_device_number(text: str, _circumstances: Circumstances) -> Judged:
    """What is printed on the device or the SIM: at most 32 letters, digits, hyphens (S41)."""
    value = tidy(text).upper()
    return (
        Judged(value)
        if re.fullmatch(r"[0-9A-Z][0-9A-Z ./-]{0,31}", value)
        else Judged(tidy(text), "device_number_format")
    )


def judge_official_email(text: str, circumstances: Circumstances) -> Judged:
    """An address under an official domain, in lower case; free mail is refused by name (S19)."""
    value = tidy(text).lower()
    parts = _EMAIL.fullmatch(value)
    if parts is None or ".." in value:
        return Judged(tidy(text), "email_format")
    domain = parts[1]
    if domain in FREE_MAIL:
        return Judged(value, "email_free_mail", {"domain": domain})
    if not any(
        domain == official or domain.endswith("." + official) for official in circumstances.official_domains
    ):
        return Judged(value, "email_not_official", {"domain": domain})
    return Judged(value)
