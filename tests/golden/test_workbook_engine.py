"""The live what-if recalculated by a spreadsheet engine: a thousand inputs, each within half a penny of the audit's own answer."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cwbaudit.money import to_penny
from cwbaudit.report.model import Heading, Report
from cwbaudit.report.xlsx import xlsx
from tests.unit import made_reports as made

BOOKS, TARGETS, CHOICES = 20, 40, 10
HALF_A_PENNY = Decimal("0.005")
INFLUENCES = ("influenceable", "locked", "unassessed")


def cells(seed: int) -> list[made.Cell]:
    """Spend of any size, refunds among it; some places have no region, some nothing that may move."""
    rnd = random.Random(seed)
    localities = ("local", "regional", "leaking", "unplaced") if seed % 4 else ("local", "leaking", "unplaced")
    influences = INFLUENCES if seed % 7 else INFLUENCES[1:]
    size = 10 ** rnd.randint(3, 11)
    made_of = [
        made.Cell(
            f"Body {rnd.randint(1, 4)}", f"Category {rnd.randint(1, 9)}", f"Supplier {n}", rnd.choice(localities), rnd.choice(influences),
            Decimal(rnd.randint(1, size)) / 100,
        )
        for n in range(rnd.choice((1, 5, 40, 120)))
    ]  # fmt: skip
    return [*made_of, made.Cell("Body 1", "Category 1", "Refund", "leaking", "locked", Decimal(-rnd.randint(1, size // 100)) / 100)]


class Engine:
    """A workbook in IronCalc: cells by their name or their place, recalculated when asked."""

    def __init__(self, path: Path) -> None:
        import ironcalc

        self.model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self.names = openpyxl.load_workbook(path).defined_names
        self.sheets = [sheet["name"] for sheet in self.model.get_worksheets_properties()]

    def at(self, name: str) -> tuple[int, int, int]:
        sheet, cell = next(iter(self.names[name].destinations))
        column, row = openpyxl.utils.cell.coordinate_from_string(cell.replace("$", ""))
        return self.sheets.index(sheet), row, openpyxl.utils.column_index_from_string(column)

    def put(self, place: tuple[int, int, int], value: Decimal) -> None:
        self.model.update_cell_with_number(*place, float(value))

    def pounds(self, place: tuple[int, int, int]) -> Decimal:
        return Decimal(repr(float(self.model.get_cell_value(*place))))

    def text(self, place: tuple[int, int, int]) -> str:
        return str(self.model.get_cell_value(*place))


def book_of(report: Report, path: Path) -> tuple[Engine, openpyxl.Workbook]:
    xlsx(report, path)
    return Engine(path), openpyxl.load_workbook(path)


@pytest.mark.office
@pytest.mark.parametrize("seed", range(BOOKS))
def test_targets_are_answered_within_half_a_penny(seed: int, tmp_path: Path) -> None:
    spend, rnd = cells(seed), random.Random(seed + 1000)
    engine, book = book_of(made.report(spend, region="" if seed % 4 == 0 else "Lancashire"), tmp_path / "report.xlsx")
    sheet = book["What-if"]
    place = {str(row[0].value): (engine.sheets.index("What-if"), row[0].row, 2) for row in sheet.iter_rows() if row[0].value}
    for target in [Decimal(rnd.randint(0, 10_000)) / 10_000 for _ in range(TARGETS)]:
        ours = made.scenario(spend, "asked", target, "Preston")
        engine.put(engine.at("Target_Local_Share"), target)
        engine.model.evaluate()
        assert abs(engine.pounds(engine.at("Target_Moved")) - ours.moved) < HALF_A_PENNY, target
        assert abs(engine.pounds(place["Missing"]) - ours.shortfall) < HALF_A_PENNY, target
        assert abs(engine.pounds(place["Local share after"]) - ours.local_share_after) < Decimal("0.0000015"), target
        assert engine.text(place["Check"]) == "OK", target
        assert (engine.text(engine.at("Target_Verdict")) == "Out of reach") == (not ours.reachable), target


@pytest.mark.office
@pytest.mark.parametrize("kind", ["category", "heading"])
@pytest.mark.parametrize("seed", range(BOOKS))
def test_shares_by_category_and_heading_bring_home_what_they_say(seed: int, kind: str, tmp_path: Path) -> None:
    report, rnd = made.report(cells(seed)), random.Random(seed + 2000)
    report = report.model_copy(update={"headings": [Heading(**dict(category)) for category in report.categories]})
    engine, book = book_of(report, tmp_path / "report.xlsx")
    if f"What-if by {kind}" not in book.sheetnames:
        assert not any(c.influence.influenceable + c.regional_influence.influenceable > 0 for c in report.categories)
        return
    sheet, number = book[f"What-if by {kind}"], engine.sheets.index(f"What-if by {kind}")
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Your share to bring home")
    free = {c.name: c.influence.influenceable + c.regional_influence.influenceable for c in report.categories}
    rows = {sheet.cell(row, 1).value: row for row in range(head.row + 1, sheet.max_row + 1)}
    total = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Brought home in all")
    check = next(row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("Check:"))
    for _ in range(CHOICES):
        chosen = {name: Decimal(rnd.randint(0, 1000)) / 1000 for name in rows}
        for name, share in chosen.items():
            engine.put((number, rows[name], head.column), share)
        engine.model.evaluate()
        wanted = sum((to_penny(free[name] * share) for name, share in chosen.items()), Decimal(0))
        assert abs(engine.pounds((number, total, 2)) - wanted) < HALF_A_PENNY
        assert engine.text((number, check, 2)) == "OK"
