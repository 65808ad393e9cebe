"""Contracts: a register says until when spend is committed; when its locks end, it comes free."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cwbaudit.classify import classify
from cwbaudit.config import HeadingConfig, InfluenceConfig, ScopeConfig, SourceConfig, SourceFile
from cwbaudit.config.decisions import Decisions
from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import SourceError
from cwbaudit.place import Place
from cwbaudit.read import contracts, survey
from cwbaudit.report.calendar import calendar
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import MATCHES
from tests.texttables import lines, same, spend, suppliers

PLACE = Place("Anytown", "", {"E1": "Anytown"}, {}, "Anytown.")
SPEND = "Supplier,Amount\nHill Foods,1.00\n"
REGISTER = """Register of contracts as of 31 March 2026
Contract Reference number / ID,Title of the Agreement,Supplier name,Contract start date,End date,Review date,Contract value,SME supplier
C-0017,School meals,Hill Foods Ltd,01-Apr-2024,31/03/2028,,250000,Yes
C-18,Road surfacing,North Roads,01/04/2020,31/03/2025,,90000,
C-19,Legal advice,Oak Law Ltd,01/04/2024,,30/09/2026,,
C-20,Grounds maintenance,Green Ltd,01/04/2024,31/12/2026,,10000,
C-21,Tree surgery training,Green Ltd,01/04/2024,31/12/2029,,10000,
C-22,Software,Nobody Paid Ltd,01/04/2024,31/12/2027,,70000,
C-23,Print,Kay Print,01/04/2024,when finished,,500,
"""


def register(folder: Path, text: str = REGISTER) -> tuple[Tabular, Tabular]:
    (folder / "spend.csv").write_text(SPEND, encoding="utf-8")
    (folder / "contracts.csv").write_text(text, encoding="utf-8")
    files = {name: [SourceFile(path=folder / f"{name}.csv", label=f"{name}.csv")] for name in ("spend", "contracts")}
    sources = (SourceConfig.model_validate({"body": "City Council", "files": files["spend"], "contracts": files["contracts"]}),)
    return contracts(sources, survey(sources))


def test_a_register_is_read_by_its_columns_names(tmp_path: Path) -> None:
    """Whatever stands above the header, and with two ways of writing dates in one column; what is no date is a finding."""
    found, findings = register(tmp_path)
    assert same(found, """
        | row | reference | supplier_name   | start_date | end_date   | review_date | value      | sme |
        |   3 | C-0017    | Hill Foods Ltd  | 2024-04-01 | 2028-03-31 |             | 250,000.00 | Yes |
        |   4 | C-18      | North Roads     | 2020-04-01 | 2025-03-31 |             |  90,000.00 |     |
        |   5 | C-19      | Oak Law Ltd     | 2024-04-01 |            | 2026-09-30  |            |     |
        |   6 | C-20      | Green Ltd       | 2024-04-01 | 2026-12-31 |             |  10,000.00 |     |
        |   7 | C-21      | Green Ltd       | 2024-04-01 | 2029-12-31 |             |  10,000.00 |     |
        |   8 | C-22      | Nobody Paid Ltd | 2024-04-01 | 2027-12-31 |             |  70,000.00 |     |
        |   9 | C-23      | Kay Print       | 2024-04-01 |            |             |     500.00 |     |
    """)  # fmt: skip
    assert same(findings, """
        | code                     | source        | field    | value         |
        | contract-date-unreadable | contracts.csv | end_date | when finished |
    """)  # fmt: skip


def test_a_running_contract_locks_its_spend_until_it_ends(tmp_path: Path) -> None:
    """By reference, whatever its case and leading noughts; else by supplier; of several contracts by the heading of their titles.

    A contract that has ended locks nothing. Without an end, the review counts. Where more than one could be meant, none does.
    """
    read = lines("""
        | supplier_name | category         | contract_ref | amount |
        | Hill Foods    | Sundries         | c-0017       |   1.00 |
        | Hill Foods    | Sundries         |              |   2.00 |
        | North Roads   | Surfacing        | C-18         |   4.00 |
        | Oak Law       | Legal fees       |              |   8.00 |
        | Green         | Grass cutting    |              |  16.00 |
        | Green         | Other            |              |  32.00 |
        | Kay Print     | Print            | C-23         |  64.00 |
    """)
    aliases, _ = resolve(read, ())
    told, _ = sort(read, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    presuming = InfluenceConfig.model_validate({"default": "unassessed", "presumptions": True})
    held, _ = register(tmp_path)
    found, findings = classify(
        read, aliases, suppliers(aliases, {}), told, held, PLACE, ScopeConfig(), presuming, horizon=date(2026, 3, 31)
    )  # fmt: skip
    assert same(found, """
        | category      | influence     | influence_ground    | influence_rule       | locked_until | amount |
        | Sundries      | locked        | contract date       | C-0017               | 2028-03-31   |   1.00 |
        | Sundries      | locked        | contract date       | C-0017               | 2028-03-31   |   2.00 |
        | Surfacing     | influenceable | shipped presumption | presumed-works       |              |   4.00 |
        | Legal fees    | locked        | contract date       | C-19                 | 2026-09-30   |   8.00 |
        | Grass cutting | locked        | contract date       | C-20                 | 2026-12-31   |  16.00 |
        | Other         | unassessed    | default             | default              |              |  32.00 |
        | Print         | influenceable | shipped presumption | presumed-premises    |              |  64.00 |
    """)  # fmt: skip
    kept = sql("select * from f where code like 'contract-%'", f=findings)
    assert same(kept, """
        | code               | value           | amount    | note                                                                                |
        | contract-ambiguous | C-20; C-21      |     32.00 | City Council: 2 contracts could be meant, with different ends. Not locked by any. |
        | contract-unmatched | C-22            | 70,000.00 | Software                                                                            |
    """)  # fmt: skip
    because = sql("select influence_because from f where influence_rule = 'C-19'", f=found).one()[0]
    assert because == 'The contract C-19 "Legal advice" is to be reviewed on 2026-09-30, joined by its supplier (contracts.csv).'


def test_a_register_without_dates_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        register(tmp_path, "Contract Reference,Supplier\nC-1,Hill\n")
    assert caught.value.what == "A contracts register needs a reference or a supplier, and an end or a review date."


def test_the_calendar_says_what_comes_free_and_when() -> None:
    """By quarter, body and heading; what is free by then adds what is influenceable today. Local spend is shown, not counted as freed."""
    cube = spend("""
        | body         | heading           | locality | influence     | locked_until | amount |
        | City Council | food and catering | leaking  | locked        | 2027-03-31   |  10.00 |
        | City Council | grounds           | local    | locked        | 2027-02-28   |   5.00 |
        | Constabulary | vehicles          | regional | locked        | 2028-12-31   |  20.00 |
        | Constabulary | water             | leaking  | locked        |              |  40.00 |
        | City Council | legal             | leaking  | influenceable |              |   1.00 |
    """)
    found = [
        (quarter.quarter, release.body, release.heading, str(release.amount), str(release.outside), str(quarter.free_by_then))
        for quarter in calendar(cube)
        for release in quarter.releases
    ]
    assert found == [
        ("2027 Q1", "City Council", "food and catering", "10.00", "10.00", "11.00"),
        ("2027 Q1", "City Council", "grounds", "5.00", "0.00", "11.00"),
        ("2028 Q4", "Constabulary", "vehicles", "20.00", "20.00", "31.00"),
    ]


FOUR = """
    | supplier_name | category   | contract_ref | amount |
    | Hill Foods    | Sundries   | C-0017       |   1.00 |
    | North Roads   | Surfacing  | C-18         |   2.00 |
    | Oak Law       | Legal fees | C-19         |   4.00 |
    | Green         | Grass      | C-20         |   8.00 |
"""


def judged(read: Tabular, folder: Path, horizon: date, closing: date = date(2026, 3, 31), **stated: str) -> Tabular:
    """How spend is judged by the register, in which C-20 has a review too, up to a horizon."""
    aliases, _ = resolve(read, ())
    told, _ = sort(read, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    text = REGISTER.replace("31/12/2026,,10000", "31/12/2026,30/06/2026,10000")
    influence = InfluenceConfig.model_validate({"default": "unassessed", **stated})
    held, _ = register(folder, text)
    found, _ = classify(
        read, aliases, suppliers(aliases, {}), told, held, PLACE, ScopeConfig(), influence, horizon=horizon, closing=closing
    )  # fmt: skip
    return found


def test_the_horizon_says_what_comes_free_soon_enough(tmp_path: Path) -> None:
    """A contract that ends on the horizon or before it locks nothing; one that ends the day after does."""
    read = lines(FOUR)
    assert same(judged(read, tmp_path, date(2026, 12, 31)), """
        | category   | influence  | locked_until |
        | Grass      | unassessed |              |
        | Legal fees | unassessed |              |
        | Sundries   | locked     | 2028-03-31   |
        | Surfacing  | unassessed |              |
    """)  # fmt: skip
    assert same(judged(read, tmp_path, date(2026, 12, 30)), """
        | category   | influence  | locked_until |
        | Grass      | locked     | 2026-12-31   |
        | Legal fees | unassessed |              |
        | Sundries   | locked     | 2028-03-31   |
        | Surfacing  | unassessed |              |
    """)  # fmt: skip


def test_the_review_counts_where_the_config_says_so(tmp_path: Path) -> None:
    """Where the register gives both, the review; where it gives an end alone, the end. A review that is past lets it run on to its end."""
    read = lines(FOUR)
    found = judged(read, tmp_path, date(2026, 3, 31), contract_date="review")
    assert same(found, """
        | category   | influence  | locked_until |
        | Grass      | locked     | 2026-06-30   |
        | Legal fees | locked     | 2026-09-30   |
        | Sundries   | locked     | 2028-03-31   |
        | Surfacing  | unassessed |              |
    """)  # fmt: skip
    because = sql("select influence_because from f where category = 'Grass'", f=found).one()[0]
    assert because == 'The contract C-20 "Grounds maintenance" is to be reviewed on 2026-06-30, joined by its reference (contracts.csv).'
    later = judged(read, tmp_path, date(2026, 9, 30), closing=date(2026, 9, 30), contract_date="review")
    assert same(later, """
        | category   | influence  | locked_until |
        | Grass      | locked     | 2026-12-31   |
        | Legal fees | unassessed |              |
        | Sundries   | locked     | 2028-03-31   |
        | Surfacing  | unassessed |              |
    """)  # fmt: skip
