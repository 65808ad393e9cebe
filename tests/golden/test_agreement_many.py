"""Audits of random spend, from files to reports: every headline figure is the same in workbook, page, Markdown, JSON and Parquet."""

from __future__ import annotations

import csv
import html
import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import cwbaudit
from cwbaudit.money import percent, pounds
from tests.golden.test_workbook_engine import Engine

PLACES = ("PR1 2HE", "PR1 8BU", "BB1 7DY", "LA1 1AA", "M1 1AE", "EC1A 1BB", "EH1 1RE", "")
WORDS = ("Catering", "Legal fees", "Building works", "Software", "Cleaning", "")
CONFIG = """
[place]
name = "Preston"
region_name = "Lancashire"
max_unplaced = 1
local = { authorities = ["Preston"] }
regional = { counties = ["Lancashire"] }
[influence]
default = "unassessed"
[[influence.rule]]
id = "free"
influence = "influenceable"
where = { category = ["Catering", "Cleaning"] }
because = "Let each year."
[[influence.rule]]
id = "held"
influence = "locked"
where = { category = ["Software"] }
because = "Licensed."
"""


def audited(seed: int, folder: Path) -> Path:
    """An audit of one to four bodies, some with refunds, some without a single pound of a locality."""
    chance = random.Random(seed)
    config = CONFIG
    for body in range(chance.randint(1, 4)):
        with (folder / f"{body}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["Supplier", "Postcode", "Category", "Amount"])
            for line in range(chance.choice([1, 6, 40])):
                pence = chance.randint(-900 if chance.random() < 0.1 else 1, chance.choice([10**3, 10**6, 10**9]))
                out.writerow([f"Supplier {line * 7 % 31} Ltd", PLACES[line * 7 % 31 % 8], chance.choice(WORDS), f"{pence / 100:.2f}"])
        config += f'[[source]]\nbody = "Body {body}"\nfiles = ["{body}.csv"]\n'
    (folder / "audit.toml").write_text(config, encoding="utf-8")
    return cwbaudit.audit(folder / "audit.toml").folder


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.fuzz) for seed in range(2, 102))])
def test_every_form_says_the_same(seed: int, tmp_path: Path) -> None:
    folder = audited(seed, tmp_path)
    head = json.loads((folder / "report.json").read_text(encoding="utf-8"))["headline"]
    names = ("total", "local", "regional", "leaking", "unplaced")
    spend = pq.read_table(folder / "spend.parquet")
    spend = spend.filter(pc.equal(spend["scope"], "in scope"))
    by = {name: spend.filter(pc.equal(spend["locality"], name)) if name != "total" else spend for name in names}
    assert {name: f"{pc.sum(rows['amount']).as_py() or Decimal(0):.2f}" for name, rows in by.items()} == {
        name: head[name] for name in names
    }
    engine = Engine(folder / "report.xlsx")
    engine.model.evaluate()
    cells = {
        "total": "Total_Spend",
        "local": "Local_Spend",
        "regional": "Regional_Spend",
        "leaking": "Leaking_Spend",
        "unplaced": "Unplaced_Spend",
    }
    assert {name: f"{engine.pounds(engine.at(cell)):.2f}" for name, cell in cells.items()} == {name: head[name] for name in names}
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", (folder / "report.html").read_text(encoding="utf-8"), flags=re.S)
    page, paper = html.unescape(re.sub(r"<[^>]+>", " ", page)), (folder / "report.md").read_text(encoding="utf-8")
    if Decimal(head["total"]) > 0:
        assert all(pounds(Decimal(head[name])) in page for name in names)
    (whole,) = re.findall(r"^\| \*\*All bodies\*\* .*$", paper, re.M)
    shown = [pounds(Decimal(head[name])) for name in ("total", "leaking")] + [percent(Decimal(head["local_share"]))]
    assert all(figure in whole for figure in shown)
