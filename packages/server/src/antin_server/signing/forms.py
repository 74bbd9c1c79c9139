"""What pages of signing send, read into nouns; nothing is saved here."""

from __future__ import annotations

import base64
import binascii
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from antin.agentwire import SigningCall, wire_value
from antin.casework.formats.dates import parse_date
from antin.pades.image import MAX_OCTETS
from antin.pades.looks import KINDS, Ink, LookKind, Need
from antin_server.signing.errors import (
    AgentCallWrong,
    CertificateMissing,
    FileMissing,
    FileTooLarge,
    FlowMovedOn,
    JobNotPrepared,
    LooksFileWrong,
    LookWrong,
    MarkNotFound,
    NothingChosen,
    PlaceWrong,
    SigningError,
    TooManyFiles,
    TooManyToSign,
)
from antin_server.signing.models import JobMark
from antin_server.signing.services import (
    BatchPlace,
    FileToCheck,
    FlowChosen,
    FlowDraft,
    Numbering,
    Place,
    PlaceWay,
    SigningWish,
    picture_clean,
    pictures_plain,
)
from antin_server.signing.services.flow_events import one_line
from antin_server.signing.services.look_files import MOST_FILE_OCTETS
from antin_server.signing.services.looks import LEAST_MM, MOST_MM
from antin_server.signing.types import KIND_NAMES, LookContent

MAX_CERTIFICATES, MAX_SIGNATURE, MAX_NUMBER = 6, 4_096, 60
MOST_FILES = 20
"""In one upload to be checked."""
MOST_TO_SIGN = 100
"""In one upload to be signed; all together as large as one file may be."""


def uploaded(file: UploadedFile[Any] | None) -> tuple[str, bytes]:
    """The name and bytes of a chosen file. Raises FileMissing, FileTooLarge."""
    if file is None or file.size is None:
        raise FileMissing()
    if file.size > settings.ANTIN_UPLOAD_BYTES:
        raise FileTooLarge(limit_mb=settings.ANTIN_UPLOAD_BYTES // (1024 * 1024))
    return name_of(file), file.read()


def uploaded_to_check(files: Sequence[UploadedFile[Any]]) -> tuple[FileToCheck, ...]:
    """Chosen files, in their order, none of them read yet; those that are not taken say why. Raises FileMissing."""
    if not files:
        raise FileMissing()
    return tuple(_to_check(number, each) for number, each in enumerate(files))


def _to_check(number: int, file: UploadedFile[Any]) -> FileToCheck:
    refusal: SigningError | None = None
    if number >= MOST_FILES:
        refusal = TooManyFiles(most=MOST_FILES)
    elif (file.size or 0) > settings.ANTIN_UPLOAD_BYTES:
        refusal = FileTooLarge(limit_mb=settings.ANTIN_UPLOAD_BYTES // (1024 * 1024))
    return FileToCheck(name_of(file), file.size or 0, file.read, refusal)


def uploaded_to_sign(files: Sequence[UploadedFile[Any]]) -> tuple[FileToCheck, ...]:
    """Chosen files, in their order, none of them read yet. Raises FileTooLarge, TooManyToSign."""
    if len(files) > MOST_TO_SIGN:
        raise TooManyToSign(most=MOST_TO_SIGN)
    if sum(each.size or 0 for each in files) > settings.ANTIN_UPLOAD_BYTES:
        raise FileTooLarge(limit_mb=settings.ANTIN_UPLOAD_BYTES // (1024 * 1024))
    return tuple(FileToCheck(name_of(each), each.size or 0, each.read) for each in files)


def name_of(file: UploadedFile[Any]) -> str:
    """What a file is called, without the folders it lay in."""
    name = unicodedata.normalize("NFC", PurePosixPath((file.name or "").replace("\\", "/")).name)
    return name or "van-ban.pdf"


def number_asked(data: Mapping[str, str]) -> str:
    """The number of a paper as typed, or what a hand would not type in its place: a question mark."""
    return data.get("number", "").replace("\x00", "").strip()[: 2 * MAX_NUMBER] or "?"


def placed(data: Mapping[str, str], mark: JobMark, facts: Mapping[str, str]) -> Place:
    """Where a mark will stand; of an invisible one only the reason is asked. Raises PlaceWrong."""
    reason = data.get("reason", "").replace("\x00", "").strip()
    if not mark.is_visible:
        return Place(mark.page, mark.x, mark.y, mark.width, mark.height, False, reason, facts)
    try:
        page = int(data.get("page", "")) + {"next": 1, "previous": -1}.get(data.get("turn", ""), 0)
    except ValueError as error:
        raise PlaceWrong() from error
    return Place(page, *box_sent(data), True, reason, facts)


def box_sent(data: Mapping[str, str]) -> tuple[float, float, float, float]:
    """`x`, `y`, `width`, `height` in millimetres, with a comma or a point. Raises PlaceWrong."""
    try:
        x, y, width, height = (float(data.get(key, "").replace(",", ".")) for key in ("x", "y", "width", "height"))
    except ValueError as error:
        raise PlaceWrong() from error
    if not all(-10_000 < each < 10_000 for each in (x, y, width, height)):
        raise PlaceWrong()
    return x, y, width, height


def size_sent(text: str | None, own: float) -> float:
    """A width or height in millimetres in an address, or what it is now."""
    try:
        size = float(text or "")
    except ValueError:
        return own
    return size if 1 <= size <= 1_000 else own


COPY_FORMS = ("Sao y", "Sao lục", "Trích sao")  # NĐ 30/2020 Đ.25
_ASKED: Mapping[Need, str] = {
    Need.NUMBER: "number", Need.ISSUED_ON: "issued_on", Need.COPY_FORM: "copy_form", Need.ARRIVAL: "arrival",
    Need.COMMENT: "comment", Need.ADDRESS: "address", Need.AGENCY: "agency",
}
_LONGEST = {
    "number": MAX_NUMBER, "issued_on": 10, "copy_form": 20, "arrival": 30, "comment": 300, "address": 200,
    "agency": 200, "initials": 10,
}


def facts_asked(kind: str, *, has_look: bool) -> tuple[str, ...]:
    """What a page asks for a mark of this kind; the agency may stay empty, as the certificate names one."""
    if kind == LookKind.INITIALS:
        return () if has_look else ("initials",)
    return tuple(_ASKED[need] for need in KINDS[LookKind(kind)].needs if need in _ASKED) if kind else ()


def facts_sent(data: Mapping[str, str], names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Facts as marks keep them, empty where something is wrong with them; and what is wrong, by name, in the reader's
    language.
    """
    facts, faults = dict[str, str](), dict[str, Any]()
    for name in names:
        value = " ".join(unicodedata.normalize("NFC", data.get(f"fact_{name}", "").replace("\x00", "")).split())
        if len(value) > _LONGEST[name]:
            faults[name] = _("At most %(most)d letters.") % {"most": _LONGEST[name]}
        elif not value and name != "agency":
            faults[name] = _("Fill this in: it is shown on the page.")
        elif name == "issued_on" and value:
            day = parse_date(value)
            if day is None:
                faults[name] = _("Write the day as dd/mm/yyyy, for example 05/02/2026.")
            value = day.isoformat() if day else ""
        elif name == "copy_form" and value not in COPY_FORMS:
            faults[name] = _("Choose one of the list.")
        facts[name] = "" if name in faults else value
    return facts, {name: str(fault) for name, fault in faults.items()}


def shown_sent(value: str) -> tuple[str, UUID | None, bool]:
    """Kind, look and whether it is seen, of `kind`, `kind:look` or `invisible`. Raises MarkNotFound."""
    kind, _colon, look = value.partition(":")
    if kind == "invisible":
        return "", None, False
    try:
        return (LookKind(kind).value if kind else ""), (UUID(look) if look else None), True
    except ValueError as error:
        raise MarkNotFound() from error


def batch_placed(data: QueryDict) -> tuple[tuple[UUID, ...], BatchPlace]:
    """Which documents (`job`), and where their signatures will stand (`place`). Raises NothingChosen, PlaceWrong."""
    try:
        jobs = tuple(UUID(each) for each in data.getlist("job"))
        way = PlaceWay(data.get("place", ""))
    except ValueError as error:
        raise PlaceWrong() from error
    if not jobs:
        raise NothingChosen()
    if way is not PlaceWay.SAME:
        return jobs, BatchPlace(way)
    box = box_sent({name: data.get(name, "") for name in ("x", "y", "width", "height")})
    if box[2] <= 0 or box[3] <= 0:
        raise PlaceWrong()
    return jobs, BatchPlace(way, data.get("page") != "first", box)


def certificates_sent(body: bytes) -> tuple[bytes, ...]:
    """`{"certificates": [base64 DER, leaf first]}`. Raises CertificateMissing."""
    try:
        sent = json.loads(body)["certificates"]
        found = tuple(base64.b64decode(each, validate=True) for each in sent)
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        raise CertificateMissing() from error
    if not 1 <= len(found) <= MAX_CERTIFICATES:
        raise CertificateMissing()
    return found


def signature_sent(body: bytes) -> bytes:
    """`{"signature": base64}`. Raises JobNotPrepared."""
    try:
        found = base64.b64decode(json.loads(body)["signature"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
        raise JobNotPrepared() from error
    if not 1 <= len(found) <= MAX_SIGNATURE:
        raise JobNotPrepared()
    return found


def signing_wish(body: bytes, *, wait: timedelta) -> tuple[tuple[UUID, ...], SigningWish]:
    """`{jobs: [id], call, number, issued_on: dd/mm/yyyy, is_place_free}`. Raises AgentCallWrong."""
    most = wire_value("batch_files")
    try:
        sent = json.loads(body)
        jobs = tuple(UUID(str(each)) for each in sent["jobs"])
        call = SigningCall(sent["call"])
        number, day = str(sent.get("number", "")).strip(), str(sent.get("issued_on", "")).strip()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AgentCallWrong(most=most) from error
    if len(number) > MAX_NUMBER or not number.isprintable() or (day and parse_date(day) is None):
        raise AgentCallWrong(most=most)
    return jobs, SigningWish(call, number, _at_noon(day), sent.get("is_place_free") is True, wait)


def _at_noon(day: str) -> datetime | None:
    """A day as a moment that is on the same day in every zone that programs take for ours."""
    found = parse_date(day) if day else None
    return datetime.combine(found, time(12), ZoneInfo(settings.TIME_ZONE)) if found else None


def flow_draft(data: QueryDict, file: UploadedFile[Any] | None) -> FlowDraft:
    """A document and its way: key, title, initials (several), leader, clerk. Raises FlowMovedOn: no key of a page of
    ours; FileMissing, FileTooLarge.
    """
    try:
        key = UUID(data.get("key", ""))
    except ValueError as error:
        raise FlowMovedOn() from error
    initials = [found for each in data.getlist("initials") if (found := _number_of(each)) is not None]
    name, octets = uploaded(file)
    leader, clerk = (_number_of(data.get(each, "")) for each in ("leader", "clerk"))
    return FlowDraft(key, data.get("title", ""), name, octets, initials, leader, clerk)


def flow_chosen(data: Mapping[str, str], *, flow_id: UUID, person_id: int) -> FlowChosen:
    """The version that the page showed; a broken one is of no page."""
    return FlowChosen(flow_id, _number_of(data.get("version", "")) or 0, person_id)


def numbering(data: Mapping[str, str]) -> Numbering:
    """number, issued_on: dd/mm/yyyy, symbol: on when the document shows it already."""
    return Numbering(
        data.get("number", "").replace("\x00", "").strip(), parse_date(data.get("issued_on", "")), "symbol" in data,
    )


def _number_of(text: str) -> int | None:
    """A primary key or version as a page sends it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _short() -> forms.TextInput:
    """A blank for a few digits."""
    return forms.TextInput(attrs={"class": "w-short", "inputmode": "decimal", "autocomplete": "off"})


class LookForm(forms.Form):
    """A look of one kind. known: as it is now; a picture may come as a file, or back from the page that showed it."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Only you see it, when you choose the look."))
    picture = forms.FileField(
        label=_("Picture"), error_messages={"required": _("Choose a picture.")},
        help_text=_("PNG or JPEG on white paper, up to 4 MB. The paper is taken away; only the ink is kept."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    ink = forms.ChoiceField(label=_("Colour of the ink"), choices=[
        (Ink.AS_IT_IS, _("As in the picture")), (Ink.BLUE, _("Blue")), (Ink.RED, _("Red")), (Ink.BLACK, _("Black")),
    ])
    width = forms.FloatField(
        label=_("Width (mm)"), min_value=LEAST_MM, max_value=MOST_MM, localize=True, widget=_short(),
    )
    height = forms.FloatField(
        label=_("Height (mm)"), min_value=LEAST_MM, max_value=MOST_MM, localize=True, widget=_short(),
    )
    has_labels = forms.BooleanField(
        label=_("Write “Ký bởi”, “Cơ quan”, “Thời gian ký” before the lines"), required=False,
    )

    def __init__(self, data: Any, files: Any, *, kind: LookKind, known: LookContent | None = None) -> None:
        width, height = (known.width, known.height) if known else KINDS[kind].size_mm
        initial = {
            "name": known.name if known else KIND_NAMES[kind], "width": _tidy(width), "height": _tidy(height),
            "has_labels": known.has_labels if known else True, "ink": _INKS.get(kind, Ink.AS_IT_IS),
        }
        super().__init__(data, files, initial=initial)
        self.kind, self._known = kind, known
        self.kept = self.data.get("kept", "") if self.is_bound else ""
        self.fields["picture"].required = known is None and not self.kept
        if kind is not LookKind.SIGNATURE:
            del self.fields["has_labels"]
        if kind is LookKind.SEAL:
            self.fields["width"].help_text = _("The diameter of the real seal: 36 mm, of a commune 35 mm.")

    def clean_name(self) -> str:
        """NFC, one line, printable only."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_picture(self) -> UploadedFile[Any] | None:
        """The chosen file, when there is one."""
        file: UploadedFile[Any] | None = self.cleaned_data["picture"]
        if file is not None and (file.size or 0) > MAX_OCTETS:
            raise forms.ValidationError(_("The picture is larger than 4 MB."))
        return file

    def content(self) -> tuple[bytes | None, LookContent]:
        """What was brought, small (None: no new file), and the look. Raises what `services.pictures` raises."""
        data = self.cleaned_data
        before, picture = self._picture()
        return before, LookContent(data["name"], picture, data["width"], data["height"], data.get("has_labels", True))

    def _picture(self) -> tuple[bytes | None, bytes]:
        file = self.cleaned_data["picture"]
        if file is not None:
            cleaned = picture_clean(file.read(), Ink(self.cleaned_data["ink"]))
            return cleaned.before, cleaned.after
        if self.kept:
            try:
                return None, pictures_plain([base64.b64decode(self.kept, validate=True)])[0]
            except ValueError as error:  # no base64, or not even ASCII
                raise LookWrong() from error
        assert self._known is not None
        return None, self._known.picture


def _tidy(size: float) -> float:
    """50 rather than 50.0."""
    return int(size) if size == int(size) else size


_INKS = {LookKind.LEADER: Ink.BLUE, LookKind.INITIALS: Ink.BLUE, LookKind.SEAL: Ink.RED}


def looks_file_sent(file: UploadedFile[Any] | None) -> bytes:
    """A file of looks. Raises FileMissing, LooksFileWrong."""
    if file is None:
        raise FileMissing()
    if (file.size or 0) > MOST_FILE_OCTETS:
        raise LooksFileWrong()
    return bytes(file.read())
