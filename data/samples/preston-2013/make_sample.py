"""Writes this sample: `python make_sample.py [FOLDER]`, into its own folder when none is named. Same script, same bytes.

The texts (audit.toml, README.md) are written by hand and copied; files of figures are written from the plan in making/plan.py.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path

from making import cast, checks, layouts, truth
from making.dice import Dice
from making.ledger import Ledger, build

HERE = Path(__file__).resolve().parent
SEED = "preston-2013"
SIGNED = ("audit lead", "2013-06-03")
TEXTS = ("audit.toml", "README.md")


def main(out: Path) -> None:
    """Writes the sample into `out`."""
    ledger = build(SEED)
    checks.check(ledger)
    for folder in ("spend", "decisions"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    rows = {}
    for body, write in layouts.WRITERS.items():
        found = layouts.lines(ledger, body)
        rows[body] = write(found, out / layouts.FILES[body], Dice(f"{SEED} {body}"))
    _decisions(ledger, out / "decisions")
    text = json.dumps(truth.expected(ledger, rows), indent=1, ensure_ascii=False)
    (out / "expected.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    for name in TEXTS:
        if out.resolve() != HERE:
            shutil.copyfile(HERE / name, out / name)


def _decisions(ledger: Ledger, folder: Path) -> None:
    where = {supplier.name: supplier.postcode for supplier in ledger.suppliers}
    suppliers = [[name, verdict, other, *SIGNED, why] for name, verdict, other, why in cast.SUPPLIER_DECISIONS]
    postcodes = [[name, where[name], *SIGNED, why] for name, why in cast.POSTCODE_DECISIONS]
    _csv(folder / "suppliers.csv", ["name", "verdict", "supplier", "who", "when", "why"], suppliers)
    _csv(folder / "postcodes.csv", ["supplier", "postcode", "who", "when", "why"], postcodes)


def _csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
