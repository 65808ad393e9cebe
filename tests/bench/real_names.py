"""The suppliers' names in real published spend files that stand beside the repository: organisations alone, none of a person."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from cwbaudit import kinds, names
from cwbaudit.resolve import names_of
from cwbaudit.terms import Kind

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"
ORGANISATIONS = (Kind.COMPANY, Kind.CHARITY, Kind.CIC, Kind.COOPERATIVE, Kind.PUBLIC_BODY, Kind.SCHOOL)
csv.field_size_limit(1 << 24)


def published() -> list[str]:
    """Every distinct way in which the files of folder A, those that are text, write a supplier that is plainly an organisation."""
    found: set[str] = set()
    with (REALDATA / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        for file in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            if (
                file["path"].startswith("A/")
                and file["path"].endswith(".csv")
                and file["supplier_column"]
                and file["header_row_index"].isdigit()
            ):
                found.update(_suppliers(file))
    return sorted(name for name in found if kinds.kind(name)[0] in ORGANISATIONS)


def _suppliers(file: dict[str, str]) -> Iterator[str]:
    encoding = {"ascii": "utf-8", "": "utf-8"}.get(file["encoding"], file["encoding"])
    try:
        text = (REALDATA / file["path"]).read_text(encoding=encoding, errors="replace")
    except LookupError:
        text = (REALDATA / file["path"]).read_text(encoding="cp1252", errors="replace")
    rows = list(csv.reader(text.splitlines(), delimiter="\t" if "\t" in text[:300] else ","))
    header = int(file["header_row_index"])
    at = (
        next((i for i, name in enumerate(rows[header]) if name.strip() == file["supplier_column"].strip()), -1)
        if len(rows) > header
        else -1
    )
    for row in rows[header + 1 :] if at >= 0 else ():
        if len(row) > at and any(map(str.isalpha, row[at])):
            yield " ".join(row[at].split())


def joined(spellings: Sequence[str]) -> list[tuple[str, ...]]:
    """The clusters that hold more than equal names: one spelling of each normal form, in the order of the alphabet."""
    groups: dict[object, dict[str, str]] = defaultdict(dict)
    for row in names_of([{"supplier_name": name} for name in spellings]):
        name = str(row["supplier_name"])
        groups[row["supplier_id"]].setdefault(names.key(name), name)
    return sorted(tuple(sorted(group.values())) for group in groups.values() if len(group) > 1)


def chosen(clusters: Sequence[tuple[str, ...]], seed: int, count: int = 300) -> list[tuple[str, ...]]:
    """`count` of them, by a seed."""
    return sorted(random.Random(seed).sample(list(clusters), min(count, len(clusters))))
