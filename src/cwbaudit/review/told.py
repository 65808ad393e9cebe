"""What the review commands show on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cwbaudit.money import short
from cwbaudit.report.words import listed
from cwbaudit.review.agreement import verb
from cwbaudit.review.applying import Applied
from cwbaudit.review.asking import Asked
from cwbaudit.screen import plain


def asked(found: Asked, workbook: str) -> RenderableType:
    """What is open in the workbook, sheet by sheet."""
    head = f"Written to {plain(workbook)}:" if found.written else f"{plain(workbook)} is up to date:"
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("sheet", "open", "new", "decided", "no longer", "pounds", "not shown"):
        table.add_column(name, justify="left" if name == "sheet" else "right")
    for sheet in found.sheets:
        unshown = f"{sheet.not_shown:,} ({short(sheet.pounds_not_shown)})" if sheet.not_shown else "0"
        counts = (f"{count:,}" for count in (sheet.open, sheet.new, sheet.decided, sheet.no_longer))
        table.add_row(sheet.sheet, *counts, short(sheet.pounds), unshown)
    before = [Text(f'It was the workbook of "{plain(found.was_of)}"; what this audit does not ask is kept.')] if found.was_of else []
    todo = "Fill in the yellow cells, save and close it, then: cwbaudit review apply"
    return Group(Text(head), *before, table, Text(f"\n{todo if any(sheet.open for sheet in found.sheets) else 'Nothing is open.'}"))


def applied(found: Applied, written: Sequence[str]) -> RenderableType:
    """What was taken from the workbook, and where to."""
    lines = [f'"{one.name}" {_verb(one.verdict)} "{one.supplier}"' for one in found.suppliers]
    lines += [f'"{one.supplier}" is at {one.postcode}' for one in found.postcodes]
    lines += [f'"{one.supplier}" {verb(one)}' for one in found.numbers]
    lines += [f'"{one.supplier}" has the heading "{one.heading}"' for one in found.headings]
    counts = f"{len(lines)} taken, {found.known_before} known before, {found.left_open} left open."
    head = f"Decided by {plain(found.who) or 'nobody named'} on {found.when}:" if lines else "Nothing new was decided."
    doubt = "is in no postcode directory: it places nobody. If it is a slip, mend its row in decisions/postcodes.csv."
    parts = [Text(head), *(Text(f"  {plain(line)}") for line in lines), Text(f"\n{counts}")]
    parts += [Text(f"warning: {plain(postcode)} {doubt}") for postcode in found.nowhere]
    slip = "it tells nothing. If it is a slip, mend its row in decisions/numbers.csv."
    parts += [Text(f"warning: {plain(entry)}: {slip}") for entry in found.unlisted]
    return Group(*parts, *([Text(f"Written to {listed([*map(plain, written)])}.")] if written else []))


def _verb(verdict: str) -> str:
    return "is the same as" if verdict == "same" else "is not"
