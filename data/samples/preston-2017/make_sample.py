"""Writes this sample: `python make_sample.py [FOLDER]`, into its own folder when none is named. Same script, same bytes.

The suppliers are those of the first sample, four years later; what makes both is in preston-2013/making, what differs in later/.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "preston-2013"))

from later.change import change  # noqa: E402  (the folder that holds `making` has to be named first)
from later.truth import since  # noqa: E402
from later.year import SECOND  # noqa: E402
from making.ledger import build  # noqa: E402
from making.writing import write  # noqa: E402
from making.year import FIRST  # noqa: E402

if __name__ == "__main__":
    first = build(FIRST)
    second, found = change(first, SECOND)
    write(SECOND, second, HERE, Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, since(first, second, found))
