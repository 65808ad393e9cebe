"""In what a table's sums are: pounds, unless its header, or a note above or below it, says thousands, millions or pence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cwbaudit.read.amounts import AmountStyle
from cwbaudit.read.cells import NumberedRow
from cwbaudit.read.vocabulary import unit

UNITS = {"pounds": (1, 1), "pence": (1, 100), "thousands": (1000, 1), "millions": (1_000_000, 1)}
_LONGEST = 160
_FEW = 2  # cells; a row of the table has more
_UNIT = (
    r"(?:(?:£|gbp)\s?['\u2019]?000['\u2019]?s?|['\u2019]?000['\u2019]?s|£\s?(?:k|mn?)"
    r"|(?:£ ?)?(?:thousand|million)s?(?: of pounds| pounds| £)?)"
)
_ALONE = re.compile(rf"\W*(?:in )?{_UNIT}\W*")
_SAYS = re.compile(
    r"\b(?:figures|amounts|values|sums|spend|expenditure|payments|all|shown|stated|expressed|reported|given|presented|denominated)\b"
    rf".{{0,60}}\bin (?:units of )?{_UNIT}(?!\w)"
)
_CLOSES = re.compile(rf"(?:\(|, |[-\u2013:] ?)(?:in )?{_UNIT}\)?$|£\s?['\u2019]?000['\u2019]?s?$")  # a title: Supplier spend 2024/25 (£000)
_A_SUM = re.compile(r"(?!\(?£? ?000\)?$)[-(]?£? ?-?\d[\d,]*(?:\.\d+)?\)?")
# `over £25 thousand` is a threshold, and figures rounded to the nearest thousand are in pounds.
_THRESHOLD = re.compile(r"(?:over|above|exceeding|than|least|to|of|under|below) £?\s?[\d.,]+\s?(?:k|mn?|thousand|million)s?\b")
_ROUNDED = re.compile(r"\b(?:nearest|rounded)\b")


def in_units(style: AmountStyle, name: str, settled: str, notes: Sequence[NumberedRow], beneath: str = "") -> AmountStyle:
    """The style with what its sums are multiplied or divided by, and what is said of that; `settled` by the user, else by the header,
    what stands `beneath` it, or one of the `notes`."""
    if settled:
        times, parts = UNITS[settled]
        return replace(style, times=times, parts=parts)
    name = f"{name} {beneath}" if _ALONE.fullmatch(beneath.casefold()) else name
    said, times, parts = unit(name)
    by = f'"{name}" says that sums are in {said}'
    if said == "pounds" and (found := noted_unit(notes)):
        row, text, said = found
        (times, parts), by = UNITS[said], f'Row {row} says "{text}": sums were read as {said}'
    if said == "pounds":
        return style
    how = f"multiplied by {times:,}" if times > 1 else f"divided by {parts}"
    told = f'{by}: each was {how}. `unit = "pounds"` would leave them.'
    return replace(style, times=times, parts=parts, close_call=f"{style.close_call} {told}".strip())


def said_elsewhere(style: AmountStyle, sheet: str, rows: Sequence[NumberedRow]) -> AmountStyle:
    """The style where another sheet, which is no table of sums, says of all figures of its workbook in what they are."""
    if (style.times, style.parts) != (1, 1) or "sums were read as" in style.close_call:
        return style
    noted = noted_unit([(number, [cell for cell in row if _SAYS.search(cell.casefold())]) for number, row in rows])
    if noted is None:
        return style
    row, text, said = noted
    times, parts = UNITS[said]
    told = f'Row {row} of the sheet "{sheet}" says "{text}": each sum was multiplied by {times:,}. `unit = "pounds"` would leave them.'
    return replace(style, times=times, parts=parts, close_call=f"{style.close_call} {told}".strip())


def noted_unit(notes: Sequence[NumberedRow]) -> tuple[int, str, str] | None:
    """The first note that says in what the sums are: its row, its text and the unit; None where none does."""
    for number, row in notes:
        filled = [cell for cell in row if cell]
        if any(_A_SUM.fullmatch(cell) for cell in filled):
            continue  # `Payroll, not listed (£m)` beside 31.2 speaks of that alone
        for cell in filled if len(filled) <= _FEW else ():
            text = _THRESHOLD.sub(" ", cell.casefold())
            if len(cell) > _LONGEST or _ROUNDED.search(text):
                continue
            if found := _ALONE.fullmatch(text) or _SAYS.search(text) or _CLOSES.search(text):
                said = re.search(r"(?:£\s?mn?\b|million)", found[0])
                return number, cell, "millions" if said else "thousands"
    return None
