"""Writes this sample: `python make_sample.py [FOLDER]`, into its own folder when none is named. Same script, same bytes.

The texts (audit.toml, README.md) are written by hand and copied; files of figures are written from the plan in making/plan.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from making.ledger import build
from making.writing import write
from making.year import FIRST

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    write(FIRST, build(FIRST), HERE, Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
