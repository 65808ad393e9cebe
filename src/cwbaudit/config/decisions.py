"""What people decided. Decisions lie beside the config as CSV, under the user's own version control, and outrank any score."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cwbaudit import headings as vocabulary
from cwbaudit import names
from cwbaudit.config.contradicting import one_heading_each, one_number_each, one_postcode_each, same_or_different
from cwbaudit.errors import ConfigError, did_you_mean
from cwbaudit.numbers import REGISTERS, number
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


class NumberDecision(Decision):
    """`decisions/numbers.csv`: a supplier is the entry of a register that has this number, or is not."""

    supplier: str
    verdict: Literal["same", "different"]
    kind: str = Field(alias="register")
    number: str

    @property
    def standard(self) -> str:
        """The number in standard form behind its kind, `company:01234567`."""
        return number(REGISTERS[self.kind], self.number)


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
    numbers: tuple[NumberDecision, ...] = ()
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
    numbers = tuple(
        NumberDecision(supplier=row["supplier"], verdict=_verdict(row, where), **_entry(row, where), **_signed(row, where))
        for row, where in _rows(folder / "numbers.csv", ("supplier", "verdict", "register", "number"))
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
    same_or_different(suppliers)
    one_postcode_each(postcodes)
    one_number_each(numbers)
    one_heading_each([(one.label.strip().casefold(), one.label, one) for one in headings])
    one_heading_each([(names.key(one.supplier), one.supplier, one) for one in of_suppliers])
    return Decisions(
        suppliers=suppliers, postcodes=postcodes, numbers=numbers, headings=headings, supplier_headings=of_suppliers, influence=influence
    )


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
    for at, raw in enumerate(reader, 2):
        row = {(name or "").strip(): (value or "").strip() for name, value in raw.items() if isinstance(value, str)}
        if not any(row.values()):
            continue
        where = f"{path.parent.name}/{path.name}, row {at}"
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


def _entry(row: dict[str, str], where: str) -> dict[str, str]:
    """The register and the number of one of its entries, as they are written."""
    register = row["register"].casefold()
    if register not in REGISTERS:
        fix = did_you_mean(register, REGISTERS) or f"Known: {', '.join(REGISTERS)}."
        raise ConfigError(f'"{row["register"]}" is no register.', where=f"{where}, column register", fix=fix)
    if not number(REGISTERS[register], row["number"]):
        what = f'"{row["number"]}" is no number of a register of {register}.'
        raise ConfigError(what, where=f"{where}, column number", fix="Write it as the register does, such as 01234567.")
    return {"register": register, "number": row["number"]}


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
