"""Verdicts compared with what somebody expects: `script/conformance DIR`.

DIR/expected.json is `{path: {indication, sub_indication?, signatures?}}`, paths relative to DIR. signatures: how many,
or a list of the same objects, one for each signature in its order. What is not stated is not compared.
"""

import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from antin_cli.__main__ import main as antin

EXPECTED = "expected.json"
WRONG_USE = 64


def differences(expected: Mapping[str, Any], verdict: Mapping[str, Any]) -> Iterator[str]:
    """What a verdict says otherwise than expected, in words."""
    for key in ("indication", "sub_indication"):
        if key in expected and expected[key] != verdict[key]:
            yield f"{key}: {verdict[key]} (expected {expected[key]})"
    wanted, found = expected.get("signatures"), verdict["signatures"]
    if isinstance(wanted, int) and wanted != len(found):
        yield f"signatures: {len(found)} (expected {wanted})"
    if isinstance(wanted, list):
        if len(wanted) != len(found):
            yield f"signatures: {len(found)} (expected {len(wanted)})"
        for number, (one, other) in enumerate(zip(wanted, found, strict=False), 1):
            for key in one:
                if one[key] != other.get(key):
                    yield f"signature {number}, {key}: {other.get(key)} (expected {one[key]})"


def verdicts(directory: Path, options: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """The verdict on every file, by its path in the directory."""
    said = io.StringIO()
    files = [str(path) for path in sorted(directory.rglob("*")) if path.is_file() and path.name != EXPECTED]
    if not files:
        return {}
    with redirect_stdout(said):
        antin(["pdf", "verify", "--json", "--offline", *options, "--", *files])
    found = (json.loads(line) for line in said.getvalue().splitlines())
    return {str(Path(each["file"]).relative_to(directory)): each for each in found}


def main(arguments: Sequence[str]) -> int:
    """0: all as expected, 1: not; 64: nothing to compare with."""
    directory = Path(arguments[0])
    try:
        expected = json.loads((directory / EXPECTED).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{directory / EXPECTED}: {error}", file=sys.stderr)
        return WRONG_USE
    found = verdicts(directory, arguments[1:])
    wrong = 0
    for path in sorted({*expected, *found}):
        if path not in found:
            told = ["no such file"]
        elif path not in expected:
            told = [f"nothing expected; found {found[path]['indication']} / {found[path]['sub_indication']}"]
        else:
            told = list(differences(expected[path], found[path]))
        wrong += bool(told)
        print(*(f"{path}: {each}" for each in told), sep="\n", end="\n" if told else "")
    print(f"{len({*expected, *found}) - wrong} of {len({*expected, *found})} as expected")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
