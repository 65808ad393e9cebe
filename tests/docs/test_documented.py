"""Whatever a user can type, read in a table or be told is in the reference, and every link leads somewhere."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import console
import jsonschema
import pytest
import typer
from console import ROOT

from cwbaudit import catalogue, config, errors, terms
from cwbaudit.cli import app
from cwbaudit.tables import TABLES

REFERENCE = ROOT / "docs" / "reference"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TOML = re.compile(r"^```toml[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    _, _, rest = text.partition(f"\n## {heading}\n")
    return rest.partition("\n## ")[0]


def commands() -> dict[str, Any]:
    """Every command by what is typed; one inside a group is `gazetteer lookup`."""
    found = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {word}": one for word, one in inner.items()} if inner else {name: command}
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_command_and_its_options(name: str) -> None:
    group = name.partition(" ")[0]
    said = section(page("commands.md"), group)
    assert f"\ncwbaudit {name} " in said
    for param in commands()[name].params:
        if param.param_type_name == "option" and param.name != "help":
            assert all(f"`{option}`" in said for option in param.opts), param.name
            assert param.help and param.help in said, f"{name} --{param.name} has no help"


@pytest.mark.parametrize("name", sorted(commands()))
def test_command_is_told_of_in_a_page_written_by_hand(name: str) -> None:
    by_hand = [path for path in console.pages() if path.parent != REFERENCE]
    assert any(f"cwbaudit {name}" in path.read_text(encoding="utf-8") for path in by_hand)


def keys(model: Any) -> list[tuple[str, Any]]:
    return [(info.alias or name, info) for name, info in model.model_fields.items() if name not in config.UNWRITTEN]


def models(model: Any = config.Config) -> list[Any]:
    from generate import _part

    found = [model]
    for _, info in keys(model):
        if part := _part(info.annotation):
            found += models(part)
    return found


@pytest.mark.parametrize("model", models()[1:], ids=lambda model: model.__name__)
def test_config_key(model: Any) -> None:
    said = page("config.md")
    for name, _ in keys(model):
        assert f"\n| `{name}` |" in said


@pytest.mark.parametrize("name", sorted({*config.COLUMNS, *config.REGISTER_COLUMNS}))
def test_source_column(name: str) -> None:
    assert f"| `{name}` |" in section(page("config.md"), "columns")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_and_its_columns(table: Any) -> None:
    said = section(page("tables.md"), table.name)
    assert table.row in said
    for column in table.columns:
        assert f"| `{column.name}` |" in said
        assert column.meaning in said


@pytest.mark.parametrize("code", sorted(catalogue.CATALOGUE))
def test_finding(code: str) -> None:
    said, kind = section(page("findings.md"), code), catalogue.CATALOGUE[code]
    assert kind.title in said
    assert kind.meaning in said
    assert kind.remedy in said


@pytest.mark.parametrize("code", sorted({0, 1, 3, 130, *(kind.exit_code for kind in errors.CwbauditError.__subclasses__())}))
def test_exit_code(code: int) -> None:
    assert re.search(rf"^\| {code} \| \w.* \| \w.* \|$", page("exit-codes.md"), re.MULTILINE)


@pytest.mark.parametrize("term", terms.Term.__subclasses__(), ids=lambda term: term.__name__)
def test_term(term: Any) -> None:
    said = section(page("terms.md"), term.__name__)
    for word in term:
        assert f"| {f'`{word.value}`' if word.value else '(empty)'} | {word.meaning} |" in said


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    said = page("dependencies.md")
    for requirement in needed:
        name = re.match(r"[\w-]+", requirement)[0]  # type: ignore[index]
        assert f"| {name} |" in said, name


@pytest.mark.parametrize("path", console.pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (path.parent / name).resolve() if name else path
        assert linked.exists(), f"{path.name} links to {target}"
        if anchor and linked.suffix == ".md":
            assert anchor in anchors(linked), f"{path.name} links to {target}"


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", console.pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_toml_blocks_use_known_keys(path: Path) -> None:
    for block in TOML.findall(path.read_text(encoding="utf-8")):
        known(tomllib.loads(block, parse_float=Decimal), path)


def known(block: dict[str, Any], path: Path) -> None:
    """A block is a part of an audit.toml, or of one of its tables: no key in it may be unknown."""
    every = {name for model in models() for name, _ in keys(model)} | {*config.COLUMNS, "supplier", "body", "locality", "influence", "kind"}
    for key, value in block.items():
        assert key in every, f"{path.name}: {key}"
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and key != "leave_out":  # its keys are the columns of the body's file
                known(inner, path)


def test_report_schema_holds_for_the_sample(audited: Path) -> None:
    import json

    schema = json.loads(page("report.schema.json"))
    report = json.loads((audited / "preston-2013" / "audit" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)


def test_pages_name_no_machine() -> None:
    for path in console.pages():
        assert not re.search(r"/home/\w+/|/root/", path.read_text(encoding="utf-8")), path.name


def test_thresholds_and_vintages_in_the_method_pages_are_those_of_the_code() -> None:
    from cwbaudit.locate.authorities import VINTAGE
    from cwbaudit.locate.package import installed
    from cwbaudit.resolve.likeness import JOIN, REVIEW

    method = ROOT / "docs" / "method"
    suppliers, places = ((method / name).read_text(encoding="utf-8") for name in ("suppliers.md", "geography.md"))
    assert f"at least {JOIN:g}% alike" in suppliers
    assert f"at least {REVIEW:g}% alike" in suppliers
    assert f"those of {VINTAGE}" in places
    assert installed().vintage.partition(", ")[2] in places


def test_the_worked_what_if_is_the_samples(audited: Path) -> None:
    import json

    page_ = (ROOT / "docs" / "method" / "what-if.md").read_text(encoding="utf-8")
    report = json.loads((audited / "preston-2013" / "audit" / "report.json").read_text(encoding="utf-8"))
    head, scenario = report["headline"], report["scenarios"][0]
    for amount in (head["total"], head["local"], scenario["moved"], scenario["local_after"]):
        assert f"{Decimal(amount):,.2f}" in page_
    for kind in ("influence", "regional_influence"):
        assert f"{Decimal(head[kind]['influenceable']):,.2f}" in page_
    assert f"| {Decimal(scenario['ceiling']) * 100:.1f}% |" in page_


def test_every_sheet_of_the_workbook_is_told_of(audited: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(audited / "preston-2013" / "audit" / "report.xlsx", read_only=True)
    said = (ROOT / "docs" / "how-to" / "read-the-reports.md").read_text(encoding="utf-8")
    told = {name.strip() for row in re.findall(r"^\| ([^|`]+) \|", said, re.MULTILINE) for name in row.split(",")}
    assert set(book.sheetnames) <= told
