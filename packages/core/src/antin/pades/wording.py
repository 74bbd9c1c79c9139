"""The words a visible signature usually shows."""

from datetime import datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))


def signature_lines(*, name: str, agency: str = "", at: datetime, has_labels: bool = True) -> tuple[str, ...]:
    """Who, of which agency, and when, as people know it from the official program; empty parts are left out.

    at: aware; shown in Vietnam's time as `dd.MM.yyyy HH:mm:ss +07:00`. has_labels: “Ký bởi: ...”, else bare values.
    """
    shown = at.astimezone(_VIETNAM).strftime("%d.%m.%Y %H:%M:%S +07:00")
    lines = (("Ký bởi", name), ("Cơ quan", agency), ("Thời gian ký", shown))
    return tuple(f"{label}: {value}" if has_labels else value for label, value in lines if value)


def annex_lines(*, document_number: str, at: datetime) -> tuple[str, ...]:
    """Number and time at the top right of an annex in a file of its own (NĐ 30/2020, Phụ lục I).

    at: aware; shown by ISO 8601 in Vietnam's time, whole seconds.
    """
    return (document_number, _iso(at))


def copy_lines(*, form: str, agency: str, at: datetime) -> tuple[str, ...]:
    """Form of copying, agency and time at the top right of an electronic copy (NĐ 30/2020, Phụ lục I); as above."""
    return (form, agency, _iso(at))


def _iso(at: datetime) -> str:
    return at.astimezone(_VIETNAM).isoformat(timespec="seconds")
