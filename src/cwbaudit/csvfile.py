"""A table as a CSV file beside its Parquet: for Excel, which knows UTF-8 by the mark at its beginning and must find no formula."""

from __future__ import annotations

from pathlib import Path

from cwbaudit.csvtext import A_NUMBER, BOM, STARTS_A_FORMULA, csv_text
from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.table import Table

MOST = 500_000  # rows: a larger table is kept as Parquet alone, for no spreadsheet is quick with it


def write_csv(table: Table, rows: Tabular, path: Path, *, raw: bool) -> None:
    """The rows in their order; a text that a spreadsheet would run begins with an apostrophe unless `raw`."""
    from pyarrow.csv import CSVWriter, WriteOptions

    columns = ", ".join(f'"{c.name}"' if raw or c.kind != "text" else f'{_safe(c.name)} as "{c.name}"' for c in table.columns)
    with path.open("wb") as file, sql(f"select {columns} from rows", rows=rows).reader() as batches:
        file.write((BOM + csv_text([], header=table.names)).encode())
        with CSVWriter(file, batches.schema, write_options=WriteOptions(include_header=False)) as writer:
            for batch in batches:
                writer.write_batch(batch)


def _safe(name: str) -> str:
    """In SQL what csvtext.safe says in Python."""
    runs = f'regexp_matches("{name}", {quoted(f"^(?:{STARTS_A_FORMULA})")})'
    return f'case when {runs} and not regexp_full_match(trim("{name}"), {quoted(A_NUMBER)}) then \'\'\'\' || "{name}" else "{name}" end'
