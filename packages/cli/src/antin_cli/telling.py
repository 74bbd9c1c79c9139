"""An error as a person reads it."""

from typing import TYPE_CHECKING

from antin_cli import language
from antin_cli.output import note
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin.errors import AntinError
    from antin.messages import Message


def tell(error: "AntinError", *, about: str = "") -> None:
    """What went wrong and what can be done, on standard error. about: a file, when there are several."""
    told = _message(error)
    note(f"antin: {about + ': ' if about else ''}{told.text}")
    hint = told.hint or (say("hint.help") if _is_wrong_use(error) else "")
    if hint:
        note(f"  {hint}")


def as_json(error: "AntinError", path: str) -> dict[str, object]:
    """An error about a file as one object."""
    told = _message(error)
    advice = [{"code": told.code, "text": told.hint}] if told.hint else []
    return {"file": path, "error": {"code": told.code, "text": told.text}, "advice": advice}


def _message(error: "AntinError") -> "Message":
    from antin.messages import message_of

    return message_of(error, language.current())


def _is_wrong_use(error: "AntinError") -> bool:
    return any(kind.__dict__.get("code") == "wrong_use" for kind in type(error).__mro__)
