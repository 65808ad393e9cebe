"""contracts: the bodies' own registers of contracts, as the LGA's schema or a spreadsheet of one's own names their columns."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from cwbaudit.catalogue import finding
from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import SourceError
from cwbaudit.money import parse, to_penny
from cwbaudit.read import dates
from cwbaudit.read.buyers import of_each_body
from cwbaudit.read.cells import Cells
from cwbaudit.read.grid import grids
from cwbaudit.read.layout import Layout, counted, within
from cwbaudit.read.vocabulary import plain
from cwbaudit.tables import CONTRACTS, FINDINGS

KIND = "contracts register"
_HEAD = 30
_DAYS = ("start_date", "end_date", "review_date")
_A_DAY = r"\d{1,2}(?:[/.-]\d{1,2}[/.-]|(?:st|nd|rd|th)? ?[A-Za-z]{3,9},? ?)(?:20)?\d\d|[A-Za-z]{3,9}[ -]?(?:20)?\d\d|20\d\d-\d\d-\d\d"
_SPAN = re.compile(rf"(?:from )?(?P<start>{_A_DAY})\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b)\s*(?P<end>{_A_DAY})", re.IGNORECASE)
_SPENT = re.compile(r"\b(?:spend|spent|(?<!to be )paid|payments?|invoiced|actuals?|expenditure|ytd|purchases)\b")
_WORTH = re.compile(
    r"\b(?:annual|per annum|p a|year|contract|award(?:ed)?|lifetime|estimated|est|whole life)\b.*\b(?:value|cost|worth)\b"
    r"|\bvalue (?:p a|per annum)\b"
)
_TEXTS = ("reference", "title", "buyer")
_NOT_LET = frozenset({"planning", "tender", "pending", "unsuccessful", "cancelled", "withdrawn", "terminated"})


def contracts(sources: tuple[SourceConfig, ...], surveyed: Tabular) -> tuple[Tabular, Tabular]:
    """CONTRACTS of all registers, as the survey understood them; findings for what cannot be read, is not let or is another buyer's."""
    files = {(source.body, file.label): file for source in sources for file in source.contract_files}
    query = "select * from s where kind = $kind order by source".replace("$kind", f"'{KIND}'")
    rows: list[dict[str, Any]] = []
    for known in sql(query, s=surveyed).dicts():
        layout = Layout.from_json(known["layout"])
        cells = _cells(files[known["body"], known["path"]], known)
        rows += [row | {"source": known["source"], "body": known["body"]} for row in _of_table(cells, layout)]
    let = [row for row in rows if row["let"]]
    kept, others = of_each_body(let, {source.body: source.buyer for source in sources})
    notes = [note for row in kept for note in _unreadable(row)]
    return CONTRACTS.build(kept), FINDINGS.build([*notes, *_not_let(rows), *others])


def register_layout(cells: Cells, where: str) -> Layout:
    """Where the header of a register is and which column is what; SourceError where it names no contract or no date."""
    heads = [(_recognised(list(row[1:])), row) for row in _first_rows(cells)]
    columns, row = max(heads, key=lambda head: len(head[0]), default=({}, (0,)))
    if "period" in columns and not (_spans(cells, columns["period"]) and columns.keys().isdisjoint(_DAYS)):
        columns = {ours: place for ours, place in columns.items() if ours != "period"}
    if not ({"reference", "supplier_name", "suppliers"} & set(columns)) or not ({"end_date", "review_date", "period"} & set(columns)):
        shown = ", ".join(f'"{cell}"' for cell in row[1:] if cell)[:400]
        raise SourceError(
            "A contracts register needs a reference or a supplier, and an end or a review date.",
            where=f"{where}: {shown}", fix='Name its columns as the LGA schema does: "Contract reference", "Supplier name", "End date".',
        )  # fmt: skip
    number = int(row[0])
    return Layout(kind="contracts register", header_rows=(number,), first_row=number + 1, names=tuple(row[1:]), columns=columns)


def as_contracts(cells: Cells, payments: Layout, where: str) -> Layout | None:
    """The layout of what was read as payments as a register of contracts, where it is one; None where it is not.

    Its only dates are those of contracts, and its sums what contracts are worth: what was spent, beside the dates of the supplier's
    contract, is spend. Of one day alone, an end, it is told by what the sums are called.
    """
    try:
        layout = register_layout(cells, where)
    except SourceError:
        return None
    days = {place for ours, place in layout.columns.items() if ours in (*_DAYS, "period")}
    amount, date = plain(payments.names[payments.columns["amount"]]), payments.columns.get("date")
    if _SPENT.search(amount) or not (date in (None, *days) or "contract" in amount):
        return None
    both = len(days) > 1 or "period" in layout.columns
    return layout if both or (_WORTH.search(amount) and any("contract" in plain(name) for name in payments.names)) else None


def lists_contracts(cells: Cells, where: str) -> Layout | None:
    """The layout of a register of contracts that says when each begins and ends; None for any other table."""
    try:
        layout = register_layout(cells, where)
    except SourceError:
        return None
    return layout if len(layout.columns.keys() & {*_DAYS}) > 1 or "period" in layout.columns else None


def no_payments(where: str) -> SourceError:
    """Why a list of contracts is not counted as spend."""
    return SourceError(
        "This lists contracts and what they are worth, not payments.", where=where,
        fix='Name the file under `contracts` of its [[source]]. If these are payments, name their columns: '
        'columns = { supplier_name = "...", amount = "..." }',
    )  # fmt: skip


def _spans(cells: Cells, place: int) -> bool:
    """Whether most cells of a column say from when to when."""
    texts = counted(cells, place, 0)
    return 2 * sum(count for text, count in texts.items() if _SPAN.fullmatch(text)) > texts.total()


def _days(said: dict[str, str]) -> dict[str, str]:
    """What a row says, its two days apart where one cell has both."""
    found = _SPAN.fullmatch(said.get("period", ""))
    return {**said, "start_date": found["start"], "end_date": found["end"]} if found else said


def _first_rows(cells: Cells) -> list[tuple[Any, ...]]:
    return [(number, *row) for number, row in cells.head(_HEAD)]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    text = resources.files("cwbaudit").joinpath("data/contracts.toml").read_text(encoding="utf-8")
    return {ours: tuple(theirs) for ours, theirs in tomllib.loads(text).items()}


def _recognised(cells: list[str]) -> dict[str, int]:
    """Our name to the place of the column that is called so; of several, by the first of the known names."""
    places = {plain(cell): i for i, cell in reversed(list(enumerate(cells))) if cell}
    found: dict[str, int] = {}
    for ours, theirs in _names().items():
        place = next((places[name] for name in theirs if name in places and places[name] not in found.values()), None)
        if place is not None:
            found[ours] = place
    return found


def _cells(file: SourceFile, known: Mapping[str, str]) -> Cells:
    for grid in grids(file.path, encoding=known["encoding"], delimiter=known["delimiter"], sheet=known["sheet"]):
        if grid.sheet == known["sheet"]:
            return grid.cells()
    raise SourceError(f'The sheet "{known["sheet"]}" is no longer there.', where=str(file.path), fix="Run the audit again.")


def _of_table(cells: Cells, layout: Layout) -> Iterator[dict[str, Any]]:
    """Every row that names a contract, once for each supplier; what cannot be read is None, its text kept apart."""
    texts_of = {ours: counted(cells, place, 0) for ours, place in layout.columns.items() if ours in (*_DAYS, "period")}
    if spans := [found for text in texts_of.pop("period", ()) if (found := _SPAN.fullmatch(text))]:
        texts_of |= {f"{end}_date": Counter(found[end] for found in spans) for end in ("start", "end")}
    styles = {ours: dates.judge(texts) for ours, texts in texts_of.items()}
    for number, *texts in sql("select * from c order by row", c=within(cells, layout)).rows():
        said = _days({ours: texts[place] for ours, place in layout.columns.items()})
        suppliers = list(_suppliers(said))
        if not (said.get("reference") or any(supplier["supplier_name"] for supplier in suppliers)):
            continue
        read: dict[str, Any] = {ours: dates.read(said.get(ours, ""), style) for ours, style in styles.items()}
        read["value"] = _value(said.get("value", "")) if len(suppliers) < 2 else None
        unread = {ours: said[ours] for ours, value in read.items() if value is None and said.get(ours) and len(suppliers) < 2}
        let = bool(suppliers) and said.get("status", "").casefold() not in _NOT_LET
        for supplier in suppliers or [dict.fromkeys(("supplier_name", "sme", "vcse"), "")]:
            yield {"row": number, **{ours: said.get(ours, "") for ours in _TEXTS}, **supplier, **read, "unread": unread, "let": let}


def _suppliers(said: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """With whom: one supplier; or each of those between brackets, `[name|address|reference type|reference|SME|VCSE]`, where any is."""
    if "suppliers" not in said:
        yield {ours: said.get(ours, "") for ours in ("supplier_name", "sme", "vcse")}
        return
    text = said["suppliers"].strip().removeprefix("[").removesuffix("]")
    every = [[part.strip() for part in packed.split("|")] for packed in text.split("][")]
    for name, *rest in {parts[0]: parts for parts in every if parts[0]}.values():
        sme, vcse = rest[-2:] if len(rest) > 2 else ("", "")
        yield {"supplier_name": name, "sme": sme, "vcse": vcse}


def _value(text: str) -> Decimal | None:
    value = parse(text)
    return None if value is None else to_penny(value)


def _unreadable(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for ours, text in row["unread"].items():
        code = "contract-value-unreadable" if ours == "value" else "contract-date-unreadable"
        note = f"The {ours.replace('_', ' ')} of {row['reference'] or row['title'] or 'a contract'}."
        yield finding(code, source=row["source"], row=row["row"], field=ours, value=text, amount=row["value"], note=note)


def _not_let(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """How many notices of each file are of no contract that runs."""
    count = Counter(row["source"] for row in rows if not row["let"])
    for source, number in sorted(count.items()):
        yield finding("contract-not-let", source=source, field="status", value=f"{number:,}")
