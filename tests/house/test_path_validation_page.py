"""docs/reference/kiem-tra-duong-dan.md tells what the code does; run this file to rewrite its tables."""

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from antin.messages import message
from antin.validation import DATED, Limits, Term
from antin.validation.indications import VERDICTS
from antin.validation.profile import CONTRADICTIONS, FAULTS_OF_ISSUERS

PAGE = Path(__file__).parents[2] / "docs/reference/kiem-tra-duong-dan.md"


def table(*rows: tuple[object, ...]) -> str:
    head, *rest = (f"| {' | '.join(map(str, row))} |" for row in rows)
    return "\n".join((head, "|" + "---|" * len(rows[0]), *rest))


def reasons() -> str:
    rows = [
        (f"`{code}`", message(code).text, f"`{sub_indication}`", f"`{outcome}`")
        for code, (sub_indication, outcome) in VERDICTS.items()
    ]
    return table(("mã", "lời", "sub_indication", "outcome"), *rows)


def day(at: datetime | None) -> str:
    return "—" if at is None else "luôn" if at.year == 1970 else f"{at:%Y-%m-%d}"


def days(term: Term) -> tuple[str, str]:
    return day(term.weak_from), day(term.refused_from)


def strength() -> str:
    digests = [(name, *days(term)) for name, term in DATED.digests]
    keys = [(f"{family} < {bits} bit", *days(term)) for family, terms in DATED.keys for bits, term in terms]
    return table(("thuật toán", "yếu từ", "từ chối từ"), *digests, *keys)


TABLES = {
    "reasons": reasons, "strength": strength,
    "contradictions": lambda: "\n".join(f"- RFC 5280 {clause}" for clause in CONTRADICTIONS),
    "issuers": lambda: "\n".join(f"- RFC 5280 {clause}" for clause in FAULTS_OF_ISSUERS),
    "limits": lambda: table(("việc", "nhiều nhất"), *asdict(Limits()).items()),
}


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
