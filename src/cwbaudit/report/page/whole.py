"""The whole spend as one bar: local, regional, leaking, unplaced."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cwbaudit.money import pounds, short
from cwbaudit.report.model import Report, Split
from cwbaudit.report.page.layout import Layout, Span, influences, localities, printed_shares, stack
from cwbaudit.report.page.lettering import width
from cwbaudit.report.page.palette import LOCALITY
from cwbaudit.report.page.parts import Figure, Table, drawn, numbers, words
from cwbaudit.report.page.wording import has_region
from cwbaudit.report.svg import INK, QUIET, Drawing, block, gaps, letters, line

BAR, NAME, AMOUNT = 84, 18, 16


def whole(report: Report) -> Figure:
    """Where every pound in scope goes."""
    split = report.headline
    credit = [f"{name} is {short(amount)}" for name, amount in localities(split).items() if amount < 0]
    note = f"A net credit has no length in the bar: {' and '.join(credit)}." if credit else ""
    return Figure("whole", drawn("whole", lambda layout: _drawing(split, layout)), [table(report)], note=note)


def _drawing(split: Split, layout: Layout) -> Drawing:
    shares = printed_shares(split)
    shown = [name for name, amount in localities(split).items() if amount > 0]
    spans = dict(zip(shown, stack([localities(split)[name] for name in shown], 0, 100, layout.percent(5)), strict=True))
    lines = {name: (name.capitalize(), f"{short(localities(split)[name])} · {shares[name]}") for name in shown}
    marks, height = _on(lines, spans, layout) if layout.wide else _below(lines, spans)
    desc = "; ".join(f"{name} {pounds(amount)}, {shares[name]}" for name, amount in localities(split).items())
    return Drawing(f"Where {short(split.total)} goes", f"One bar of {pounds(split.total)} in scope: {desc}.", height, tuple(marks))


def bar(spans: dict[str, Span], y: float, height: float) -> list[Element]:
    """Stacked blocks with white gaps between them."""
    marks = [block(span.x, y, span.width, height, LOCALITY[name].fill) for name, span in spans.items()]
    return [*marks, gaps([span.x for span in spans.values()][1:], y, height)]


def _on(lines: dict[str, tuple[str, str]], spans: dict[str, Span], layout: Layout) -> tuple[list[Element], float]:
    """Labels on the blocks that have room for them, the others over the bar, pushed apart, each with a line to its block."""
    wanted = {name: layout.percent(max(width(first, NAME), width(second, AMOUNT)) + 24) for name, (first, second) in lines.items()}
    small = [name for name in lines if spans[name].width < wanted[name]]
    top = 54.0 if small else 0.0
    marks = bar(spans, top, BAR)
    for name, said in lines.items():
        if name not in small:
            marks += _label(said, spans[name].x, top + 24, dx=12, ink=LOCALITY[name].ink)
    for name, x in _apart(small, wanted, spans).items():
        marks += [*_label(lines[name], x, 17, dx=8), line(x, 3, x, top - 8, QUIET)]
        marks.append(line(x, top - 8, spans[name].x + spans[name].width / 2, top, QUIET))
    return marks, top + BAR


def _apart(small: list[str], wanted: dict[str, float], spans: dict[str, Span]) -> dict[str, float]:
    """Where each label over the bar begins: at its block if it can, never on another's letters, never off the edge."""
    places: dict[str, float] = {}
    right = 100.0
    for name in reversed(small):
        right = min(spans[name].x + spans[name].width / 2, right - wanted[name])
        places[name] = right
    least = 0.1
    for name in small:
        places[name] = max(places[name], least)
        least = places[name] + wanted[name]
    return places


def _label(lines: tuple[str, str], x: float, y: float, *, dx: float, ink: str = INK) -> list[Element]:
    name, amount = lines
    return [letters(x, y, name, size=NAME, bold=True, dx=dx, fill=ink), letters(x, y + 21, amount, size=AMOUNT, dx=dx, fill=ink)]


def _below(lines: dict[str, tuple[str, str]], spans: dict[str, Span]) -> tuple[list[Element], float]:
    """On a phone: a list under the bar, each line with its colour."""
    marks = bar(spans, 0, BAR)
    for index, (name, (first, second)) in enumerate(lines.items()):
        y = BAR + 16 + 30 * index
        swatch = block(0, y, 0, 18, LOCALITY[name].fill)
        swatch.set("width", "18")
        marks += [swatch, letters(0, y + 14, first, size=16, bold=True, dx=28), letters(100, y + 14, second, size=16, anchor="end")]
    return marks, BAR + 16 + 30 * len(lines)


def table(report: Report) -> Table:
    """The bar's figures to the penny."""
    split, shares = report.headline, printed_shares(report.headline)
    by = {"regional": influences(split.regional_influence), "leaking": influences(split.influence)}
    rows = []
    for name, amount in localities(split).items():
        if name == "regional" and not has_region(report):
            continue
        judged = [pounds(value) for value in by[name].values()] if name in by else ["", "", ""]
        rows.append([name.capitalize(), pounds(amount), shares[name], *judged])
    return Table(
        f"Spend in scope by locality, {report.place.name}",
        words("Locality") + numbers("Amount", "Share of spend in scope", "of it influenceable", "locked", "unassessed"),
        rows,
        ["In scope", pounds(split.total), "100.0%" if split.total else "", "", "", ""],
    )
