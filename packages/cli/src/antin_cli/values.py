"""Values on the command line: what they may be, told in words of ours."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from antin_cli.errors import ValueWrong
from antin_cli.texts import say

LAWS = ("tt185_2019", "nd68_2024")


class Value(click.ParamType[Any]):
    """A kind of value. name: shown in help, a code of the texts; expected: too."""

    name, expected = "value", "value"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it in help."""
        return say(f"metavar.{self.name}")

    def refused(self, value: object, param: click.Parameter | None) -> ValueWrong:
        """The error about a value."""
        return ValueWrong(name=shown_name(param), value=value, expected=say(f"expected.{self.expected}"))


class OneOf(Value):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as given."""
        if value not in self.words:
            raise ValueWrong(name=shown_name(param), value=value, expected=" | ".join(self.words))
        return str(value)


class Text(Value):
    """Any text."""

    def __init__(self, name: str = "text") -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as given."""
        return str(value)


class FilePath(Value):
    """A path, looked at when it is used."""

    def __init__(self, name: str = "file") -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        if "\0" in str(value) or not str(value):
            raise ValueWrong(name=shown_name(param), value=value, expected=say("expected.path"))
        return Path(value)


class Number(Value):
    """A whole number within bounds, both inclusive."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = str(value)
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10 and self.least <= int(text) <= self.most:
            return int(text)
        raise ValueWrong(name=shown_name(param), value=value, expected=f"{self.least}..{self.most}")


class Time(Value):
    """A time by RFC 3339, with its offset."""

    name = expected = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Aware."""
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise self.refused(value, param) from error
        if at.tzinfo is None or "T" not in str(value).upper() or not 1 < at.year < 9999:
            raise self.refused(value, param)
        return at


class Box(Value):
    """A place on a page: millimetres from the top left, `x,y,w,h`."""

    name = expected = "box"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None,
    ) -> tuple[float, float, float, float]:
        """Left edge, top edge, width, height."""
        if isinstance(value, tuple):
            return value
        try:
            x, y, width, height = (float(each) for each in str(value).split(","))
        except ValueError as error:
            raise self.refused(value, param) from error
        if not all(0 <= each < 10_000 for each in (x, y, width, height)) or not (width and height):
            raise self.refused(value, param)
        return x, y, width, height


class Size(Value):
    """Width and height in millimetres, `w,h`."""

    name = expected = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """Width, height."""
        if isinstance(value, tuple):
            return value
        try:
            width, height = (float(each) for each in str(value).split(","))
        except ValueError as error:
            raise self.refused(value, param) from error
        if not (0 < width < 1_000 and 0 < height < 1_000):
            raise self.refused(value, param)
        return width, height


class Day(Value):
    """A day, dd/MM/yyyy."""

    name = expected = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        try:
            day, month, year = (int(each) for each in str(value).split("/"))
            return date(year, month, day)
        except ValueError as error:
            raise self.refused(value, param) from error


class Url(Value):
    """An http or https address."""

    name = expected = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as given."""
        if not str(value).lower().startswith(("http://", "https://")):
            raise self.refused(value, param)
        return str(value)


class ReportPath(FilePath):
    """A path that ends in .csv or .pdf."""

    expected = "report"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as given."""
        path = super().convert(value, param, ctx)
        if path.suffix.lower() not in (".csv", ".pdf"):
            raise self.refused(value, param)
        return path


def shown_name(param: click.Parameter | None) -> str:
    """An option by its longest name, an argument by what stands for it in help."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if param is None:
        return "?"
    return say(f"metavar.{param.type.name}") if isinstance(param.type, Value) else param.human_readable_name
