"""Every supplier as a real Excel table: sort it, filter it, and the line above adds up what is shown."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_range

from cwbaudit.money import percent, pounds, share
from cwbaudit.report.model import Report, Supplier
from cwbaudit.report.phrases import denominator, many
from cwbaudit.report.workbook.grid import Column, Grid, header_format, set_widths, write_grid
from cwbaudit.report.workbook.sheet import MOST, Sheet
from cwbaudit.report.workbook.summary import COLOURS

LIVE = 20_000  # more shares by formula take long to write and to open, and no cell that may be changed moves them


def supplier_columns(report: Report) -> tuple[Column[Supplier], ...]:
    """What is told of each supplier: of a published edition no amount, and nothing of who pays it or for what."""
    return _BANDED if report.edition.kind == "published" else _columns(report.headline.total, len(report.suppliers))


def _columns(whole: Decimal, rows: int) -> tuple[Column[Supplier], ...]:
    """What is said of a supplier; shares are of `whole`, by formula unless there are too many rows for that."""
    live = "=IF(Total_Spend=0,0,ROUND({Amount}/Total_Spend,6))" if rows <= LIVE else ""
    return (
        Column("Supplier", 46, "text", lambda s: s.name),
        Column("Locality", 11, "text", lambda s: s.locality),
        Column("Influence", 14, "text", lambda s: s.influence),
        Column("Amount", 18, "money", lambda s: s.amount),
        Column("Influenceable", 18, "money", lambda s: s.influenceable),
        Column(
            "Share of spend", 10, "share", lambda s: share(s.amount, whole), live
        ),
        Column("Categories", 36, "text", lambda s: "; ".join(s.categories)),
        Column("Bodies", 36, "text", lambda s: "; ".join(s.bodies)),
        Column("Number of bodies", 10, "count", lambda s: len(s.bodies)),
        Column("Postcode", 11, "text", lambda s: s.postcode),
        Column("Authority", 24, "text", lambda s: s.authority),
        Column("Ways written", 9, "count", lambda s: s.aliases),
        Column("Supplier id", 16, "text", lambda s: s.supplier_id),
    )  # fmt: skip


_BANDED: tuple[Column[Supplier], ...] = (
    Column("Supplier", 60, "text", lambda s: s.name),
    Column("Kind", 30, "text", lambda s: s.kind),
    Column("Locality", 14, "text", lambda s: s.locality),
    Column("Paid", 22, "text", lambda s: s.band),
    Column("Postcode sector", 18, "text", lambda s: s.postcode),
    Column("Authority", 34, "text", lambda s: s.authority),
)


def suppliers(sheet: Sheet, report: Report) -> None:
    """One row for each supplier with spend in scope, largest first; of a published edition the organisations, without amounts."""
    shown, head = report.suppliers[:MOST], report.headline
    notes = [denominator(report)]
    if report.shared_suppliers:
        part = percent(share(report.shared_amount, head.total))
        notes.append(
            f"Used by two or more bodies: {many(report.shared_suppliers, 'supplier')}, {pounds(report.shared_amount)}, {part} of spend."
        )
    if len(shown) < len(report.suppliers):
        notes.append(f"The {MOST:,} largest are listed, of {len(report.suppliers):,}.")
    top = sheet.title("Suppliers", *notes) + 2
    columns = supplier_columns(report)
    grid = write_grid(sheet, top, columns, shown)
    set_widths(sheet, columns)
    if columns is not _BANDED:
        _shown_total(sheet, grid, report)
    if shown:
        _as_table(sheet, grid, columns)
    sheet.page(report.title, header_row=top)


def _shown_total(sheet: Sheet, grid: Grid, report: Report) -> None:
    if not grid.rows or grid.rows < len(report.suppliers):
        return
    cells, row = grid.cells("Amount"), grid.top - 2
    sheet.text(row, 0, "Total of all suppliers", "label")
    sheet.formula(row, 3, f"=SUM({cells})", report.headline.total, "money", "label")
    sheet.name_cell("Suppliers_Total", row, 3)
    sheet.text(row + 1, 0, "Total of the rows shown: it follows the filter", "label")
    sheet.formula(row + 1, 3, f"=SUBTOTAL(109,{cells})", report.headline.total, "money", "label")


def _as_table(sheet: Sheet, grid: Grid, columns: tuple[Column[Supplier], ...]) -> None:
    last = grid.top + grid.rows
    described = [{"header": column.title, "header_format": header_format(sheet, column, at > 0)} for at, column in enumerate(columns)]
    options = {"name": "Suppliers", "style": "Table Style Light 1", "banded_rows": False, "columns": described}
    code = sheet.sheet.add_table(grid.top, grid.left, last, grid.left + len(columns) - 1, options)
    assert not code, "the table of suppliers overlaps nothing and its headers are unique"
    cells = xl_range(grid.top + 1, grid.column("Locality"), last, grid.column("Locality"))
    for locality in ("local", "leaking"):  # the other two colours are too pale for letters
        mark = sheet.book.add_format({"font_color": COLOURS[locality], "bold": True})
        sheet.sheet.conditional_format(cells, {"type": "cell", "criteria": "==", "value": f'"{locality}"', "format": mark})
