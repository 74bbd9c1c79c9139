"""docs/reference/order.md tells what the code does; run this file to rewrite its tables."""

import re
from pathlib import Path

import pytest

from antin.messages import message
from antin.orders import APPROVALS_NEEDED, OrderKind, canonical_bytes, order_digest
from antin.orders.contents import CONTENTS, REASONS
from antin_testkit.orders import order_of

PAGE = Path(__file__).parents[2] / "docs/reference/order.md"


def table(*rows: tuple[object, ...]) -> str:
    head, *rest = (f"| {' | '.join(map(str, row))} |" for row in rows)
    return "\n".join((head, "|" + "---|" * len(rows[0]), *rest))


def kinds() -> str:
    rows = [
        (f"`{kind}`", message(f"order_kind_{kind}").text, message(f"order_kind_{kind}", "en").text, needed)
        for kind, needed in APPROVALS_NEEDED.items()
    ]
    return table(("kind", "nghĩa", "meaning", "chữ ký duyệt / approvals"), *rows)


def contents() -> str:
    rows = [
        (f"`{kind}`", ", ".join(f"`{name}`{'' if each.is_required else '?'}" for name, each in fields.items()))
        for kind, fields in CONTENTS.items()
    ]
    return table(("kind", "trường / fields"), *rows)


def reasons() -> str:
    rows = [
        (f"`{each}`", message(f"order_reason_{each}").text, message(f"order_reason_{each}", "en").text)
        for each in sorted(REASONS)
    ]
    return table(("reason", "nghĩa", "meaning"), *rows)


def example() -> str:
    data = canonical_bytes(order_of(OrderKind.REVOKE))
    return f"```json\n{data.decode()}\n```\n\nSHA-256: `{order_digest(data)}`"


TABLES = {"kinds": kinds, "contents": contents, "reasons": reasons, "example": example}


def block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
class TestATableOfThePage:
    def test_says_what_the_code_does(self, name: str) -> None:
        written = block(name).search(PAGE.read_text(encoding="utf-8"))

        assert written is not None
        assert written[2].strip() == TABLES[name]()


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for each, make in TABLES.items():
        text = block(each).sub(lambda match, make=make: f"{match[1]}{make()}\n{match[3]}", text)
    PAGE.write_text(text, encoding="utf-8")
