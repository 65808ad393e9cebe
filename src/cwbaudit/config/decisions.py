"""What people decided. Decisions lie beside the config as CSV, under the user's own version control, and outrank any score."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cwbaudit import headings as vocabulary
from cwbaudit import names
from cwbaudit.errors import ConfigError, did_you_mean
from cwbaudit.terms import Influence


class Decision(BaseModel):
    """Who decided, when, why, and where it is written."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    who: str
    when: str
    why: str
    written: str


class SupplierDecision(Decision):
    """`decisions/suppliers.csv`: two ways of writing are the same supplier, or are not."""

    name: str
    verdict: Literal["same", "different"]
    supplier: str


class PostcodeDecision(Decision):
    """`decisions/postcodes.csv`: where a supplier is based."""

    supplier: str
    postcode: str


class HeadingDecision(Decision):
    """`decisions/headings.csv`: under which heading a body's label falls."""

    label: str
    heading: str


class SupplierHeadingDecision(Decision):
    """`decisions/supplier-headings.csv`: under which heading that spend with a supplier falls of which nothing else tells it."""

    supplier: str
    heading: str


class InfluenceDecision(Decision):
    """`decisions/influence.csv`: whether spend with a supplier, or in a category, could be bought elsewhere."""

    where: dict[str, str]
    influence: Influence
    until: date | None


class Decisions(BaseModel):
    """Everything that people decided, in the order of the files."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    suppliers: tuple[SupplierDecision, ...] = ()
    postcodes: tuple[PostcodeDecision, ...] = ()
    headings: tuple[HeadingDecision, ...] = ()
    supplier_headings: tuple[SupplierHeadingDecision, ...] = ()
    influence: tuple[InfluenceDecision, ...] = ()


def load_decisions(folder: Path) -> Decisions:
    """The decisions in `folder`; none where there is no such folder. ConfigError names file, row, column and value."""
    suppliers = tuple(
        SupplierDecision(name=row["name"], verdict=_verdict(row, where), supplier=row["supplier"], **_signed(row, where))
        for row, where in _rows(folder / "suppliers.csv", ("name", "verdict", "supplier"))
    )
    postcodes = tuple(
        PostcodeDecision(supplier=row["supplier"], postcode=row["postcode"], **_signed(row, where))
        for row, where in _rows(folder / "postcodes.csv", ("supplier", "postcode"))
    )
    headings = tuple(
        HeadingDecision(label=row["label"], heading=_heading(row, where), **_signed(row, where))
        for row, where in _rows(folder / "headings.csv", ("label", "heading"))
    )
    of_suppliers = tuple(
        SupplierHeadingDecision(supplier=row["supplier"], heading=_heading(row, where), **_signed(row, where))
        for row, where in _rows(folder / "supplier-headings.csv", ("supplier", "heading"))
    )
    influence = tuple(_influence(row, where) for row, where in _rows(folder / "influence.csv", ("influence",)))
    _no_contradiction(suppliers)
    _one_postcode_each(postcodes)
    _one_heading_each([(one.label.strip().casefold(), one.label, one) for one in headings])
    _one_heading_each([(names.key(one.supplier), one.supplier, one) for one in of_suppliers])
    return Decisions(suppliers=suppliers, postcodes=postcodes, headings=headings, supplier_headings=of_suppliers, influence=influence)


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[dict[str, str], str]]:
    if not path.is_file():
        return
    columns = (*needed, "who", "when", "why")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name} is not text in UTF-8.", where=str(path), fix="Save it as CSV UTF-8 in Excel.") from None
    reader = csv.DictReader(text.splitlines())
    header = [name.strip() for name in reader.fieldnames or []]
    for column in columns:
        if column not in header:
            hint = did_you_mean(column, header)
            raise ConfigError(f'A decisions file has no column "{column}".', where=f"{path}, row 1: {', '.join(header)}", fix=hint)
    for number, raw in enumerate(reader, 2):
        row = {(name or "").strip(): (value or "").strip() for name, value in raw.items() if isinstance(value, str)}
        if not any(row.values()):
            continue
        where = f"{path.parent.name}/{path.name}, row {number}"
        for column in needed:
            if not row.get(column):
                raise ConfigError(f'A decision has no "{column}".', where=where, fix="Fill the cell, or delete the row.")
        yield row, where


def _verdict(row: dict[str, str], where: str) -> Literal["same", "different"]:
    verdict = row["verdict"].casefold()
    if verdict == "same":
        return "same"
    if verdict == "different":
        return "different"
    raise ConfigError(f'"{row["verdict"]}" is no verdict.', where=f"{where}, column verdict", fix='Write "same" or "different".')


def _heading(row: dict[str, str], where: str) -> str:
    known = vocabulary.known()
    if heading := known.get(row["heading"].casefold()):
        return heading
    fix = did_you_mean(row["heading"], known) or f"Known: {', '.join(known.values())}."
    raise ConfigError(f'"{row["heading"]}" is no heading.', where=f"{where}, column heading", fix=fix)


def _influence(row: dict[str, str], where: str) -> InfluenceDecision:
    """The verdict, on what its cells name: a body, a supplier, a category, a heading, a contract, or several of them at once."""
    named = {name: row[name] for name in ("body", "supplier", "category", "heading", "contract_ref") if row.get(name)}
    if not named:
        raise ConfigError("A decision on influence names nothing.", where=where, fix="Fill supplier, category, heading or contract_ref.")
    words: dict[str, Influence] = {word.value: word for word in Influence}
    try:
        verdict, until = words[row["influence"].casefold()], date.fromisoformat(row["until"]) if row.get("until") else None
    except (KeyError, ValueError):
        fix = f"Write influence as one of {', '.join(Influence)}; until as 2027-03-31, or leave it empty."
        raise ConfigError(f"It says {row['influence']}, until {row.get('until', '')}.", where=where, fix=fix) from None
    if until and verdict is not Influence.LOCKED:
        raise ConfigError("Only what is locked may have `until`.", where=where, fix="Write locked, or empty the cell.")
    return InfluenceDecision(where=named, influence=verdict, until=until, **_signed(row, where))


def _signed(row: dict[str, str], where: str) -> dict[str, str]:
    return {"who": row.get("who", ""), "when": row.get("when", ""), "why": row.get("why", ""), "written": where}


def _no_contradiction(decisions: tuple[SupplierDecision, ...]) -> None:
    """A = B, B = C and A ≠ C cannot all hold."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.get(name, name) != name:
            name = leader[name]
        return name

    for decision in decisions:
        if decision.verdict == "same":
            leader[find(names.key(decision.name))] = find(names.key(decision.supplier))
    for decision in decisions:
        if decision.verdict == "different" and find(names.key(decision.name)) == find(names.key(decision.supplier)):
            raise ConfigError(
                f'"{decision.name}" and "{decision.supplier}" are decided both same and different.',
                where=decision.written, fix="Other rows make them the same, directly or through a third name: delete one side.",
            )  # fmt: skip


def _one_postcode_each(decisions: tuple[PostcodeDecision, ...]) -> None:
    seen: dict[str, PostcodeDecision] = {}
    for decision in decisions:
        before = seen.setdefault(names.key(decision.supplier), decision)
        if before.postcode.replace(" ", "").upper() != decision.postcode.replace(" ", "").upper():
            raise ConfigError(
                f'"{decision.supplier}" is decided to be at {before.postcode} and at {decision.postcode}.',
                where=f"{decision.written}; {before.written}", fix="Delete one of the two rows.",
            )  # fmt: skip


def _one_heading_each(decisions: Sequence[tuple[str, str, HeadingDecision | SupplierHeadingDecision]]) -> None:
    seen: dict[str, HeadingDecision | SupplierHeadingDecision] = {}
    for key, called, decision in decisions:
        before = seen.setdefault(key, decision)
        if before.heading != decision.heading:
            raise ConfigError(
                f'"{called}" is decided to be {before.heading} and {decision.heading}.',
                where=f"{decision.written}; {before.written}", fix="Delete one of the two rows.",
            )  # fmt: skip
