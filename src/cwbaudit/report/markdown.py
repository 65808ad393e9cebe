"""The Report as GitHub-flavoured Markdown, for a repository or a committee paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cwbaudit.money import percent, pounds
from cwbaudit.report.markdown_parts import escaped, table
from cwbaudit.report.markdown_where import definitions, destinations, distance, neighbourhoods
from cwbaudit.report.model import Body, Category, Heading, Report, Scenario
from cwbaudit.report.phrases import day, denominator, has_region, interval, is_open, many, outside, period
from cwbaudit.report.tabled import Tabled, tabled

SUPPLIERS_SHOWN = 20


def markdown(report: Report) -> str:
    """The whole report but the long lists: what was found, on what definition, by what rules, from what data."""
    sections = (
        _opening(report),
        _section("What local means here", _definition(report)),
        _section("By body", _bodies(report)),
        _section("Under other definitions of local", definitions(report)),
        _section("By category", _categories(report)),
        _section("By heading", _headings(report)),
        _section("Where the leak goes", destinations(report)),
        _section("How far the money goes", distance(report)),
        _section("By neighbourhood", neighbourhoods(report)),
        _section("How concentrated it is", _concentration(report)),
        _section("Where to start", _where_to_start(report)),
        *(_further(each) for each in tabled(report)),
        _section("What if", [text for scenario in report.scenarios for text in _scenario(scenario)]),
        _section("How sure are these shares", _sensitivity(report)),
        _section("What local spend is worth, on stated assumptions", _effect(report)),
        _section("Why spend may move or may not", [*_grounds(report), *_reasons(report)]),
        _section("When it comes free", _calendar(report)),
        _section("From published spend to spend in scope", _ledger(report)),
        _section("The quality of the data", _findings(report)),
        _section("Assumptions", [_bullets(report.assumptions)] if report.assumptions else []),
        _section("Files read", _sources(report)),
        _section("Credits", [_bullets(report.credits)] if report.credits else []),
        [f"Made by {escaped(report.tool)}."],
    )
    return "\n\n".join(block for section in sections for block in section) + "\n"


def _section(heading: str, blocks: Sequence[str]) -> list[str]:
    return [f"## {heading}", *blocks] if blocks else []


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)


def _opening(report: Report) -> list[str]:
    return [
        f"# {escaped(report.title)}",
        *filter(None, [escaped(period(report))]),
        _bullets(report.sentences),
        escaped(report.edition.says),
    ]


def _definition(report: Report) -> list[str]:
    return [escaped(report.place.definition), escaped(denominator(report))]


def _further(each: Tabled) -> list[str]:
    first = sum(column.kind == "text" for column in each.columns)
    order = sorted(each.columns, key=lambda column: column.kind != "text")
    rows = [[escaped(column.printed(row)) for column in order] for row in each.rows[:SUPPLIERS_SHOWN]]
    most = f" The first {len(rows)} of {len(each.rows):,}." if len(rows) < len(each.rows) else ""
    return _section(each.kicker, [escaped(f"{each.title}. {each.note}{most}"), table([c.title for c in order], rows, left=first)])


def _bodies(report: Report) -> list[str]:
    region, opened = has_region(report), is_open(report)

    def row(name: str, split: Body | Category) -> list[str]:
        wider = [percent(split.region_share)] if region else []
        between = [interval(split)] if opened else []
        shares = [percent(split.local_share), *between, *wider, percent(split.leaking_share)]
        return [name, pounds(split.total), *shares, pounds(split.leaking), pounds(split.influence.influenceable)]

    place, area = escaped(report.place.name), escaped(report.place.region_name or "the region")
    headers = [
        "Body",
        "Spend in scope",
        f"in {place}",
        *(["between"] if opened else []),
        *([f"in {area}"] if region else []),
        "leaking",
        "Leaking",
        "of which influenceable",
    ]
    whole = Body(name="", **report.headline.model_dump())
    rows = [*(row(escaped(body.name), body) for body in report.bodies), [f"**{cell}**" for cell in row("All bodies", whole)]]
    blocks = [table(headers, rows)]
    if len(report.bodies) > 1:
        average, pooled = percent(report.average_local_share), percent(report.headline.local_share)
        blocks.append(f"All bodies pools their pounds ({pooled} local). Their local shares averaged, each body counting once: {average}.")
    return blocks


def _categories(report: Report) -> list[str]:
    note = "The three columns after Leaking divide it by whether it could be bought elsewhere."
    return [_kinds("Category", report.categories), note] if report.categories else []


def _headings(report: Report) -> list[str]:
    told = [f"{pounds(source.amount)} by {escaped(source.source)}" for source in report.heading_sources]
    note = f"A heading is told, in this order of strength: {'; '.join(told)}."
    return [_kinds("Heading", report.headings), note] if report.headings else []


def _kinds(name: str, kinds: Sequence[Category | Heading]) -> str:
    headers = [name, "Spend in scope", "Local", "Leaking", "influenceable", "locked", "unassessed", "Unplaced"]
    rows = [
        [
            escaped(row.name), pounds(row.total), percent(row.local_share), pounds(row.leaking), pounds(row.influence.influenceable),
            pounds(row.influence.locked), pounds(row.influence.unassessed), pounds(row.unplaced),
        ]
        for row in kinds
    ]  # fmt: skip
    return table(headers, rows)


def _concentration(report: Report) -> list[str]:
    found = report.concentration
    if not found or len(found.steps) < 2:
        return []
    rows = [[f"{step.suppliers:,}", pounds(step.amount), percent(step.share), pounds(step.leaking)] for step in found.steps]
    said = f"Half of the spend in scope goes to the largest {many(found.half, 'supplier')}."
    return [said, table(["The largest suppliers", "Spend in scope", "Share", "of it leaking"], rows, left=0)]


def _where_to_start(report: Report) -> list[str]:
    if report.edition.kind == "published":  # whom to turn to is for the audit's own team
        return []
    found = [supplier for supplier in report.suppliers if supplier.locality == "leaking" and supplier.influenceable > 0]
    if not found:
        return [f"No spend that leaks out of {escaped(outside(report))} has been judged influenceable."]
    first = sorted(found, key=lambda supplier: (-supplier.influenceable, supplier.name, supplier.supplier_id))[:SUPPLIERS_SHOWN]
    rows = [
        [escaped(s.name), escaped("; ".join(s.categories)), escaped("; ".join(s.bodies)), pounds(s.amount), pounds(s.influenceable)]
        for s in first
    ]
    many = f"The {len(first)} largest of {len(found):,}" if len(found) > len(first) else f"All {len(found)}"
    note = f"{many} suppliers outside {escaped(outside(report))} with spend that could be bought elsewhere."
    return [note, table(["Supplier", "Categories", "Bodies", "Spend", "Influenceable"], rows, left=3)]


def _scenario(scenario: Scenario) -> list[str]:
    facts = [
        ["Moved", pounds(scenario.moved), ""],
        ["Local", f"{pounds(scenario.local_before)}", pounds(scenario.local_after)],
        ["Local share", percent(scenario.local_share_before), percent(scenario.local_share_after)],
    ]
    reach = [f"Out of reach by {pounds(scenario.shortfall)}."] if not scenario.reachable else []
    last = [f"The highest local share within reach is {percent(scenario.ceiling)}."]
    return [
        f"### {escaped(scenario.title)}",
        escaped(scenario.finding),
        table(["", "Before", "After"], [["Local", *facts[1][1:]], facts[2]]),
        " ".join([f"Moved: {pounds(scenario.moved)}.", *reach, *last]),
        *([_bullets(scenario.obstacles)] if scenario.obstacles else []),
        *_path(scenario),
        *_taken(scenario),
    ]


def _taken(it: Scenario) -> list[str]:
    """Whose spend moves, a table each by body, heading, category and supplier."""
    every = (("body", it.by_body), ("heading", it.by_heading), ("category", it.by_category), ("supplier", it.by_supplier))
    return [
        table([f"Taken from {what}", "Amount"], [[escaped(move.name), pounds(move.amount)] for move in moves])
        for what, moves in every
        if moves
    ]


def _path(it: Scenario) -> list[str]:
    rows = [
        [
            day(step.by),
            percent(step.target),
            pounds(step.released),
            pounds(step.moved),
            percent(step.local_share_after),
            percent(step.ceiling),
        ]
        for step in it.path
    ]
    return [table(["By", "Asked", "Released by locks that ended", "Moved", "Local share then", "Ceiling then"], rows)] if rows else []


def _calendar(report: Report) -> list[str]:
    rows = [
        [quarter.quarter, escaped(release.body), escaped(release.heading), pounds(release.amount), pounds(release.outside), free]
        for quarter in report.calendar
        for release, free in zip(quarter.releases, [pounds(quarter.free_by_then), *[""] * len(quarter.releases)], strict=False)
    ]
    headers = ["Lock ends in", "Body", "Heading", "Comes free", "outside the local area", "All that is free by then, outside"]
    return [table(headers, rows, left=3)] if rows else []


def _grounds(report: Report) -> list[str]:
    rows = [[g.influence, g.ground, escaped(g.meaning), pounds(g.amount), pounds(g.outside)] for g in report.grounds]
    headers = ["Influence", "It rests on", "Which means", "Spend in scope", "outside the local area"]
    return [table(headers, rows, left=3)] if rows else []


def _sensitivity(report: Report) -> list[str]:
    rows = []
    for row in report.sensitivity:
        first = [escaped(f"{row.about} ({row.scenario})" if row.scenario else row.about), escaped(row.supposed)]
        cases = "; ".join(f"{escaped(case.name)} {percent(case.value)}" for case in row.cases)
        rows.append([*first, cases, percent(row.base), percent(row.low), percent(row.high)])
    return [table(["Share", "Not known", "Supposed", "As reported", "Lowest", "Highest"], rows, left=3)] if rows else []


def _effect(report: Report) -> list[str]:
    found = [("Today's spend", one) for one in report.effect]
    found += [(scenario.name, one) for scenario in report.scenarios for one in scenario.effect]
    rows = [
        [escaped(of), escaped(e.name), escaped(e.formula), escaped(e.working), escaped(e.source), escaped(e.printed)] for of, e in found
    ]
    return [table(["Of", "Figure", "Formula", "With its inputs", "Rates from", "Value"], rows, left=5)] if rows else []


def _reasons(report: Report) -> list[str]:
    rows = [
        [escaped(r.influence), escaped(r.rule), escaped(r.because), day(r.locked_until) if r.locked_until else "", pounds(r.amount)]
        for r in report.reasons
    ]
    headers = ["Influence", "Rule", "Because", "Locked until", "Spend outside the local area"]
    return [table(headers, rows, left=4)] if rows else []


def _ledger(report: Report) -> list[str]:
    book = report.ledger
    steps: list[tuple[str, Decimal, str]] = [("Payments", book.payments, ""), ("Credits and refunds", book.credits, "")]
    steps += [("**Published**", book.published, "")]
    steps += [(f"Left out: {escaped(e.exclusion)}", -e.amount, escaped(e.said)) for e in book.exclusions]
    steps += [("**Spend in scope**", book.in_scope, "")]
    rows = [[label, because, pounds(amount)] for label, amount, because in steps]
    aside = f"Set aside: {many(book.set_aside_rows, 'row')}; what could be read there, {pounds(book.set_aside)}, is in no other figure."
    return [table(["", "Because", "Amount"], rows, left=2), *([aside] if book.set_aside_rows else [])]


def _findings(report: Report) -> list[str]:
    rows = [
        [escaped(f.severity), escaped(f.title), f"{f.count:,}", pounds(f.amount), escaped(f.remedy), escaped(f.example)]
        for f in report.findings
    ]
    if not rows:
        return ["Nothing was found to be wrong with the data."]
    marks = [":---", ":---", "---:", "---:", ":---", ":---"]
    lines = [["Severity", "Finding", "How often", "Amount", "What to do", "Example"], marks, *rows]
    return ["\n".join(f"| {' | '.join(cells)} |" for cells in lines)]


def _sources(report: Report) -> list[str]:
    rows = [
        [escaped(s.source), escaped(s.body), s.sha256[:12], f"{s.lines:,}", pounds(s.amount), _control(s.control_total)]
        for s in report.sources
    ]
    headers = ["File", "Body", "SHA-256 begins", "Payments", "Amount", "Control total"]
    return [table(headers, rows, left=3)] if rows else []


def _control(total: Decimal | None) -> str:
    return "none given" if total is None else f"{pounds(total)}, agreed"
