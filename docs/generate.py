"""Writes docs/reference from the code itself. `make docs` runs it; a test fails when what it would write is not what is there."""

from __future__ import annotations

import inspect
import json
import sys
import tempfile
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from cwbaudit import catalogue, cli, config, errors, terms
from cwbaudit.comparison.model import Comparison
from cwbaudit.headings import headings
from cwbaudit.report.model import Report
from cwbaudit.tables import TABLES

sys.path.insert(0, str(Path(__file__).parent))
import console
import examples
import scope_rules
import validation
from wording import CONFIG, EXITS

REFERENCE = Path(__file__).parent / "reference"
VALIDATION = Path(__file__).parent / "method" / "validation.md"
_BY = "<!-- Written by docs/generate.py from {source}. Change that, then: make docs -->\n"


def pages() -> dict[str, str]:
    """Every generated file of docs/reference: name to text."""
    return {
        "examples.md": _page("tests/spec", examples.page()),
        "commands.md": _page("src/cwbaudit/cli", _commands()),
        "config.md": _page("src/cwbaudit/config/ and docs/wording.py", _config()),
        "scope-rules.md": _page("src/cwbaudit/data/scope.toml", scope_rules.page(_table)),
        "tables.md": _page("src/cwbaudit/tables.py", _tables()),
        "findings.md": _page("src/cwbaudit/catalogue.py", _findings()),
        "terms.md": _page("src/cwbaudit/terms.py", _terms()),
        "exit-codes.md": _page("src/cwbaudit/errors.py and docs/wording.py", _exit_codes()),
        "comparison.schema.json": json.dumps(Comparison.model_json_schema(mode="serialization"), indent=1, ensure_ascii=False) + "\n",
        "report.schema.json": json.dumps(Report.model_json_schema(mode="serialization"), indent=1, ensure_ascii=False) + "\n",
    }


def validated() -> str:
    """docs/method/validation.md."""
    return _page("src/cwbaudit/data/published.toml", validation.page())


def _page(source: str, lines: Iterator[str]) -> str:
    return _BY.format(source=source) + "\n".join(lines) + "\n"


def _table(*rows: tuple[str, ...]) -> Iterator[str]:
    head, *body = rows
    yield _row(head)
    yield "|" + " --- |" * len(head)
    yield from (_row(row) for row in body)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _code(value: object) -> str:
    return f"`{value}`"


# commands


def _commands() -> Iterator[str]:
    root: Any = typer.main.get_command(cli.app)
    yield from ("# Commands", "", root.help, "")
    yield "`python -m cwbaudit` (on Windows `py -m cwbaudit`) is the same as `cwbaudit`."
    yield "Results go to standard output and everything else to standard error, so `--json` can be piped."
    yield "What a command's exit code means is under [exit codes](exit-codes.md)."
    yield ""
    yield from _options([param for param in root.params if not param.name.endswith("_completion")])
    for name, command in root.commands.items():
        if inner := getattr(command, "commands", None):
            yield from (f"## {name}", "", command.help.strip(), "")
            for word, one in inner.items():
                yield from _command(f"### {name} {word}", f"{name} {word}", one)
        else:
            yield from _command(f"## {name}", name, command)


def _command(heading: str, name: str, command: Any) -> Iterator[str]:
    yield from (heading, "", command.help.strip(), "", "```text", _usage(name, command), "```", "")
    yield from _options(command.params, typing.get_type_hints(inspect.unwrap(command.callback)))


def _usage(name: str, command: Any) -> str:
    arguments = [_argument(param) for param in command.params if param.param_type_name == "argument"]
    return " ".join(["cwbaudit", name, *arguments, "[OPTIONS]"])


def _argument(param: Any) -> str:
    shown = str(param.metavar or param.name.upper())
    return shown if param.required or shown.startswith("[") else f"[{shown}]"


def _options(params: list[Any], hints: dict[str, Any] | None = None) -> Iterator[str]:
    rows = [(_spelling(p), _value(p, (hints or {}).get(p.name)), (p.help or "").strip(), _default(p)) for p in params if p.name != "help"]
    if rows:
        yield from _table(("", "takes", "meaning", "unless given"), *rows)


def _spelling(param: Any) -> str:
    if param.param_type_name == "argument":
        return _code(_argument(param))
    return ", ".join(_code(option) for option in sorted(param.opts, key=len, reverse=True))


def _value(param: Any, hint: Any) -> str:
    if getattr(param, "is_flag", False):
        return ""
    kind = "path" if "Path" in str(hint) else "text"
    if param.param_type_name == "argument":
        return f"{kind}, one or more" if param.nargs == -1 else kind
    return f"{kind}, may be repeated" if param.multiple else kind


def _default(param: Any) -> str:
    if param.required:
        return "required"
    default = param.default() if callable(param.default) else param.default
    return _code(default) if default not in (None, "", False, (), []) else ""


# config


def _config() -> Iterator[str]:
    yield from ("# audit.toml", "", "One file describes an audit. It is [TOML](https://toml.io): text stands in quotes, dates and")
    yield "numbers without, `#` begins a comment. Nothing in it is executed. A key that is not here is a mistake; the error names its line."
    yield ""
    yield "`cwbaudit init FILES... --local PLACE` writes a commented one."
    yield ""
    seen: list[type[BaseModel]] = []
    for key, model in _sections():
        if model not in seen:
            seen.append(model)
            yield from _section(key, model)
    yield from _where()
    yield from _columns()


def _sections() -> Iterator[tuple[str, type[BaseModel]]]:
    """Every part of the config with its dotted key, outer before inner, in the order of the models."""
    queue = [("", config.Config)]
    while queue:
        key, model = queue.pop(0)
        if key:
            yield key, model
        inner = [(_joined(key, name), part) for name, info in _keys(model) if (part := _part(info.annotation))]
        queue = inner + queue


def _joined(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in model.model_fields.items():
        if name not in config.UNWRITTEN:
            yield info.alias or name, info


def _part(annotation: Any) -> type[BaseModel] | None:
    """The config model inside an annotation, if there is one that the user writes keys of."""
    for kind in (annotation, *typing.get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return None if kind is config.SourceFile else kind
    return None


def _section(key: str, model: type[BaseModel]) -> Iterator[str]:
    named = {config.Area: "`local` and `regional`", config.Within: "`within`"}
    title = named.get(model) or _code(_header(key))
    yield from (f"## {title}", "", _sentence(model), "")
    rows = [(_code(name), _kind(info), _unless(info), _meaning(_joined(key, name), info)) for name, info in _keys(model)]
    yield from _table(("key", "takes", "unless given", "meaning"), *rows)


def _header(key: str) -> str:
    many = key.split(".", maxsplit=1)[0] in ("source", "scenario") or key.endswith((".rule", ".shift", ".policy", ".path", ".also"))
    return "audit.period" if key == "audit.period" else f"[[{key}]]" if many else f"[{key}]"


def _sentence(model: type[BaseModel]) -> str:
    said = (model.__doc__ or "").strip()
    _, mark, rest = said.partition("`: ")
    said = rest if mark and said.startswith("`[") else said
    return said[:1].upper() + said[1:]


def _meaning(key: str, info: FieldInfo) -> str:
    known = CONFIG.get(key) or info.description
    if not known:
        raise KeyError(f"docs/wording.py has no sentence for the config key {key}")
    return known


def _unless(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    default = info.get_default(call_default_factory=True)
    if default in (None, "", (), {}, PydanticUndefined) or isinstance(default, BaseModel):
        return ""
    return _code(str(default).lower() if isinstance(default, bool) else json.dumps(default) if isinstance(default, tuple) else default)


def _kind(info: FieldInfo) -> str:
    return _in_words(info.annotation, [*info.metadata])


def _in_words(kind: Any, metadata: list[Any]) -> str:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _in_words(inner[0], [*metadata, *inner[1:]])
    if origin in (typing.Union, types.UnionType):
        return _in_words(next(part for part in inner if part is not type(None)), metadata)
    if origin is Literal:
        return " or ".join(_code(str(word)) for word in inner)
    if origin is tuple:
        return "tables" if _part(kind) else "file names" if inner[0] is config.SourceFile else "text, or a list"
    if origin is dict:
        return "table"
    return _plain(kind, metadata)


def _plain(kind: Any, metadata: list[Any]) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " or ".join(_code(word.value) for word in kind if word.value)
    if kind is Decimal:
        return _number(metadata)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "table"
    return {str: "text", date: "date", int: "whole number", bool: "`true` or `false`"}[kind]


def _number(metadata: list[Any]) -> str:
    """Between which bounds it lies; what has no upper one is a sum."""
    bounds = [bound for part in metadata for bound in (part, *getattr(part, "metadata", ()))]
    least, more, most = (next((getattr(b, name) for b in bounds if hasattr(b, name)), None) for name in ("ge", "gt", "le"))
    if most is None:
        return "pounds"
    return f"number, {least} to {most}" if more is None else f"number above {more}, up to {most}"


def _where() -> Iterator[str]:
    yield from (
        "## where",
        "",
        "One grammar for rules and what-ifs: a column equals a value; a list means any of them; several columns must all hold.",
    )
    yield "Suppliers may be written in any of the ways they are written in the data; case, punctuation and legal form do not matter."
    yield "There are no wildcards."
    yield ""
    yield from ("```toml", 'where = { category = ["Electricity", "Gas"], body = "City Council" }', "```", "")
    rows = [(f"`[[{key}]]`", ", ".join(_code(word) for word in _words_of(model.model_fields["where"].annotation))) for key, model in (
        ("scope.rule", config.ScopeRule), ("influence.rule", config.InfluenceRule), ("scenario.shift", config.Shift),
        ("scenario.policy", config.Policy),
    )]  # fmt: skip
    yield from _table(("in", "columns"), *rows)


def _words_of(kind: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in typing.get_args(typing.get_args(kind)[0]))


def _columns() -> Iterator[str]:
    yield from (
        "## columns",
        "",
        "The names on the left side of `columns` and `register_columns`. Only `supplier_name` and `amount` must be there.",
        "",
    )
    meaning = config.NOT_KEPT | {column.name: column.meaning for table in TABLES if table.name == "lines" for column in table.columns}
    rows = [
        (_code(name), meaning[name], *("yes" if name in group else "" for group in (config.COLUMNS, config.REGISTER_COLUMNS)))
        for name in dict.fromkeys((*config.COLUMNS, *config.REGISTER_COLUMNS))
    ]
    yield from _table(("name", "meaning", "`columns`", "`register_columns`"), *rows)


# tables, findings, terms, exit codes


def _tables() -> Iterator[str]:
    yield from ("# Tables", "", "An audit's folder holds these tables as Parquet files, and the findings of each in `findings/`.")
    yield "Every table with both `amount` and `lines` sums to the same control total: see [the law of the ledger](../method/ledger.md)."
    yield ""
    for table in TABLES:
        yield from (f"## {table.name}", "", f"One row per {table.row}.", "")
        key = ", ".join(_code(name) for name in table.key)
        yield from ((f"No two rows have the same {key}.", "") if key else ())
        rows = [(_code(c.name), c.kind + (", may be null" if c.optional else ""), c.meaning, _words(c.one_of)) for c in table.columns]
        yield from _table(("column", "kind", "meaning", "words"), *rows)


def _words(term: type[terms.Term] | None) -> str:
    return f"[{term.__name__}](terms.md#{term.__name__.lower()})" if term else ""


def _findings() -> Iterator[str]:
    yield from (
        "# Findings",
        "",
        "What is wrong with the data is itself data: a row in the table `findings`, counted in every report. Nothing is dropped.",
    )
    yield "A row that is *set aside* is in no total, and its amount, where one can be read, is stated. The codes are stable."
    yield ""
    for kind in catalogue.CATALOGUE.values():
        yield from (
            f"## {kind.code}",
            "",
            f"**{kind.title}.** {kind.severity.capitalize()}{', row set aside' if kind.sets_aside else ''}.",
            "",
        )
        yield from (kind.meaning, "", f"*What to do:* {kind.remedy}", "")


def _terms() -> Iterator[str]:
    yield from ("# Words", "", "Each has one meaning, in commands, reports and files alike.", "")
    yield from ("## Headings", "", "Kinds of purchase, the same for every body; see [how they are told](../method/headings.md).", "")
    yield from _table(("heading", "meaning"), *((_code(heading.name), heading.meaning) for heading in headings()))
    for term in terms.Term.__subclasses__():
        yield from (f"## {term.__name__}", "", (term.__doc__ or "").strip(), "")
        yield from _table(("word", "meaning"), *((_code(word.value) if word.value else "(empty)", word.meaning) for word in term))  # type: ignore[attr-defined]


def _exit_codes() -> Iterator[str]:
    yield from ("# Exit codes", "", "What a script can act on. `cwbaudit` never fails with 0.", "")
    found = dict(EXITS)
    for kind in errors.CwbauditError.__subclasses__():
        found[kind.exit_code] = (
            kind.__name__.removesuffix("Error").lower(),
            (kind.__doc__ or "").strip() + " The last good audit is untouched.",
        )
    yield from _table(("code", "name", "meaning"), *((str(code), *found[code]) for code in sorted(found)))
    yield "An error is shown on standard error in three lines: what is wrong, where, and the fix."


def write() -> None:
    """Write every generated page, and the output that pages written by hand show."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8", newline="\n")
    VALIDATION.write_text(validated(), encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        audited = Path(folder) / "audited"
        audited.mkdir()
        console.run(["demo", "--json"], audited)
        for number, page in enumerate(console.pages()):
            place = Path(folder) / str(number)
            place.mkdir()
            console.prepare(page, place, audited)
            console.refresh(page, place)


if __name__ == "__main__":
    write()
