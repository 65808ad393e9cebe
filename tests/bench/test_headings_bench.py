"""How much of ten councils' spend gets a heading, from what evidence, and how often it is right. Prints tables; asserts what the docs say."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from cwbaudit.terms import HeadingSource
from tests.bench.councils import COUNCILS, REAL, TUNED, sorted_kinds

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real spend files do not stand beside this repository (../shared/realdata)"),
]
JUDGED = Path(__file__).with_name("judged_headings.csv")


def test_headings_of_ten_councils() -> None:
    """Share of rows and of pounds (credits counted as pounds) by what told the heading."""
    whole: dict[str, list[Decimal]] = {}
    print(f"\n{'rows % / pounds %':22}" + "".join(f"{source.value:>16}" for source in HeadingSource))
    for council in COUNCILS:
        by: dict[str, list[Decimal]] = {source.value: [Decimal(0), Decimal(0)] for source in HeadingSource}
        for row in sorted_kinds(council):
            by[row["heading_source"]][0] += row["lines"]
            by[row["heading_source"]][1] += row["pounds"]
        for source, sums in by.items():
            whole[source] = [a + b for a, b in zip(whole.get(source, [Decimal(0)] * 2), sums, strict=True)]
        print(_line(council + (" *" if council in TUNED else ""), by))
    print(_line("all", whole) + "\n* the half that the words were last amended by")
    assert whole["unknown"][0] / sum(sums[0] for sums in whole.values()) < Decimal("0.10")
    assert whole["unknown"][1] / sum(sums[1] for sums in whole.values()) < Decimal("0.06")


def _line(name: str, by: dict[str, list[Decimal]]) -> str:
    rows, pounds = (sum(sums[i] for sums in by.values()) for i in (0, 1))
    return f"{name:22}" + "".join(f"{100 * a / rows:>9.1f}/{100 * b / pounds:<6.1f}" for a, b in by.values())


def test_headings_judged_by_hand() -> None:
    """Three seeded samples of 200 kinds of spend with organisations, twenty of each council, judged by hand from label, name and text.

    What the first two showed was mended, in the half of the councils that words may be amended by; the third was drawn afterwards, and
    nothing was changed for it. The file holds hashes, no names.
    """
    with JUDGED.open(encoding="utf-8") as file:
        judged = {row["id"]: row for row in csv.DictReader(file) if row["sample"] == "3"}
    found: Counter[tuple[str, str]] = Counter()
    for council in COUNCILS:
        for row in sorted_kinds(council):
            name = hashlib.md5(f"{council}|{row['category']}|{row['supplier']}".encode(), usedforsecurity=False).hexdigest()[:12]
            if name in judged:
                then = judged[name]
                verdict = then["verdict"] if then["heading"] == row["heading"] else "changed since"
                found[row["heading_source"], verdict] += 1
                found["tuned half" if council in TUNED else "held-out half", verdict] += 1
    verdicts = ("right", "doubtful", "wrong", "changed since")
    print(f"\n{'':16}" + "".join(f"{verdict:>15}" for verdict in verdicts))
    for group in (*HeadingSource, "tuned half", "held-out half"):
        if any(found[group, verdict] for verdict in verdicts):
            print(f"{group:16}" + "".join(f"{found[group, verdict]:>15}" for verdict in verdicts))
    right, wrong = (found["held-out half", asked] for asked in ("right", "wrong"))
    print(f"held-out half: of those that can be judged {right / (right + wrong):.1%} right")
    assert right / (right + wrong) > 0.85
