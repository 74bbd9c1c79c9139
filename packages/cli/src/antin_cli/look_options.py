"""The options that say how a signature is seen, and where it is placed by itself."""

from collections.abc import Callable
from typing import Any, TypeVar

from antin_cli.frame import option, together
from antin_cli.values import Day, OneOf, Size, Text

F = TypeVar("F", bound=Callable[..., Any])
LOOKS = (
    "leader", "seal", "number", "date", "appendix", "copy", "incoming", "comment", "initials", "signature", "code",
)
INKS = ("as-it-is", "blue", "red", "black")

look_options: Callable[[F], F] = together(
    option("--look", type=OneOf(*LOOKS), help_code="pdf.sign.look"),
    option("--place", type=OneOf("auto"), help_code="pdf.sign.place"),
    option("--size", type=Size(), help_code="pdf.sign.size"),
    option("--clean", type=OneOf(*INKS), help_code="pdf.sign.clean"),
    option("--number", type=Text(), default="", help_code="pdf.sign.number"),
    option("--issued", type=Day(), help_code="pdf.sign.issued"),
    option("--copy-form", type=Text(), default="", help_code="pdf.sign.copy_form"),
    option("--agency", type=Text(), default="", help_code="pdf.sign.agency"),
    option("--arrival", type=Text(), default="", help_code="pdf.sign.arrival"),
    option("--comment", type=Text(), default="", help_code="pdf.sign.comment"),
    option("--initials", type=Text(), default="", help_code="pdf.sign.initials"),
    option("--address", type=Text(), default="", help_code="pdf.sign.address"),
    option("--no-labels", is_flag=True, help_code="pdf.sign.no_labels"),
    option("--no-scan", is_flag=True, help_code="pdf.sign.no_scan"),
)
