"""The published edition: a hundred canaries planted everywhere are in none of its bytes, and no small figure can be worked out of it."""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

import cwbaudit
from cwbaudit.config import PublishConfig, load
from cwbaudit.engine import sql
from cwbaudit.errors import UsageError
from cwbaudit.locate.gazetteer import cache_folder
from cwbaudit.publish import publish
from tests.conftest import Ran
from tests.conftest import cwbaudit as run_command
from tests.unit.test_kinds import labelled

PLACES = ("PR1 2HE", "PR1 8BU", "BB1 7DY", "LA1 1AA", "M1 1AE", "EC1A 1BB", "LS1 1UR", "EH1 1RE")
WORDS = ("Catering", "Stationery", "Legal services", "Building works", "Cleaning", "Software licences", "Taxis", "Training courses")
NUMBERED = 7  # a person of that turn has a company number
JOINED = (3, 5, 9, 11)  # and these trade under a firm's name, which others are written with
TRADES = ("Catering", "Cleaning", "Builders", "Solicitors", "Software", "Print", "Coaches", "Training")
CONFIG = """
[audit]
title = "Canaries, asked for by n0.canary@example.org"
period = { from = 2024-04-01, to = 2025-03-31 }
[place]
name = "Preston"
region_name = "Lancashire"
local = { authorities = ["Preston"] }
regional = { counties = ["Lancashire"] }
[report]
individuals = "named"
SOURCES
[[scope.rule]]
id = "left-out"
exclusion = "other"
where = { category = "Taxis" }
because = "NAME-1 said so, n1.canary@example.org"
[influence]
default = "influenceable"
[[influence.rule]]
id = "locked-for-a-person"
influence = "locked"
until = 2026-03-31
where = { category = "Software licences" }
because = "NAME-2 runs it until then"
[[scenario]]
name = "more"
title = "What if NAME-3 bought more at home?"
local_share = 0.5
[[scenario]]
name = "one"
[[scenario.shift]]
where = { category = "Cleaning" }
share = 0.5
"""


def names() -> list[str]:
    return labelled("people")[:20]


def numbers() -> list[str]:
    return [f"AB {number:02d} 34 56 C" for number in range(10, 30)]


def addresses() -> list[str]:
    return [f"n{number}.canary@example.org" for number in range(20)]


def streets() -> list[str]:
    return [f"{number} Canarycote Rise" for number in range(20)]


def vat_numbers() -> list[str]:
    return [f"GB 77{number:02d} 456 78" for number in range(20)]


def all_canaries() -> list[str]:
    return [*names(), *numbers(), *addresses(), *streets(), *vat_numbers()]


def register(seed: int) -> Iterator[list[str]]:
    """A list of the suppliers: of the people whom it has, and of firms, with the address and VAT number of one of the people."""
    yield ["Supplier", "Address 1", "Address 2", "VAT Number", "Company Number"]
    for at, (name, street, number) in enumerate(zip(names(), streets(), vat_numbers(), strict=True)):
        if at % 2:
            yield [name, street, f"Preston {PLACES[at % 8]}", number, f"0987654{seed}" if at == NUMBERED else ""]
            yield [f"Ash {at} Repairs Ltd ({[numbers(), addresses()][at % 2][at]})", street, "", number, f"0{at:02d}4567{seed}"]


def rows(seed: int) -> Iterator[list[str]]:
    """A file of firms of all sizes, some for one body alone, and a canary of each sort in every column that takes text."""
    chance = random.Random(seed)
    yield [
        "Supplier",
        "Supplier ref",
        "Postcode",
        "Category",
        "Service",
        "Description",
        "Contract ref",
        "Amount",
        "Date",
        "Street",
        "VAT No",
    ]
    for firm in range(90):
        trade = chance.choice(TRADES)
        amount = f"{chance.choice([80, 900, 12_000, 400_000]) * chance.uniform(0.5, 2):.2f}"
        name = f"{chr(65 + firm % 26)}{chance.randint(10, 99)} {trade} Ltd"
        yield [name, "", chance.choice(PLACES), chance.choice(WORDS), "", "", "", amount, "01/05/2024", "", ""]
    for at, (name, number, address) in enumerate(zip(names(), numbers(), addresses(), strict=True)):
        street, vat = (streets()[at], vat_numbers()[at]) if not at % 2 else ("", "")
        told = [name, number, address, streets()[at], vat_numbers()[at]][at % 5]
        yield [
            name,
            number,
            PLACES[at % 8],
            f"Care of {told}",
            address,
            f"{name} {number} {address}",
            number,
            f"{200 + at}.10",
            "02/05/2024",
            street,
            vat,
        ]
        yield [
            f"Ash {at} Repairs Ltd ({[number, address][at % 2]})",
            address,
            "PR1 2HE",
            "Building works",
            name,
            told,
            "",
            "310.00",
            "03/05/2024",
            street,
            vat,
        ]


def traders() -> Iterator[list[str]]:
    """People whose largest spelling is joined to a trading name, to a firm of it, or itself ends as a firm's name does."""
    for at, name in ((at, names()[at]) for at in JOINED):
        trading = f"Canaryfold {('Joinery', 'Fencing', 'Paving', 'Roofing')[JOINED.index(at)]}"
        own = f"{name} t/a {trading}{' Ltd' if at in JOINED[2:] else ''}"
        for written, amount in ((own, "9000.00"), (trading, "4000.00"), (f"{trading} Ltd", "70.00"))[: 3 if at == 5 else 2]:
            yield [written, "", PLACES[at % 8], f"Bought of {own}", "", "", "", amount, "01/05/2024", "", ""]
    yield [f"Canaryfold Care Ltd/{names()[11]}", "", "PR1 2HE", "Catering", "", "", "", "9000.00", "01/05/2024", "", ""]


def planted(folder: Path) -> Path:
    bodies = ("City Council", "College", "Hospital Trust")
    for seed, body in enumerate(bodies):
        with (folder / f"{body} {names()[seed]}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*rows(seed), *traders()])
        with (folder / f"register {seed}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(register(seed))
    sources = "".join(
        f'[[source]]\nbody = "{body}"\nfiles = ["{body} {names()[seed]}.csv"]\nregister = ["register {seed}.csv"]\n'
        for seed, body in enumerate(bodies)
    )
    config = CONFIG.replace("SOURCES", sources)
    for number in (1, 2, 3):
        config = config.replace(f"NAME-{number}", names()[number])
    (folder / "audit.toml").write_text(config, encoding="utf-8")
    return folder / "audit.toml"


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    folder = tmp_path_factory.mktemp("published")
    (folder / "temporary").mkdir()
    ran = run_command("run", planted(folder), "--publish", TMPDIR=str(folder / "temporary"))
    assert ran.code in (0, 3), ran.err
    return folder / "audit-published", ran


@pytest.fixture(scope="module")
def report(audit: tuple[Path, Ran]) -> dict[str, Any]:
    return json.loads((audit[0] / "report.json").read_text(encoding="utf-8"))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The text of every file and of every part of the workbook; of Parquet both its bytes and its rows, schema and statistics."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.name, path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
                for name in book.namelist():
                    yield f"{path.name}!{name}", book.read(name).decode("utf-8", "replace")
        if path.suffix == ".parquet":
            kept = pq.ParquetFile(path)
            told = [
                kept.metadata.row_group(at).column(c).statistics
                for at in range(kept.num_row_groups)
                for c in range(kept.metadata.num_columns)
            ]
            yield f"{path.name} rows", f"{kept.read().to_pylist()} {kept.schema_arrow.metadata} {told}"


def small(text: str) -> str:
    return re.sub(r"[^\w@]+", "", html.unescape(text).casefold())


def test_a_hundred_canaries_are_in_no_byte_of_it(audit: tuple[Path, Ran]) -> None:
    canaries = all_canaries()
    assert len(set(canaries)) == 100
    searched = 0
    for where, text in texts(audit[0]):
        flat = small(text)
        assert [canary for canary in canaries if small(canary) in flat] == [], where
        searched += 1
    assert searched > 60
    internal = dict(texts(audit[0].with_name("audit")))
    there = [small(text) for text in internal.values()]
    assert all(any(small(canary) in text for text in there) for canary in [*names(), *streets(), *vat_numbers()]), "they were never there"


def test_nor_are_they_on_the_screen_in_the_cache_or_left_in_temporary_files(audit: tuple[Path, Ran]) -> None:
    folder, ran = audit
    canaries = all_canaries()
    screen = small(ran.out + ran.err).replace(small(addresses()[0]), "", 1)  # it stands in the audit's own title
    assert [canary for canary in canaries if small(canary) in screen] == []
    assert [*(folder.parent / "temporary").rglob("*")] == []
    assert sorted(path.name for path in folder.parent.iterdir() if path.suffix not in (".csv", ".toml")) == [
        "audit", "audit-published", "temporary",
    ]  # fmt: skip
    began = (folder.parent / "audit.toml").stat().st_mtime
    touched = [path for path in cache_folder().rglob("*") if path.is_file() and path.stat().st_mtime >= began]
    assert [path for path in touched if any(canary.encode() in path.read_bytes() for canary in canaries)] == []


def test_every_form_says_which_edition_it_is(audit: tuple[Path, Ran]) -> None:
    folder = audit[0]
    for edition, at in (("Published edition", folder), ("Internal edition", folder.with_name("audit"))):
        found = dict(texts(at))
        for form in ("report.json", "report.html", "report.md", "report.xlsx!xl/sharedStrings.xml"):
            assert edition in found[form], form
    assert "Published edition" in (folder / "datapackage.json").read_text(encoding="utf-8")


def test_people_notes_and_examples_are_left_out(report: dict[str, Any]) -> None:
    assert not {"sole trader or individual", "individual", "redacted", "unknown"} & {supplier["kind"] for supplier in report["suppliers"]}
    assert all(supplier["amount"] == "withheld" and supplier["band"] and not supplier["bodies"] for supplier in report["suppliers"])
    assert all(re.fullmatch(r"[A-Z]{1,2}\d\w? \d|", supplier["postcode"]) for supplier in report["suppliers"])
    listed = {supplier["name"]: supplier["supplier_id"] for supplier in report["suppliers"] if "Canaryfold" in supplier["name"]}
    assert "Canaryfold Joinery" not in listed, "who trades under a bare name is a person"
    assert sorted(listed) == ["Canaryfold Fencing", "Canaryfold Paving", "Canaryfold Roofing"]
    assert not any(re.fullmatch("s-[0-9a-f]+", supplier_id) for supplier_id in listed.values()), (
        "a hash of the person's name would prove it"
    )
    numbered = {supplier["name"] for supplier in report["suppliers"]} & {f"Company 0987654{seed}" for seed in range(3)}
    assert len(numbered) == 3, "what looks like a person, but has a company number, is called by it"
    assert report["reasons"] == [] and not any(finding["example"] for finding in report["findings"])
    assert [scenario["name"] for scenario in report["scenarios"]] in ([], ["more"])


def cells(report: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    """Every amount of the headline, the bodies, the categories and the headings, by table, row and column."""
    rows = [("all", "", report["headline"])]
    rows += [(table, row["name"], row) for table in ("bodies", "categories", "headings") for row in report[table]]
    found = {}
    for table, name, row in rows:
        found |= {(table, name, column): row[column] for column in ("total", "local", "regional", "leaking", "unplaced")}
        found |= {(table, name, f"leaking {word}"): amount for word, amount in row["influence"].items()}
        found |= {(table, name, f"regional {word}"): amount for word, amount in row["regional_influence"].items()}
    return found


def equations(keys: list[tuple[str, str, str]]) -> list[dict[tuple[str, str, str], int]]:
    """What anybody knows of such tables: parts add up to their row, rows to the headline."""
    made = []
    for table, name in dict.fromkeys(key[:2] for key in keys):
        made.append({(table, name, "total"): 1} | {(table, name, part): -1 for part in ("local", "regional", "leaking", "unplaced")})
        for place in ("leaking", "regional"):
            judged = {(table, name, f"{place} {word}"): -1 for word in ("influenceable", "locked", "unassessed")}
            made.append({(table, name, place): 1} | judged)
    for table in ("bodies", "categories", "headings"):
        columns = dict.fromkeys(key[2] for key in keys)
        made += [{("all", "", column): 1} | {key: -1 for key in keys if key[0] == table and key[2] == column} for column in columns]
    return made


def few(folder: Path) -> set[tuple[str, str, str]]:
    """By a query of its own: the cells that fewer than five suppliers stand behind, or one has 85% of."""
    found = set()
    named = {"all": "''", "bodies": "body", "headings": "heading"}
    columns = {"total": "true", **{word: f"locality = '{word}'" for word in ("local", "regional", "leaking", "unplaced")}}
    for place in ("leaking", "regional"):
        for word in ("influenceable", "locked", "unassessed"):
            columns[f"{place} {word}"] = f"locality = '{place}' and influence = '{word}'"
    for table, row in named.items():
        for column, test in columns.items():
            query = f"""with s as (select {row} as r, supplier_id, abs(sum(amount)) as a from t where scope = 'in scope' and {test} group by 1, 2)
                        select r from s group by r having count(*) < 5 or max(a) >= 0.85 * sum(a)"""
            found |= {(table, r, column) for (r,) in sql(query, t=folder / "spend.parquet").rows()}
    return found


@pytest.mark.parametrize("sample", ["canaries", "preston"])
def test_no_small_figure_can_be_worked_out(
    sample: str, audit: tuple[Path, Ran], preston: Path, tmp_path: Path, command: Callable[..., Ran]
) -> None:
    tables, folder = (audit[0].with_name("audit"), audit[0]) if sample == "canaries" else (preston / "audit", tmp_path / "out")
    if sample == "preston":
        assert command("report", preston, "--publish", "--out", folder).code == 0
    found = cells(json.loads((folder / "report.json").read_text(encoding="utf-8")))
    hidden = [key for key, amount in found.items() if amount == "withheld"]
    unsafe = few(tables)
    assert unsafe <= set(hidden) and len(unsafe) > 5
    told = np.array([[equation.get(key, 0) for key in hidden] for equation in equations(list(found))], dtype=float)
    _, sizes, free = np.linalg.svd(told)  # the changes of withheld figures that keep every sum as it is printed
    moves = np.abs(free[int((sizes > 1e-9).sum()) :]).max(axis=0)
    assert [key for key, move in zip(hidden, moves, strict=True) if key in unsafe and move < 1e-9] == []


def test_what_is_printed_is_what_the_internal_edition_says(audit: tuple[Path, Ran], report: dict[str, Any]) -> None:
    internal = json.loads((audit[0].with_name("audit") / "report.json").read_text(encoding="utf-8"))
    known = cells(internal)
    printed = {key: amount for key, amount in cells(report).items() if amount != "withheld" and "other kinds" not in key[1]}
    assert len(printed) > 60
    assert {key: known[key] for key in printed} == printed


def test_it_never_replaces_a_folder_of_yours(tmp_path: Path, audit: tuple[Path, Ran]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep", encoding="utf-8")
    config = load(audit[0].with_name("audit.toml"))
    with pytest.raises(UsageError, match="nothing of yours is replaced"):
        publish(config, cwbaudit.load(audit[0].with_name("audit")), tmp_path / "mine", tick=lambda _: None)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_the_rule_is_the_users_own(tmp_path: Path, audit: tuple[Path, Ran]) -> None:
    own = PublishConfig(smallest=1, dominance=Decimal(1), suppliers="none")
    config = load(audit[0].with_name("audit.toml")).model_copy(update={"publish": own})
    publish(config, cwbaudit.load(audit[0].with_name("audit")), tmp_path / "out", tick=lambda _: None)
    found = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert found["suppliers"] == []
    assert (
        list(cells(found).values()).count("withheld")
        < 60
        < list(cells(json.loads((audit[0] / "report.json").read_text())).values()).count("withheld")
    )


@pytest.mark.slow
def test_same_inputs_same_bytes(tmp_path: Path, audit: tuple[Path, Ran]) -> None:
    settings = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1"}
    ran = run_command("report", audit[0].with_name("audit"), "--publish", "--out", tmp_path / "again", "--json", **settings)
    assert ran.code == 0, ran.err
    one, other = (
        {path.relative_to(at).as_posix(): path.read_bytes() for path in at.rglob("*") if path.is_file()}
        for at in (audit[0], tmp_path / "again")
    )
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
