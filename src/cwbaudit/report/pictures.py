"""Every figure of the page by the name of its files, and the folder that holds them as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cwbaudit.report.model import Report
from cwbaudit.report.page.parts import Figure
from cwbaudit.report.page.wording import period
from cwbaudit.report.phrases import denominator
from cwbaudit.report.standalone import Picture, png, svg

# The figure in the page's content, and where its title is.
FIGURES = (
    ("whole", "headline"),
    ("flow", "titles.flow"),
    ("shares", "titles.bodies"),
    ("start", "titles.categories"),
    ("calendar", "titles.calendar"),
    ("map", "where.map"),
    ("destinations", "where.destinations"),
    ("distance", "where.distance"),
    ("deprivation", "where.neighbourhoods"),
    ("sensitivity", "sensitivity_title"),
    ("concentration", "concentration_title"),
)


def pictures(report: Report) -> list[Picture]:
    """The figures in the page's order."""
    from cwbaudit.report.page.context import drawn

    content = drawn(report)
    found = [(content[name], _named(content, title)) for name, title in FIGURES if content[name]]
    found += [(asked.figure, asked.finding) for asked in content["scenarios"] if asked.figure]
    return [_picture(report, figure, title) for figure, title in found]


def write_pictures(report: Report, folder: Path) -> None:
    """Each figure as `NAME.svg` and `NAME.png` in `folder`."""
    for picture in pictures(report):
        document = svg(picture)
        (folder / f"{picture.name}.svg").write_text(document, encoding="utf-8", newline="\n")
        (folder / f"{picture.name}.png").write_bytes(png(document))


def _named(content: Mapping[str, Any], path: str) -> str:
    first, _, rest = path.partition(".")
    return str(content[first][rest] if rest else content[first])


def _picture(report: Report, figure: Figure, title: str) -> Picture:
    about = " · ".join(part for part in (report.title, period(report)) if part)
    foot = [f"{denominator(report)} Made by {report.tool}.", ". ".join(credit.rstrip(".") for credit in report.credits)]
    return Picture(figure.ident, title, figure, about, foot)
