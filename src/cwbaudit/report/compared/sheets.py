"""The sheets of a comparison's workbook."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from cwbaudit.comparison.model import BodyChange, Comparison, Effect, Fate, HeadingChange, State, SupplierChange
from cwbaudit.money import percent
from cwbaudit.report.compared.shown import body_name, called, fixed_differs
from cwbaudit.report.workbook.grid import Column, Grid, header_format, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet

CAUSES: tuple[Column[Effect], ...] = (
    Column("Cause", 34, "text", lambda e: e.title),
    Column("What it is", 84, "text", lambda e: e.meaning[:1].upper() + e.meaning[1:]),
    Column("Local spend", 20, "money", lambda e: e.amount, adds=True),
    Column("Change of the local share", 15, "fine", lambda e: e.share, adds=True),
    Column("Printed points", 10, "points", lambda e: e.points, adds=True),
)
BODIES: tuple[Column[BodyChange], ...] = (
    Column("Body", 34, "text", body_name),
    Column("Spend, old", 18, "money", lambda b: b.old_total, adds=True),
    Column("Spend, new", 18, "money", lambda b: b.new_total, adds=True),
    Column("Local, old", 18, "money", lambda b: b.old_local, adds=True),
    Column("Local, new", 18, "money", lambda b: b.new_local, adds=True),
    Column("Change of local spend", 18, "money", lambda b: b.local_change, "={Local, new}-{Local, old}", adds=True),
    Column("Local share, old", 9, "share", lambda b: b.old_share),
    Column("Local share, new", 9, "share", lambda b: b.new_share),
    Column("Mix", 18, "money", lambda b: b.mix.amount, adds=True),
    Column("Shift", 18, "money", lambda b: b.shift.amount, adds=True),
    Column("of it headings' mix", 18, "money", lambda b: b.heading_mix.amount, adds=True),
    Column("of it within headings", 18, "money", lambda b: b.within_headings.amount, adds=True),
    Column("Mix in points", 9, "points", lambda b: b.mix.points, adds=True),
    Column("Shift in points", 9, "points", lambda b: b.shift.points, adds=True),
)
HEADINGS: tuple[Column[HeadingChange], ...] = (
    Column("Heading", 40, "text", lambda c: c.name),
    Column("Spend, old", 18, "money", lambda c: c.old_total),
    Column("Spend, new", 18, "money", lambda c: c.new_total),
    Column("Local, old", 18, "money", lambda c: c.old_local),
    Column("Local, new", 18, "money", lambda c: c.new_local),
    Column("Change of local spend", 18, "money", lambda c: c.local_change, "={Local, new}-{Local, old}"),
    Column("Local share, old", 9, "share", lambda c: c.old_share),
    Column("Local share, new", 9, "share", lambda c: c.new_share),
)
FATES: tuple[Column[Fate], ...] = (
    Column("Local spend, by what became of the supplier", 52, "text", lambda f: f.title),
    Column("Suppliers", 14, "count", lambda f: f.suppliers, adds=True),
    Column("Old", 22, "money", lambda f: f.old_local, adds=True),
    Column("New", 22, "money", lambda f: f.new_local, adds=True),
    Column("Change", 22, "money", lambda f: f.change, "={New}-{Old}", adds=True),
)
STATES: tuple[Column[State], ...] = (
    Column("Audit", 42, "text", lambda s: s.name),
    Column("Spend in scope", 20, "money", lambda s: s.total),
    Column("Local", 20, "money", lambda s: s.local),
    Column("Regional", 20, "money", lambda s: s.regional),
    Column("Leaking", 20, "money", lambda s: s.leaking),
    Column("Unplaced", 20, "money", lambda s: s.unplaced),
    Column("Local share", 10, "share", lambda s: s.local_share, "=IF({Spend in scope}=0,0,ROUND({Local}/{Spend in scope},6))"),
    Column("Region share, local included", 12, "share", lambda s: s.region_share),
    Column("Bodies", 9, "count", lambda s: s.bodies),
    Column("Suppliers", 10, "count", lambda s: s.suppliers),
)


@dataclass(frozen=True)
class Became:
    """A supplier with what became of it."""

    what: str
    it: SupplierChange


SUPPLIERS: tuple[Column[Became], ...] = (
    Column("Supplier", 52, "text", lambda s: s.it.name),
    Column("What became of it", 14, "text", lambda s: s.what),
    Column("Old", 22, "money", lambda s: s.it.old_amount),
    Column("New", 22, "money", lambda s: s.it.new_amount),
    Column("Locality, old", 22, "text", lambda s: s.it.old_locality),
    Column("Locality, new", 12, "text", lambda s: s.it.new_locality),
    Column("Authority, old", 26, "text", lambda s: s.it.old_authority),
    Column("Authority, new", 26, "text", lambda s: s.it.new_authority),
    Column("Bodies", 44, "text", lambda s: "; ".join(s.it.bodies)),
)


def causes(sheet: Sheet, comparison: Comparison) -> None:
    """From the old audit to the new one; a check cell says whether the causes add up to what lies between."""
    top = sheet.title("What changed, and why", *comparison.sentences, width=150)
    set_widths(sheet, CAUSES)
    size = comparison.change
    whole = Effect(name="", title="All of it", meaning="", amount=size.amount, share=size.share, points=size.points)
    grid = write_grid(sheet, top, CAUSES, comparison.effects, total=whole)
    _check(sheet, grid, comparison)
    sheet.page(comparison.title, tall=1)


def _check(sheet: Sheet, grid: Grid, comparison: Comparison) -> None:
    old, new = comparison.full[0], comparison.full[-1]
    row, at, total = grid.next_row, grid.column("Local spend"), grid.total or 0
    for line, (label, state) in enumerate((("Old audit", old), ("New audit", new)), row):
        sheet.text(line, 0, label, "label")
        sheet.money(line, at, state.local, "money")
        sheet.number(line, at + 1, state.local_share, "fine")
    cells = [(xl_rowcol_to_cell(row, c), xl_rowcol_to_cell(row + 1, c), xl_rowcol_to_cell(total, c)) for c in (at, at + 1)]
    same = ",".join(f"ABS({was}+{added}-{is_})<{least}" for (was, is_, added), least in zip(cells, ("0.005", "0.0000005"), strict=True))
    sheet.text(row + 2, 0, "Check: old and causes make new", "label")
    sheet.formula(row + 2, at, f'=IF(AND({same}),"OK","MISMATCH")', "OK", "text", "right")
    sheet.verdict(row + 2, at)


def bodies(sheet: Sheet, comparison: Comparison) -> None:
    """Each body, old and new."""
    notes = ["Mix and shift are parts of the change of all bodies' local spend and share; how they are worked out is on the Method sheet."]
    if fixed_differs(comparison):
        old, new = comparison.fixed
        notes.append(f"The bodies in both audits went from {percent(old.local_share)} to {percent(new.local_share)}.")
    top = sheet.title("Bodies", *notes)
    set_widths(sheet, BODIES)
    write_grid(sheet, top, BODIES, comparison.bodies, total=_all_bodies(comparison))
    sheet.page(comparison.title, header_row=top)


def _all_bodies(comparison: Comparison) -> BodyChange:
    """The last row: every body, the old ones by the new definition. Its sums are formulas; these are what they should come to."""
    old, new, sizes = comparison.full[1], comparison.full[2], {effect.name: effect for effect in comparison.effects}
    return comparison.bodies[0].model_copy(
        update={
            "name": "All bodies", "panel": "both", "old_total": old.total, "new_total": new.total, "old_local": old.local,
            "new_local": new.local, "local_change": comparison.restated_change.amount, "old_share": old.local_share,
            "new_share": new.local_share, "mix": sizes["mix"], "shift": sizes["shift"], "heading_mix": comparison.heading_mix,
            "within_headings": comparison.within_headings,
        }
    )  # fmt: skip


def headings(sheet: Sheet, comparison: Comparison) -> None:
    """The headings of the bodies in both audits, the most changed first."""
    note = f"Of the bodies in both audits. {percent(comparison.with_heading)} of their spend has a known heading."
    top = sheet.title("Headings", note)
    set_widths(sheet, HEADINGS)
    write_grid(sheet, top, HEADINGS, comparison.headings)
    sheet.page(comparison.title, header_row=top)


def suppliers(sheet: Sheet, comparison: Comparison) -> None:
    """What became of them together, then each as a real Excel table."""
    found = comparison.suppliers
    note = f"{found.gained_count:,} gained, {found.lost_count:,} lost, {found.moved_count:,} in another locality."
    top = sheet.title("Suppliers", note, "Of the bodies in both audits; the largest of each are listed.")
    old, new = comparison.fixed
    whole = Fate(
        name="", title="Local spend", suppliers=found.local_count, old_local=old.local, new_local=new.local,
        change=comparison.fixed_change.amount,
    )  # fmt: skip
    first = write_grid(sheet, top, FATES, found.fates, total=whole)
    listed = [Became(what, it) for what, rows in (("moved", found.moved), ("gained", found.gained), ("lost", found.lost)) for it in rows]
    set_widths(sheet, SUPPLIERS)
    if listed:
        grid = write_grid(sheet, first.next_row, SUPPLIERS, listed)
        described = [{"header": column.title, "header_format": header_format(sheet, column, at > 0)} for at, column in enumerate(SUPPLIERS)]
        options = {"name": "Suppliers", "style": "Table Style Light 1", "banded_rows": False, "columns": described}
        sheet.sheet.add_table(grid.top, 0, grid.top + grid.rows, len(SUPPLIERS) - 1, options)
    sheet.page(comparison.title)


def audits(sheet: Sheet, comparison: Comparison) -> None:
    """The headline of each step of the way."""
    top = sheet.title("The two audits", f"Old: {called(comparison.old)}", f"New: {called(comparison.new)}")
    states = [state.model_copy(update={"name": f"All bodies: {state.name}"}) for state in comparison.full]
    if fixed_differs(comparison):
        states += [state.model_copy(update={"name": f"Bodies in both: {state.name}"}) for state in comparison.fixed]
    set_widths(sheet, STATES)
    write_grid(sheet, top, STATES, states)
    sheet.page(comparison.title, header_row=top)


def method(sheet: Sheet, comparison: Comparison) -> None:
    """What to know, the definitions, and the way it is worked out."""
    sheet.sheet.set_column(0, 0, 150)
    row = sheet.title("Method")
    sides = [f"{word}: {side.place.definition}" for word, side in (("Old audit", comparison.old), ("New audit", comparison.new))]
    parts = (
        ("Before you quote it", [c.text for c in comparison.caveats]),
        ("What local means", sides),
        ("How the change is split", comparison.method),
    )
    for heading, texts in parts:
        if texts:
            sheet.heading(row, 0, heading)
            row = sheet.paragraphs(row + 1, 0, texts, 150, "text") + 1
    sheet.page(comparison.title)
