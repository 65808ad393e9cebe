"""An audit is a folder: tables as Parquet, reports, and a manifest that is a Frictionless Data Package.

A run builds beside the folder and takes its place at the end, so a killed run leaves the last good one untouched; one run at a time
makes a folder. Each table is checked against its declaration and against the law of the ledger before the next one is made.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cwbaudit import __version__, csvfile, fingerprint
from cwbaudit.alone import alone
from cwbaudit.csvtext import SAFE
from cwbaudit.engine import Stream, Tabular, sql
from cwbaudit.errors import TableError, UsageError, of_disk
from cwbaudit.ledger import Control, control_from, control_of, control_rows, reconcile
from cwbaudit.swap import mend, replaceable, take_place
from cwbaudit.table import Column, Table
from cwbaudit.tables import FINDINGS, LINES, TABLES

if TYPE_CHECKING:
    import pandas as pd

    from cwbaudit.report.model import Report

MANIFEST, CSV = "datapackage.json", "csv"
_AT_ONCE = 2_000_000
Made: TypeAlias = "Tabular | tuple[Tabular, Tabular]"
Tick: TypeAlias = Callable[[str], None]


def _silent(_: str) -> None:
    return None


class Audit:
    """A finished audit, read back from its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / MANIFEST
        if not path.is_file():
            raise TableError(f"{folder} is not an audit folder: it has no {MANIFEST}.", fix="Make one with: cwbaudit run")
        try:
            self.manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            self.resources: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in self.manifest["resources"]}
            self.about: dict[str, Any] = self.manifest["cwbaudit"]
        except (json.JSONDecodeError, KeyError, UnicodeDecodeError):
            raise TableError(f"{path} is damaged.", fix="Delete the folder and run the audit again.") from None

    def __getitem__(self, table: Table) -> Path:
        """The table's Parquet file."""
        path: Path = self.folder / self.resources[table.name]["path"]
        if not path.is_file():
            raise TableError(f"The table {table.name} is missing.", where=str(path), fix="Run the audit again.")
        return path

    @property
    def report(self) -> Report:
        """Every figure of the audit."""
        from cwbaudit.report.model import Report

        return Report.model_validate_json((self.folder / "report.json").read_text(encoding="utf-8"))

    def frame(self, table: Table) -> pd.DataFrame:
        """The table as a pandas DataFrame; money stays Decimal."""
        frame: pd.DataFrame = sql("select * from t", t=self[table]).arrow().to_pandas()
        return frame

    def outputs(self) -> list[Path]:
        """The reports in the folder."""
        return [self.folder / name for name in self.about["outputs"]]


class Making:
    """An audit being made: `make` each table in turn, `output` each report, then `commit`.

    UsageError where another run makes the same folder at the time, and where the folder holds anything else than an audit.
    """

    def __init__(self, folder: Path, *, title: str = "", tick: Tick = _silent, fresh: bool = False) -> None:
        self.folder, self.title, self.tick = replaceable(folder), title, tick
        with ExitStack() as ending:
            ending.enter_context(alone(self.folder))
            self._begin(fresh)
            ending.callback(shutil.rmtree, self._work, ignore_errors=True)
            self._ending = ending.pop_all()

    def _begin(self, fresh: bool) -> None:
        folder = self.folder
        mend(folder)
        if folder.exists() and not (folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))):
            raise UsageError(
                f"{folder} is there already and is no audit folder.", fix="Name another folder with --out: nothing of yours is replaced."
            )
        self._before = Audit(folder) if not fresh and (folder / MANIFEST).is_file() else None
        self._work = folder.with_name(f".{folder.name}.tmp-{os.getpid()}")
        shutil.rmtree(self._work, ignore_errors=True)
        (self._work / "findings").mkdir(parents=True)
        self._resources: dict[str, dict[str, Any]] = {}
        self._stages: dict[str, dict[str, Any]] = {}
        self._outputs: dict[str, dict[str, str]] = {}
        self._csv: list[dict[str, Any]] = []
        self._control: Control = {}
        self._changed = self._before is None

    def __enter__(self) -> Making:
        return self

    def __exit__(self, _: object, error: BaseException | None, *__: object) -> None:
        self._ending.close()
        if isinstance(error, OSError) and (told := of_disk(error, self.folder)):
            raise told from None

    def __getitem__(self, table: Table) -> Path:
        """The table's Parquet file, as made in this run."""
        return self._work / str(self._resources[table.name]["path"])

    def make(self, table: Table, function: Callable[..., Made], *inputs: Any) -> None:
        """Make `table` by `function(*inputs)`, or keep it when nothing that it rests on has changed.

        The function returns the table, or the table and the findings it made on the way.
        """
        key = self._key(table.name, function, inputs)
        if self._keep(table.name, key):  # its bytes are those that were checked and reconciled when it was made
            if table is LINES and self._before:
                self._control = control_from(self._before.about["control"])
            return
        self.tick(f"{function.__name__}: {table.name}")
        made = function(*inputs)
        rows, findings = made if isinstance(made, tuple) else (made, FINDINGS.build([]))
        self._write(table, rows, f"{table.name}.parquet", table.name)
        self._write(FINDINGS, findings, f"findings/{table.name}.parquet", f"findings-{table.name}")
        self._note_control(table)
        self._stages[table.name] = self._stage(table, key)
        self._changed = True

    def output(self, name: str, key: str, render: Callable[[Path], None]) -> None:
        """Write the report `name` by `render(path)`, or keep it when `key` has not changed."""
        known = self._before.about["outputs"].get(name) if self._before else None
        if known and known["key"] == key and self._unchanged(name, known):
            _link(self.folder / name, self._work / name)
            self._outputs[name] = known
            return
        self.tick(f"report: {name}")
        render(self._work / name)
        self._outputs[name] = {"key": key, "sha256": fingerprint.of_file(self._work / name)}
        self._changed = True

    def output_folder(self, name: str, key: str, render: Callable[[Path], None]) -> None:
        """Write the reports that `render(folder)` puts into the folder `name`, or keep them when `key` has not changed."""
        outputs: dict[str, dict[str, str]] = self._before.about["outputs"] if self._before else {}
        before = {path: known for path, known in outputs.items() if path.startswith(f"{name}/")}
        (self._work / name).mkdir()
        if before and all(known["key"] == key and self._unchanged(path, known) for path, known in before.items()):
            for path in before:
                _link(self.folder / path, self._work / path)
            self._outputs |= before
            return
        self.tick(f"report: {name}")
        render(self._work / name)
        made = sorted(path for path in (self._work / name).iterdir() if path.is_file())
        self._outputs |= {f"{name}/{path.name}": {"key": key, "sha256": fingerprint.of_file(path)} for path in made}
        self._changed = self._changed or bool(made or before)

    def _unchanged(self, path: str, known: dict[str, str]) -> bool:
        old = self.folder / path
        return old.is_file() and fingerprint.of_file(old) == known["sha256"]

    def csv(self, table: Table, *, raw: bool) -> None:
        """The table as CSV beside its Parquet, for spreadsheets; not one that no spreadsheet is quick with."""
        rows = self.findings() if table is FINDINGS else self[table]
        (count,) = sql("select count(*) from t", t=rows).one()
        if count > csvfile.MOST:
            return
        made = self.state() if table is FINDINGS else self._resources[table.name]["hash"]
        name = f"{CSV}/{table.name}.csv"
        (self._work / CSV).mkdir(exist_ok=True)
        self.output(name, fingerprint.of(fingerprint.of_code(), made, raw), lambda path: csvfile.write_csv(table, rows, path, raw=raw))
        self._csv.append(
            {
                "name": f"{table.name}-csv", "path": name, "format": "csv", "encoding": "utf-8", "dialect": {"delimiter": ","},
                "hash": f"sha256:{self._outputs[name]['sha256']}", "bytes": (self._work / name).stat().st_size, "rows": count,
                "description": f"One row per {table.row}.{'' if raw else f' In this file {SAFE}.'}", "schema": _schema(table),
            }
        )  # fmt: skip

    def findings_of(self, table: Table) -> Path:
        """The findings that were made with a table, as a Parquet file."""
        return self._work / str(self._resources[f"findings-{table.name}"]["path"])

    def findings(self) -> Tabular:
        """The findings of every table made so far, in the order of the pipeline."""
        parts = [f"select * from read_parquet('{path}')" for path in self._findings_paths()]
        return sql(" union all ".join(parts) + f" order by {', '.join(FINDINGS.order)}")

    def state(self) -> str:
        """Fingerprint of everything made so far."""
        return fingerprint.of(fingerprint.of_code(), {name: entry["hash"] for name, entry in self._resources.items()})

    def commit(self) -> tuple[Audit, list[str]]:
        """Put the new audit in the place of the old one; nothing is touched when nothing changed. Warnings beside it."""
        if not self._changed:
            return Audit(self.folder), []
        (self._work / MANIFEST).write_text(json.dumps(self._manifest(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        warnings = take_place(self._work, self.folder, self._ours())
        return Audit(self.folder), warnings

    def _key(self, name: str, function: Callable[..., Made], inputs: tuple[Any, ...]) -> str:
        made = {str(self._work / entry["path"]): entry["hash"] for entry in self._resources.values()}
        values = [made.get(str(item), item) if isinstance(item, Path) else item for item in inputs]
        return fingerprint.of(fingerprint.of_code(), name, function.__qualname__, values)

    def _keep(self, name: str, key: str) -> bool:
        before = self._before
        if before is None or before.about["stages"].get(name, {}).get("key") != key:
            return False
        entries = [before.resources[name], before.resources[f"findings-{name}"]]
        for entry in entries:
            path = self.folder / entry["path"]
            if not path.is_file() or f"sha256:{fingerprint.of_file(path)}" != entry["hash"]:
                return False
        for entry in entries:
            _link(self.folder / entry["path"], self._work / entry["path"])
            self._resources[entry["name"]] = entry
        self._stages[name] = before.about["stages"][name]
        return True

    def _write(self, table: Table, rows: Tabular, path: str, name: str) -> None:
        target = self._work / path
        if isinstance(rows, Stream):
            rows.write(target)
        else:
            casts = ", ".join(f'cast("{c.name}" as {c.sql}) as "{c.name}"' for c in table.columns)
            made = sql(f"select {casts} from rows", rows=rows)
            sql(f"select * from made{_order(table)}", made=made).write(target)
        check(table, target)
        (count,) = sql("select count(*) from t", t=target).one()
        self._resources[name] = {
            "name": name, "path": path, "format": "parquet", "hash": f"sha256:{fingerprint.of_file(target)}",
            "bytes": target.stat().st_size, "rows": count, "description": f"One row per {table.row}.", "schema": _schema(table),
        }  # fmt: skip

    def _note_control(self, table: Table) -> None:
        if table is LINES:
            self._control = control_of(self[LINES])
        if table.carries_money:
            reconcile(table, self[table], self._control)

    def _stage(self, table: Table, key: str) -> dict[str, Any]:
        stage: dict[str, Any] = {"key": key}
        if table.carries_money:
            amount, lines = sql("select coalesce(sum(amount), 0), coalesce(sum(lines), 0) from t", t=self[table]).one()
            stage |= {"amount": f"{Decimal(amount):.2f}", "lines": int(lines)}
        return stage

    def _findings_paths(self) -> list[str]:
        names = [f"findings-{table.name}" for table in TABLES if f"findings-{table.name}" in self._resources]
        return [str(self._work / self._resources[name]["path"]).replace("'", "''") for name in names]

    def _ours(self) -> set[str]:
        before = self._before
        if before is None:
            return {MANIFEST}
        return {MANIFEST, *before.about["outputs"], *(entry["path"] for entry in before.resources.values())}

    def _manifest(self) -> dict[str, Any]:
        return {
            "profile": "data-package", "name": "cwbaudit-audit", "title": self.title, "resources": [*self._resources.values(), *self._csv],
            "cwbaudit": {"version": __version__, "control": control_rows(self._control), "stages": self._stages, "outputs": self._outputs},
        }  # fmt: skip


def _order(table: Table) -> str:
    return f" order by {', '.join(table.order)}" if table.order else ""


def check(table: Table, path: Path) -> None:
    """TableError, naming the first offending row, unless every row keeps to the table's declaration."""
    wrong = {column.name: test for column in table.columns if (test := _wrong(column))}
    if wrong:
        named = " ".join(f"when {test} then '{name}'" for name, test in wrong.items())
        query = f"select case {named} end as wrong_column, * from t where {' or '.join(wrong.values())} limit 1"
        _none(table, path, query, "{wrong_column} is missing or not a known word")
    if table.order:
        before = f"lag(({', '.join(table.order)})) over ()"
        unordered = (
            f"select * from (select {', '.join(table.order)}, {before} as before from t) where before > ({', '.join(table.order)}) limit 1"
        )
        _none(table, path, unordered, "the rows are not in order")
    if table.key:
        _unique(table, path)


def _wrong(column: Column) -> str:
    """When a value breaks the column's declaration, for a query; empty where none can."""
    tests = [] if column.optional else [f'"{column.name}" is null']
    if column.one_of:
        known = ", ".join("'" + term.value + "'" for term in column.one_of)
        tests.append(f'"{column.name}" not in ({known})')
    return " or ".join(tests)


def _unique(table: Table, path: Path) -> None:
    """The key is on no two rows. Many rows are looked at a part at a time, so that a large table needs no more memory than a small one."""
    keys = ", ".join(f'"{name}"' for name in table.key)
    (rows,) = sql("select count(*) from t", t=path).one()
    parts = rows // _AT_ONCE + 1
    for part in range(parts):
        some = f"where hash({keys}) % {parts} = {part}" if parts > 1 else ""
        query = f"select {keys} from t {some} group by all having count(*) > 1 limit 1"
        _none(table, path, query, f"({', '.join(table.key)}) is not unique")


def _none(table: Table, path: Path, query: str, complaint: str) -> None:
    if rows := sql(query, t=path).dicts():
        raise TableError(
            f"The table {table.name} breaks its contract: {complaint.format_map(rows[0])}.",
            where=str(rows[0]),
            fix="This is a fault of cwbaudit: please report it.",
        )


def _schema(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.frictionless, "description": c.meaning} for c in table.columns]
    return {"fields": fields, "primaryKey": list(table.key)} if table.key else {"fields": fields}


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # another disk, or a file system without hard links
        shutil.copy2(old, new)
