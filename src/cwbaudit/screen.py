"""What the commands show on a terminal, as rich renderables; cli prints them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cwbaudit.catalogue import CATALOGUE
from cwbaudit.money import pounds

if TYPE_CHECKING:
    from cwbaudit.doctor import Check
    from cwbaudit.explain import Explanation
    from cwbaudit.gate import Verdict
    from cwbaudit.selftest import Check as Figure


_MOST_CALLS = 6


def plain(value: object) -> str:
    """Text that is safe on a terminal: no control or direction characters (a supplier's name could carry them)."""
    return "".join(ch for ch in str(value) if unicodedata.category(ch) not in ("Cc", "Cf", "Cs"))


def _line(label: str, text: str) -> Text:
    return Text(f"{label:<10}", style="dim").append(plain(text), style="not dim")


def explained(found: Explanation) -> RenderableType:
    """The working of a supplier or a line, from the source row to the cell it is counted in."""
    supplier = found.supplier
    parts: list[RenderableType] = [Text(plain(supplier["name"]), style="bold"), *_who(supplier), *map(_registered_as, found.registers)]
    parts += [Text("\nWritten as", style="bold"), *(_alias(alias) for alias in found.aliases[:12])]
    if len(found.aliases) > 12:
        parts.append(Text(f"  ... and {len(found.aliases) - 12} more"))
    parts += [Text("\nJudged", style="bold"), *(line for verdict in found.verdicts[:8] for line in _verdict(verdict))]
    if len(found.verdicts) > 8:
        parts.append(Text(f"  ... and {len(found.verdicts) - 8} more kinds of spend"))
    parts += [Text("\nCounted in", style="bold"), *(_cell(cell) for cell in found.cells[:8])]
    parts += [Text(f"\nRead from ({found.lines_in_all} in all)", style="bold"), *(_source(line) for line in found.lines)]
    return Group(*parts)


def _who(supplier: Mapping[str, Any]) -> list[Text]:
    where = ", ".join(part for part in (supplier["authority"], supplier["county"], supplier["region"], supplier["nation"]) if part)
    postcode = supplier["postcode"] or "none"
    written = supplier["postcode_as_written"]
    as_written = f', written "{written}"' if written and written != postcode else ""
    lines = [
        _line("supplier", f"{supplier['supplier_id']}, {_pounds(supplier['amount'])} in {_lines(supplier['lines'])}"),
        _line("kind", f"{supplier['kind']}: {supplier['kind_because']}"),
        _line("postcode", f"{postcode} (from: {supplier['postcode_basis']}{as_written}; placed by: {supplier['precision']})"),
        *(_line(what, supplier[column]) for what, column in (("address", "address"), ("business", "activities")) if supplier[column]),
        _line("place", where or "not placed"),
    ]
    numbers = ("company", "charity", "VAT")
    stated = ", ".join(f"{what} {number}" for what in numbers if (number := supplier[f"{what.lower()}_number"]))
    if stated:
        lines.append(_line("numbers", stated))
    return [*lines, _line("note", supplier["note"])] if supplier["note"] else lines


def _registered_as(match: Mapping[str, Any]) -> Text:
    """The entry of a register, and whether anything was taken from it."""
    number = f" ({match['matched_number']})" if match["matched_number"] else ""
    doubt = f"in doubt, {match['match_score']:g}%: nothing is taken from it"
    sure = f"by {match['matched_by']}" if match["match_band"] == "joined" else doubt
    also = "".join(f"; {text}" for text in (match["note"], match["also"] and f"also: {match['also']}") if text)
    return _line("register", f'{match["register"]}: "{match["matched_name"]}"{number}, {match["postcode"] or "no postcode"}, {sure}{also}')


def _alias(alias: Mapping[str, Any]) -> Text:
    reference = f", reference {alias['supplier_ref']}" if alias["supplier_ref"] else ""
    return Text(
        f"  {plain(alias['supplier_name'])} ({plain(alias['body'])}{plain(reference)}): {_pounds(alias['amount'])}; "
        f"{alias['method']}, {alias['score']:g}: {plain(alias['because'])}"
    )


def _verdict(verdict: Mapping[str, Any]) -> list[Text]:
    what = ", ".join(plain(verdict[name]) for name in ("body", "category", "contract_ref") if verdict[name])
    until = f" until {verdict['locked_until']}" if verdict["locked_until"] else ""
    excluded = f" ({verdict['exclusion']})" if verdict["exclusion"] else ""
    return [
        Text(f"  {what}: {_pounds(verdict['amount'])}"),
        _line("    scope", f" {verdict['scope']}{excluded} [{verdict['scope_rule']}] {verdict['scope_because']}"),
        _line("    place", f" {verdict['locality']} [{verdict['locality_rule']}] {verdict['locality_because']}"),
        _line("    influence", f" {verdict['influence']}{until} [{verdict['influence_rule']}] {verdict['influence_because']}"),
    ]


def _cell(cell: Mapping[str, Any]) -> Text:
    keys = ("body", "period", "category", "scope", "locality", "influence")
    return Text(f"  {' / '.join(plain(cell[name]) for name in keys if cell[name])}: {_pounds(cell['amount'])} in {_lines(cell['lines'])}")


def _source(line: Mapping[str, Any]) -> Text:
    what = ", ".join(plain(line[name]) for name in ("date", "category", "description") if line[name])
    return Text(f"  {plain(line['source'])}, row {line['row']}: {plain(line['supplier_name'])} {_pounds(line['amount'])} {what}".rstrip())


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"


def _pounds(value: object) -> str:
    return pounds(Decimal(str(value)))


def health(checks: Sequence[Check]) -> RenderableType:
    """What doctor found, and what to do about it."""
    table = Table(show_header=False, box=None, pad_edge=False)
    for item in checks:
        table.add_row("ok" if item.good else "MEND", item.name, plain(item.found) + (f"\n{plain(item.fix)}" if item.fix else ""))
    bad = sum(not item.good for item in checks)
    verdict = "This machine can run an audit." if not bad else f"{bad} thing{'s' if bad > 1 else ''} to mend first."
    return Group(table, Text(f"\n{verdict}", style="bold"))


def gated(verdict: Verdict) -> RenderableType:
    """Each check of an audit, then whether it passes."""
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for check in verdict.checks:
        table.add_row("ok" if check.good else "FAILED", check.name, plain(check.says))
    bad = sum(not check.good for check in verdict.checks)
    said = "passes" if not bad else f"fails {bad} of {len(verdict.checks)} checks"
    return Group(table, Text(f"\n{plain(verdict.audit)}: {said}.", style="bold"))


def tested(checks: Sequence[Figure]) -> RenderableType:
    """The validation pack: each figure as published and as found, then the verdict."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, title in enumerate(("", "Case", "Figure", "Published", "Found")):
        table.add_column(title, justify="right" if number > 2 else "left", overflow="fold")
    for check in checks:
        found = check.found if check.good else f"{check.found}, must be {check.exact}"
        table.add_row("ok" if check.good else "WRONG", check.case, check.figure, check.published or "-", found)
    bad = sum(not check.good for check in checks)
    verdict = "wrong: please report it" if bad else "all as they must be"
    return Group(table, Text(f"\n{len(checks)} figures, {bad or ''} {verdict}.".replace("  ", " "), style="bold"))


def understood(sources: Sequence[Mapping[str, Any]]) -> RenderableType:
    """How each spend file was understood and why, the first rows as read, and the line that pins it."""
    parts: list[RenderableType] = []
    for source in sources:
        sheet = f" [{source['sheet']}]" if source["sheet"] else ""
        parts.append(Text(f"{plain(source['path'])}{plain(sheet)}", style="bold"))
        shown = _refused if source["refused"] else _registered if "register" in source["kind"] else _understood
        parts += shown(source)
        parts.append(Text(""))
    return Group(*parts)


def _refused(source: Mapping[str, Any]) -> list[RenderableType]:
    return [_told([("refused", str(source["refused"]).splitlines())])]


def _registered(source: Mapping[str, Any]) -> list[RenderableType]:
    key = "register" if source["kind"] == "supplier register" else "contracts"
    said = f"a {source['kind']} of {source['entries']:,} entries, no payments: name it in audit.toml as `{key}`, beside the body's files"
    columns = ", ".join(f"{ours}: {theirs}" for ours, theirs in source["columns"].items())
    return _seen(source, [("is", [said]), ("columns", [columns])])


def _understood(source: Mapping[str, Any]) -> list[RenderableType]:
    vat = f"amounts {source['amount_basis']}" if source["amount_basis"] != "unstated" else "whether VAT is in the amounts is not stated"
    facts = f"{source['rows']:,} {source['kind']}, {_pounds(source['total'])}, {vat}"
    aside = [
        f"{some['count']:,} × {CATALOGUE[reason].title.lower()}" + ("" if some["total"] is None else f" ({_pounds(some['total'])})")
        for reason, some in source["set_aside"].items()
    ]
    return _seen(source, [("read", [facts]), ("set aside", [", ".join(aside) or "nothing"])])


def _seen(source: Mapping[str, Any], facts: list[tuple[str, list[str]]]) -> list[RenderableType]:
    """A table that was understood: the facts, why, what to decide, its first rows, and the line that pins it."""
    of_columns = [why for why in source["why"] if why.startswith(('"', "By "))]
    of_the_file = " ".join(why for why in source["why"] if why not in of_columns)
    calls = source["close_calls"]
    more = [f"... and {len(calls) - _MOST_CALLS} more, all in --json"] if len(calls) > _MOST_CALLS else []
    named = [("schema", [source["as_schema"]])] if source["as_schema"] else []
    told = [*facts, *named, ("because", [of_the_file, *of_columns]), ("decide", [*calls[:_MOST_CALLS], *more])]
    parts: list[RenderableType] = [_told(told), _first_rows(source["first_rows"])]
    return [*parts, _unbroken("to pin it", source["pin"])] if source["pin"] else parts


def _told(facts: Sequence[tuple[str, Sequence[str]]]) -> RenderableType:
    """Each fact under its label, its further lines under its first."""
    grid = Table.grid(padding=0)
    grid.add_column(width=10, style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, texts in facts:
        for i, text in enumerate(texts):
            grid.add_row("" if i else label, Text(plain(text)))
    return grid


def _unbroken(label: str, value: str) -> Text:
    """A line that is there to be copied: broken at the edge of the screen it would not be TOML."""
    line = _line(label, value)
    line.no_wrap, line.overflow = True, "ignore"
    return line


def _first_rows(found: Sequence[Mapping[str, str]]) -> RenderableType:
    columns = [name for name in (found[0] if found else {}) if any(row[name] for row in found)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        # on a narrow screen names give way, sums of money never
        number = name in ("row", "date", "amount")
        table.add_column(name, justify="right" if name in ("row", "amount") else "left", no_wrap=number, max_width=38)
    for row in found:
        table.add_row(*(Text(plain(row[name]), no_wrap=True, overflow="ellipsis") for name in columns))
    return table
