"""The one root of every error of the core."""

from typing import ClassVar


class AntinError(Exception):
    """What went wrong, by a stable code; `antin.messages` holds its text and hint in Vietnamese and English.

    code: English snake_case, one per class, never changed once released.
    fields: the values that the catalogue's text names in braces; never a secret, never personal data.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code} ({named})" if named else self.code
