"""The live what-if: change the yellow cell and the sheet recalculates from the Summary; the check cells hold it against the audit."""

from __future__ import annotations

from decimal import Decimal

from cwbaudit.money import ZERO
from cwbaudit.report.model import Report, Scenario
from cwbaudit.report.phrases import has_region, locality_names, plain_targets
from cwbaudit.report.workbook.answer import MET, NONE, OUT, WITHIN, Answer, answer, opening_target
from cwbaudit.report.workbook.charts import Series, stacked_bar
from cwbaudit.report.workbook.grid import Column, set_widths, write_grid
from cwbaudit.report.workbook.sheet import Sheet
from cwbaudit.report.workbook.summary import COLOURS, NAMES

SHARE = "=IF(Total_Spend=0,0,ROUND({part}/Total_Spend,6))"
PERCENT = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1} | {
    "input_title": "Yellow cell", "input_message": "Type a percentage from 0% to 100%.",
    "error_title": "Not a share", "error_message": "Type a percentage from 0% to 100%.",
}  # fmt: skip


def to_penny(pounds: str) -> str:
    """A formula for pounds at two decimals, ties away from nought as money.to_penny has it; the inner rounding sheds binary noise,
    which would otherwise decide a tie such as 10% of a sum that ends in five pence."""
    return f"ROUND(ROUND({pounds},6),2)"


def needed(target: str) -> str:
    """A formula for the pounds that `target` asks beyond what is local already."""
    return f"ROUND(MAX(0,{to_penny(f'{target}*Total_Spend')}-Local_Spend),2)"


def what_if(sheet: Sheet, report: Report) -> None:
    """Input, results, before and after, picture, checks."""
    place, first = report.place.name, answer(report, opening_target(report))
    for column, width in enumerate((52, 20, 20, 20, 20, 20, 14)):
        sheet.sheet.set_column(column, column, width)
    notes = "Change the yellow cell: everything on this sheet recalculates. Only spend that a rule calls influenceable moves; locked, "
    notes += "unassessed and unplaced spend stays where it is. It moves in proportion over all that may move."
    row = sheet.title(f"What if more were spent in {place}?", notes)
    sheet.text(row, 0, f"Target share of spend for {place}", "result")
    sheet.number(row, 1, first.target, "share", "input")
    sheet.sheet.set_row(row, 26)
    sheet.sheet.data_validation(row, 1, row, 1, PERCENT)
    sheet.name_cell("Target_Local_Share", row, 1)
    scenarios = plain_targets(report)
    row = _results(sheet, report, first, row + 2)
    row = _before_and_after(sheet, report, first, row + 1)
    checks = _checks(sheet, report, scenarios, row) if scenarios else ""
    _check(sheet, report, first, scenarios, checks)
    sheet.sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.page(report.title, tall=1)


def _results(sheet: Sheet, report: Report, first: Answer, row: int) -> int:
    available = "Leaking_Influenceable" + ("+Regional_Influenceable" if has_region(report) else "")
    verdict = f'=IF(Total_Spend<=0,"{NONE}",IF(Target_Needed=0,"{MET}",IF(Target_Needed=Target_Moved,"{WITHIN}","{OUT}")))'
    head = report.headline
    share_after, ceiling = SHARE.format(part="(Local_Spend+Target_Moved)"), SHARE.format(part="(Local_Spend+Influenceable_Spend)")
    lines: list[tuple[str, str, str, Decimal | str, str, str]] = [
        ("Spend in scope", "", "=Total_Spend", head.total, "money", ""),
        ("Local now", "", "=Local_Spend", head.local, "money", ""),
        ("Local share now", "", SHARE.format(part="Local_Spend"), head.local_share, "share", ""),
        ("Influenceable and not yet local", "Influenceable_Spend", f"=ROUND({available},2)", first.available, "money", "What may move."),
        ("Needed to reach the target", "Target_Needed", f"={needed('Target_Local_Share')}", first.needed, "money", ""),
        ("Can move", "Target_Moved", "=MAX(0,MIN(Target_Needed,Influenceable_Spend))", first.moved, "money", "The smaller of those two."),
        ("Missing", "", "=ROUND(Target_Needed-Target_Moved,2)", first.shortfall, "money", "What the target asks beyond all that may move."),
        ("Local share after", "", share_after, first.local_share, "share", ""),
        ("Highest local share within reach", "", ceiling, first.ceiling, "share", "If all that may move did."),
        ("Verdict", "Target_Verdict", verdict, first.verdict, "text", ""),
    ]
    for at, (label, name, formula, value, kind, note) in enumerate(lines, row):
        strong = ("result",) if label in ("Can move", "Local share after", "Verdict") else ()
        sheet.text(at, 0, label, "text", *strong)
        sheet.formula(at, 1, formula, value, kind, "right", *strong)
        sheet.text(at, 2, note, "note", "inset")
        if name:
            sheet.name_cell(name, at, 1)
    last = row + len(lines) - 1
    condition = {"type": "cell", "criteria": "==", "value": f'"{OUT}"', "format": sheet.styles.mark("bad")}
    sheet.sheet.conditional_format(last, 1, last, 1, condition)
    sheet.places["check row"] = last + 1
    return last + 2


def _before_and_after(sheet: Sheet, report: Report, first: Answer, row: int) -> int:
    names, head = locality_names(report), report.headline
    for column, title in enumerate(("Where the money goes", "Now", "After", "Change")):
        sheet.text(row, column, title, "header", *(("right",) if column else ()))
    leaves = f"IF(Target_Moved=0,0,{to_penny('Target_Moved*Leaking_Influenceable/Influenceable_Spend')})"
    after = {
        "local": "Local_Spend+Target_Moved",
        "regional": f"Regional_Spend-(Target_Moved-{leaves})",
        "leaking": f"Leaking_Spend-{leaves}",
        "unplaced": "Unplaced_Spend",
    }
    for at, (key, name) in enumerate(names.items(), row + 1):
        now = getattr(head, key)
        sheet.text(at, 0, name, "text", "ruled")
        sheet.formula(at, 1, f"={NAMES[key]}", now, "money", "ruled")
        sheet.formula(at, 2, f"=ROUND({after[key]},2)", first.after[key], "money", "ruled")
        sheet.formula(at, 3, f"=ROUND(C{at + 1}-B{at + 1},2)", first.after[key] - now, "money", "ruled")
    last = row + len(names)
    sheet.text(last + 1, 0, "Spend in scope", "text", "total")
    for column, value in enumerate((head.total, head.total, ZERO), 1):
        letter = "ABCD"[column]
        sheet.formula(last + 1, column, f"=ROUND(SUM({letter}{row + 2}:{letter}{last + 1}),2)", value, "money", "total")
    sheet.places["what-if total"] = f"C{last + 2}"
    if head.total > 0 and all(getattr(head, key) >= 0 for key in names):
        _picture(sheet, report, first, row)
        return last + 15
    return last + 4


def _picture(sheet: Sheet, report: Report, first: Answer, row: int) -> None:
    names, head = list(locality_names(report)), report.headline
    series = [
        Series([sheet.name, at, 0], [sheet.name, at, 1, at, 2], COLOURS[key], [getattr(head, key), first.after[key]])
        for at, key in enumerate(names, row + 1)
        if getattr(head, key) or first.after[key] or key == "local"
    ]
    where = [sheet.name, row, 1, row, 2]
    chart = stacked_bar(sheet.book, "Where the money goes: now and after", where, series, percent=True, size=(1180, 215), least="0.03")
    below = row + len(names) + 3
    sheet.sheet.insert_chart(below, 0, chart, {"description": "Two bars: spend by locality now and after", "object_position": 2})


def _checks(sheet: Sheet, report: Report, scenarios: list[Scenario], row: int) -> str:
    """A row for each target that cwbaudit worked out itself; the range of its verdicts."""
    sheet.heading(row, 0, "The same formulas against cwbaudit's own figures")
    moved = f"=MAX(0,MIN({needed('{Target}')},Influenceable_Spend))"
    local = "=ROUND(Local_Spend+{Moved, by formula},2)"
    same = "ABS({{{0}, by formula}}-{{{0}, by cwbaudit}})<0.005".format
    columns: tuple[Column[Scenario], ...] = (
        Column("What-if", 52, "text", lambda s: s.name),
        Column("Target", 20, "share", lambda s: s.target),
        Column("Moved, by formula", 20, "money", lambda s: _ours(report, s).moved, moved),
        Column("Moved, by cwbaudit", 20, "money", lambda s: s.moved),
        Column("Local after, by formula", 20, "money", lambda s: _ours(report, s).after["local"], local),
        Column("Local after, by cwbaudit", 20, "money", lambda s: s.local_after),
        Column(
            "Check", 14, "text", lambda s: _agrees(report, s), f'=IF(AND({same("Moved")},{same("Local after")}),"OK","MISMATCH")'
        ),
    )  # fmt: skip
    grid = write_grid(sheet, row + 1, columns, scenarios)
    set_widths(sheet, columns)
    for at in range(grid.top + 1, grid.top + 1 + grid.rows):
        sheet.verdict(at, grid.column("Check"))
    return grid.cells("Check")


def _ours(report: Report, scenario: Scenario) -> Answer:
    return answer(report, scenario.target or ZERO)


def _agrees(report: Report, scenario: Scenario) -> str:
    ours = _ours(report, scenario)
    return "OK" if (ours.moved, ours.after["local"]) == (scenario.moved, scenario.local_after) else "MISMATCH"


def _check(sheet: Sheet, report: Report, first: Answer, scenarios: list[Scenario], checks: str) -> None:
    """One cell that says whether the sheet conserves every penny and gives cwbaudit's own answers."""
    row, total = sheet.places["check row"], sheet.places["what-if total"]
    agree = f',COUNTIF({checks},"OK")={len(scenarios)}' if checks else ""
    well = all(_agrees(report, s) == "OK" for s in scenarios) and sum(first.after.values(), ZERO) == report.headline.total
    sheet.text(row, 0, "Check")
    formula = f'=IF(AND(ABS({total}-Total_Spend)<0.005{agree}),"OK","MISMATCH")'
    sheet.formula(row, 1, formula, "OK" if well else "MISMATCH", "text", "right")
    says = "Every penny is still there" + (", and cwbaudit's own what-ifs below come out the same to the penny." if checks else ".")
    sheet.text(row, 2, says, "note", "inset")
    sheet.verdict(row, 1)
