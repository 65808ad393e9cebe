"""The working: why, what was left out, what is wrong with the data, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cwbaudit.money import percent, pounds
from cwbaudit.report.model import Derivation, FindingCount, Move, Report, Scenario, Source
from cwbaudit.report.page.parts import Table, largest, numbers, words
from cwbaudit.report.page.wording import day

HASH_LETTERS = 12


def reasons(report: Report) -> Table | None:
    """Spend that is not local, by the rule that decided whether it can move."""
    if not report.reasons:
        return None
    shown, note = largest(report.reasons, "rules")
    rows = [
        [r.rule, r.influence.capitalize(), r.because, day(r.locked_until) if r.locked_until else "", pounds(r.amount), f"{r.lines:,}"]
        for r in shown
    ]
    columns = words("Rule", "Influence", "Because", "Locked until") + numbers("Amount", "Payments")
    return Table("Spend that is not local, by rule", columns, rows, note=note)


def grounds(report: Report) -> Table | None:
    """What the verdicts rest on: a presumption is no finding."""
    if not report.grounds:
        return None
    rows = [[g.influence.capitalize(), g.ground.capitalize(), g.meaning, pounds(g.amount), pounds(g.outside)] for g in report.grounds]
    columns = words("Influence", "It rests on", "Which means") + numbers("In scope", "Outside the local area")
    return Table("Spend in scope by what its verdict rests on", columns, rows)


def headings(report: Report) -> Table | None:
    """Spend by heading: the same words for every body."""
    if not report.headings:
        return None
    rows = [
        [
            h.name.capitalize() if h.name.islower() else h.name,
            pounds(h.total),
            pounds(h.local),
            pounds(h.leaking),
            pounds(h.influence.influenceable),
        ]
        for h in report.headings
    ]
    told = "; ".join(f"{source.source} {pounds(source.amount)}" for source in report.heading_sources)
    columns = words("Heading") + numbers("In scope", "Local", "Leaking", "of it influenceable")
    return Table("Spend in scope by heading", columns, rows, note=f"What told the headings, strongest first: {told}.")


def ledger(report: Report) -> Table | None:
    """From what was published to what every share is a share of."""
    book = report.ledger
    if not book.lines:
        return None
    rows = [["Payments", "", pounds(book.payments), ""], ["Credits", "", pounds(book.credits), ""]]
    rows.append(["Published", "Payments and credits", pounds(book.published), f"{book.lines:,}"])
    rows += [[f"Excluded: {e.exclusion}", e.said, pounds(-e.amount), f"{e.lines:,}"] for e in book.exclusions]
    if book.excluded:
        rows.append(["All exclusions", "", pounds(-book.excluded), ""])
    total = ["In scope", "What every share on this page is a share of", pounds(book.in_scope), ""]
    note = ""
    if book.set_aside_rows:
        note = (
            f"Rows set aside: {book.set_aside_rows:,}, with readable amounts of {pounds(book.set_aside)}, such as total rows. "
            "They are in no other figure."
        )
    return Table("From published to in scope", words("Step", "What it is") + numbers("Amount", "Payments"), rows, total, note)


def findings(report: Report) -> Table | None:
    """What is wrong with the data, worst first as the Report has it, and what to do about it."""
    if not report.findings:
        return None
    shown, note = largest(report.findings, "kinds of finding")
    rows = [_finding(finding) for finding in shown]
    columns = words("Finding", "Severity", "What it means, and what to do", "Example") + numbers("Times", "Pounds affected")
    return Table("Findings about the data", columns, rows, note=note)


def _finding(it: FindingCount) -> list[str]:
    said = [it.title, it.severity.capitalize(), _quoted(f"{it.meaning} {it.remedy}"), it.example]
    return [*said, f"{it.count:,}", pounds(it.amount)]


def _quoted(text: str) -> str:
    """The catalogue writes keys as in a terminal; a page has quotation marks."""
    return re.sub("`([^`]+)`", r"‘\1’", text)


def sources(report: Report) -> Table | None:
    """Every file that was read, with its sum."""
    if not report.sources:
        return None
    shown, note = largest(report.sources, "files")
    columns = words("File", "Body", "SHA-256") + numbers("Rows", "Payments", "Set aside", "Amount", "Control total")
    note = f"Of each SHA-256 the first {HASH_LETTERS} letters; a control total is the body's own figure, agreed to the penny. {note}"
    return Table("Files read", columns, [_source(source) for source in shown], note=note.strip())


def _source(source: Source) -> list[str]:
    agreed = pounds(source.control_total) if source.control_total is not None else "Not given"
    counts = [f"{source.rows_read:,}", f"{source.lines:,}", f"{source.set_aside_rows:,}", pounds(source.amount)]
    return [source.source, source.body, source.sha256[:HASH_LETTERS], *counts, agreed]


def readings(report: Report) -> Table:
    """How each file was understood."""
    shown, note = largest(report.sources, "files")
    columns = words("File", "Columns", "Header row", "Amounts", "Dates", "Encoding")
    return Table("How each file was read", columns, [_reading(source) for source in shown], note=note)


def _reading(source: Source) -> list[str]:
    mapped = "; ".join(f"{ours} from “{theirs}”" for ours, theirs in source.columns.items())
    return [source.source, mapped, str(source.header_row), source.amount_basis, source.date_format, source.encoding]


def moves(scenario: Scenario, what: str) -> Table | None:
    """What a scenario moves, by body, heading or supplier."""
    found = {"body": scenario.by_body, "heading": scenario.by_heading, "supplier": scenario.by_supplier}[what]
    shown, note = largest([move for move in found if move.amount], f"{what} rows")
    if not shown:
        return None
    return Table(
        f"Spend that moves, by {what} ({scenario.name})",
        words(what.capitalize()) + numbers("Moves to local"),
        [_move(move) for move in shown],
        note=note,
    )


def steps(it: Scenario) -> Table | None:
    """What each shift or policy moves, where there are several."""
    if len(it.by_step) < 2:
        return None
    rows = [_move(move) for move in it.by_step]
    return Table(f"Spend that moves, step by step ({it.name})", words("Step") + numbers("Moves"), rows, ["All steps", pounds(it.moved)])


def locks(it: Scenario) -> Table | None:
    """Until when the rest is locked."""
    rows = [[day(lock.until) if lock.until else "No end is stated", pounds(lock.amount)] for lock in it.locks]
    if not rows:
        return None
    total = ["All locked spend that is not local", pounds(it.standing_in_the_way.locked)]
    return Table(f"Locked before the move, by when the lock ends ({it.name})", words("Locked until") + numbers("Amount"), rows, total)


def path(it: Scenario) -> Table | None:
    """A path's steps."""
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
    columns = words("By") + numbers("Asked", "Released by locks that ended", "Moves to local", "Local share then", "Ceiling then")
    return Table(f"The path, step by step ({it.name})", columns, rows, ["All steps", "", "", pounds(it.moved), "", ""]) if rows else None


def effect(found: Sequence[Derivation], of: str) -> Table | None:
    """What follows from the stated assumptions, each figure with its formula and its inputs."""
    rows = [[one.name, one.formula, one.working, one.source, one.printed] for one in found]
    columns = words("Figure", "Formula", "With its inputs", "Rates from") + numbers("Value")
    return Table(f"Effect of {of}, on stated assumptions", columns, rows) if rows else None


def _move(move: Move) -> list[str]:
    return [move.name, pounds(move.amount)]
