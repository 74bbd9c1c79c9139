"""Words of looks that this app's rooms share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antin.pades.looks import Facts, LookKind

KIND_NAMES: Mapping[str, str | Promise] = {
    "": _("Name, agency and time in a box"),
    LookKind.LEADER: _("Signature of the person with authority"),
    LookKind.SEAL: _("The seal of the agency"),
    LookKind.INITIALS: _("Initials"),
    LookKind.SIGNATURE: _("Picture with name, agency and time"),
    LookKind.NUMBER: _("Number of the document"),
    LookKind.DATE: _("Date of the document"),
    LookKind.COMMENT: _("Comment"),
    LookKind.APPENDIX: _("Mark of an appendix"),
    LookKind.COPY: _("Mark of a copy"),
    LookKind.INCOMING: _("Stamp of incoming papers"),
    LookKind.CODE: _("QR code of the page for checking"),
}
KEPT_BY_PEOPLE = (LookKind.LEADER, LookKind.INITIALS, LookKind.SIGNATURE)
KEPT_BY_AGENCIES = (LookKind.SEAL, LookKind.SIGNATURE)
"""Kinds that need a picture; whose it may be."""
WITHOUT_PICTURE = (
    LookKind.NUMBER, LookKind.DATE, LookKind.INITIALS, LookKind.COMMENT, LookKind.APPENDIX, LookKind.COPY,
    LookKind.INCOMING, LookKind.CODE,
)
FACT_NAMES: Mapping[str, str | Promise] = {
    "number": _("Number, with its symbol if the page does not show it"), "issued_on": _("Day of issue (dd/mm/yyyy)"),
    "copy_form": _("Form of the copy"), "arrival": _("Number of arrival"), "comment": _("Words of the comment"),
    "address": _("Address in the QR code"), "agency": _("Agency (empty: as in the certificate)"),
    "initials": _("Letters of the initials"),
}


@dataclass(frozen=True)
class Owner:
    """Of looks: an agency, or, where there is none, the person."""

    person_id: int
    agency_id: int | None = None

    @property
    def kinds(self) -> tuple[LookKind, ...]:
        """What it may keep."""
        return KEPT_BY_PEOPLE if self.agency_id is None else KEPT_BY_AGENCIES

    @property
    def filter(self) -> Mapping[str, int | None]:
        """As rows of looks say it."""
        if self.agency_id is None:
            return {"person_id": self.person_id, "agency_id": None}
        return {"person_id": None, "agency_id": self.agency_id}


@dataclass(frozen=True)
class LookContent:
    """What a version of a look says. picture: a PNG as `cleaned_picture` or `plain_pictures` gives it."""

    name: str
    picture: bytes
    width: float
    height: float
    has_labels: bool = True


EXAMPLE = Facts(
    name="Nguyễn Văn A", agency="ỦY BAN NHÂN DÂN TỈNH", at=datetime(2026, 11, 22, 3, 36, 5, tzinfo=UTC), number="123",
    issued_on=date(2026, 11, 22), initials="NVA",
)
"""For looks that are shown beside no document."""
