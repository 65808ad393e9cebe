"""Native charts over the workbook's own cells, direct-labelled, in colours that differ for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cwbaudit.report.workbook.style import INK, QUIET, UNPLACED

_GRID = {"visible": True, "line": {"color": "#DEE0E2", "width": 0.75}}
_PALE = (UNPLACED, "#28A197", "#CF9DB6")  # white letters cannot be read on these


@dataclass(frozen=True)
class Series:
    """One colour of a stacked bar: its name's cell, its cells, and the figures in them, to know which bits are too small to label."""

    name: list[Any] | str
    cells: list[Any]
    colour: str
    amounts: Sequence[Decimal]


def money_format(largest: Decimal) -> str:
    """Pounds short enough to stand on a bar."""
    if abs(largest) >= 1_000_000:
        return '£#,##0.0,,"m"'
    return '£#,##0.0,"k"' if abs(largest) >= 1_000 else "£#,##0"


def stacked_bar(
    book: Any,
    title: str,
    names: list[Any],
    series: Sequence[Series],
    *,
    percent: bool,
    size: tuple[int, int],
    least: str = "0.07",
    letters: int = 9,
) -> Any:
    """A horizontal stacked bar for each of `names`, the first on top; pieces under `least` of the bar are too small for a label."""
    font = {"name": "Arial", "size": letters, "color": INK}
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked" if percent else "stacked"})
    wholes = [sum(map(abs, bar), Decimal(0)) for bar in zip(*(s.amounts for s in series), strict=True)]
    widest = max(wholes, default=Decimal(0))
    form = money_format(widest)
    for one in series:
        small = [abs(a) < (whole if percent else widest) * Decimal(least) or not a for a, whole in zip(one.amounts, wholes, strict=True)]
        chart.add_series(
            {
                "name": one.name, "categories": names, "values": one.cells, "gap": 45,
                "fill": {"color": one.colour}, "border": {"color": "white", "width": 1},
                "data_labels": {
                    "value": True, "num_format": form, "custom": [{"delete": True} if no else {} for no in small],
                    "font": font | {"color": INK if one.colour in _PALE else "white", "bold": True},
                },
            }
        )  # fmt: skip
    words = title.replace("!", "! ")  # XlsxWriter takes text such as `Preston!A1` for the address of a cell
    chart.set_title({"name": words, "name_font": font | {"size": letters + 3, "bold": True}, "overlay": False})
    chart.set_x_axis(
        {"num_format": "0%" if percent else form, "num_font": font | {"color": QUIET}, "major_gridlines": _GRID, "line": {"none": True}}
    )
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": QUIET}, "major_tick_mark": "none"})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})
    return chart


def height(bars: int) -> int:
    """Pixels for this many bars with title, axis and legend."""
    return 130 + 34 * max(2, bars)
