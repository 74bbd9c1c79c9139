"""Why a PDF cannot be read, or cannot be signed as asked."""

from antin.errors import AntinError
from antin.pdf import (
    NotPdf,
    PdfBroken,
    PdfEncryptionUnsupported,
    PdfPasswordNeeded,
    PdfTooHeavy,
    PdfTooLarge,
    PdfUnreadable,
)

__all__ = [
    "AlreadySigned", "AppearanceDoesNotFit", "BoxOutsidePage", "ChangesForbidden", "CharacterMissing",
    "CodeTooLong", "FieldFilled",
    "FieldHasConditions", "FieldMissing", "FieldNameWrong", "ImageUnreadable", "LookIncomplete",
    "NewFieldForbidden", "NotPdf", "NothingToShow",
    "PadesError", "PageMissing",
    "PdfBroken", "PdfEncryptionUnsupported", "PdfHasXfa", "PdfPasswordNeeded", "PdfTooHeavy", "PdfTooLarge",
    "PdfUnreadable", "PictureWithoutInk", "PictureWithoutPaper",
    "PlaceNotFound",
    "PreparedStateBroken", "SignatureFormatWrong", "SigningRefused", "SlotTooSmall",
]


class PadesError(AntinError):
    """The parent of every error of this room."""

    code = "pades_error"


class SignatureFormatWrong(PadesError):
    """A signature that breaks the rules of its format, so that nothing it covers can be relied on
    (`faults`).
    """

    code = "signature_format_wrong"


class SigningRefused(PadesError):
    """The parent of everything that keeps us from signing a readable file."""

    code = "signing_refused"


class PdfHasXfa(SigningRefused):
    """An XFA form: what a viewer shows is not the pages that would be signed."""

    code = "pdf_has_xfa"


class ChangesForbidden(SigningRefused):
    """An earlier signature certifies that nothing may be added (DocMDP level 1, or a locking signature)."""

    code = "pdf_changes_forbidden"


class AlreadySigned(SigningRefused):
    """A certifying signature must be the first one (ISO 32000-2 12.8.2.2)."""

    code = "pdf_already_signed"


class NewFieldForbidden(SigningRefused):
    """A certified document takes signatures in its own fields only, or invisible ones."""

    code = "pdf_new_field_forbidden"


class FieldMissing(SigningRefused):
    """No signature field of this name (`name`)."""

    code = "signature_field_missing"


class FieldFilled(SigningRefused):
    """The field is signed already (`name`)."""

    code = "signature_field_filled"


class FieldNameWrong(SigningRefused):
    """A new field's name is empty, holds a full stop, or belongs to another kind of field (`name`)."""

    code = "signature_field_name_wrong"


class FieldHasConditions(SigningRefused):
    """The field demands properties of the signature that we do not evaluate (a seed value dictionary)."""

    code = "signature_field_has_conditions"


class PageMissing(SigningRefused):
    """The document has no such page (`page`, `pages`)."""

    code = "page_missing"


class BoxOutsidePage(SigningRefused):
    """The box does not lie on the page as displayed (`width_mm`, `height_mm` of the page)."""

    code = "box_outside_page"


class AppearanceDoesNotFit(SigningRefused):
    """The text is too long for the box even in the smallest letters (`size_pt`)."""

    code = "appearance_does_not_fit"


class CharacterMissing(SigningRefused):
    """The font has no shape for these characters (`characters`)."""

    code = "appearance_character_missing"


class ImageUnreadable(SigningRefused):
    """The picture is no PNG or JPEG, or too large (`limit`)."""

    code = "appearance_image_unreadable"


class CodeTooLong(SigningRefused):
    """The text does not fit a QR code that can be read on paper (`limit` octets)."""

    code = "appearance_code_too_long"


class PictureWithoutPaper(SigningRefused):
    """A picture with no light background, from which ink cannot be told."""

    code = "picture_without_paper"


class PictureWithoutInk(SigningRefused):
    """A picture on which nothing stands, or too faintly."""

    code = "picture_without_ink"


class NothingToShow(SigningRefused):
    """The place of a look is an invisible field."""

    code = "look_nothing_to_show"


class PlaceNotFound(SigningRefused):
    """The words of the document do not say where a look goes (`kind`)."""

    code = "place_not_found"


class LookIncomplete(SigningRefused):
    """Something that a kind of look shows is not known (`kind`, `missing`: names of what, see looks.kinds.Need)."""

    code = "look_incomplete"


class SlotTooSmall(SigningRefused):
    """The finished signature is larger than the room kept for it (`needed`, `room`)."""

    code = "signature_slot_too_small"


class PreparedStateBroken(SigningRefused):
    """The kept state does not belong to these bytes."""

    code = "prepared_state_broken"
