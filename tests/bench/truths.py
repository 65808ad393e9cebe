"""Truth sets that stand beside the repository, cut in two halves by supplier: one was used to tune, the other is reported."""

from __future__ import annotations

import csv
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

BESIDE = Path(__file__).parents[3] / "shared" / "realdata"
Truth = dict[str, tuple[str, float]]  # spelling -> who it is, pounds
TUNED, HELD_OUT = 0, 1


def half(who: str) -> int:
    """Which half a supplier belongs to."""
    return zlib.crc32(who.encode()) & 1


def _rows(path: str) -> Iterable[dict[str, str]]:
    with (BESIDE / path).open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def nhs() -> Truth:
    """Suppliers of NHS bodies, each verified by hand as one NHS organisation (Rahal and Mohan)."""
    return _summed((r["query_string_n"], r["verif_match"], r["amount"]) for r in _rows("F/nhsspend_supplier_nhsdigital_verified.csv"))


def strangers() -> Truth:
    """Names verified by hand to be no organisation of that register."""
    rows = _rows("F/nhsspend_supplier_nomatch_verified.csv")
    return _summed((r["query_string_n"], r["query_string_n"], r["amount"]) for r in rows if r["verif_match"].casefold() == "no match")


def pairs() -> Truth:
    """Labelled name pairs: a query and the name that it was verified to mean; both are spellings of that name."""
    found: Truth = {}
    for row in _rows("F/nhsspend_verified_name_pairs.csv"):
        if row["verif_match"].casefold() not in ("no match", "named person", "named individual", "named doctor"):
            for name in (row["query_string_n"].strip(), row["verif_match"].strip()):
                found.setdefault(name, (row["verif_match"].strip(), 1.0))
    return found


def audited() -> list[tuple[str, str, str, float]]:
    """Suppliers of NHS bodies audited by hand against the register of companies: name, company number or nothing, its name there, pounds."""
    rows = _rows("F/nhsspend_audit_charity_company_devhalf.csv")
    return [
        (r["supplier"].strip(), r["companynumber"].strip(), r["companyname"].strip(), abs(float(r["amount_supplier"] or 0)))
        for r in rows
        if r["supplier"].strip()
    ]


def cascade() -> list[tuple[str, str, bool]]:
    """Pairs of names of public buyers, and whether a person said that they are one (training files of Spend Network's Project Cascade)."""
    found = []
    for file in ("cascade_cluster_training.json", "cascade_manual_matching_training.json"):
        for label, pairs_of in json.loads((BESIDE / "F" / file).read_text(encoding="utf-8")).items():
            for pair in pairs_of:
                one, other = (each.get("src_name") or each.get("src_name_adj") for each in pair["__value__"])
                if one and other:
                    found.append((one, other, label == "match"))
    return found


def companies(path: str, name: str, number: str, amount: str) -> Truth:
    """Suppliers by the company number that the council states beside them."""
    rows = ((r[name], r[number].strip().upper().zfill(8), r[amount]) for r in _rows(path))
    return _summed(row for row in rows if any(map(str.isdigit, row[1])) and row[1].strip("0"))


def _summed(rows: Iterable[tuple[str, str, str]]) -> Truth:
    found: Truth = {}
    for name, who, amount in rows:
        if name.strip() and who.strip():
            before = found.get(name.strip(), (who.strip(), 0.0))
            found[name.strip()] = (before[0], before[1] + abs(float(amount.replace(",", "") or 0)))
    return found


def scored(said: Sequence[Any], truth: Sequence[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs."""
    both, ours, theirs = (_pairs(groups) for groups in (zip(said, truth, strict=True), said, truth))
    precision, recall = both / ours if ours else 1.0, both / theirs if theirs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def joined(said: Sequence[Any], truth: Sequence[Any]) -> tuple[int, int]:
    """How many pairs are joined, and how many of them are not so in truth."""
    ours = _pairs(said)
    return ours, ours - _pairs(zip(said, truth, strict=True))


def _pairs(groups: Iterable[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def bcubed(said: Sequence[Any], truth: Sequence[Any], pounds: Sequence[float]) -> tuple[float, float]:
    """B-cubed precision and recall, by pounds: of a pound's group, how much is its supplier's; and the other way."""
    return _inside(said, truth, pounds), _inside(truth, said, pounds)


def _inside(said: Sequence[Any], truth: Sequence[Any], pounds: Sequence[float]) -> float:
    whole: Counter[Any] = Counter()
    joint: Counter[Any] = Counter()
    for x, y, w in zip(said, truth, pounds, strict=True):
        whole[x] += w  # type: ignore[assignment]
        joint[x, y] += w  # type: ignore[assignment]
    return sum(w * joint[x, y] / whole[x] for x, y, w in zip(said, truth, pounds, strict=True) if w) / (sum(pounds) or 1)
