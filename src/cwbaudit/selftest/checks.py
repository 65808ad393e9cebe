"""Each published figure beside what we find. A case is made into a cube of spend, and the audit's own code is asked."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from cwbaudit.selftest.figures import FIGURES, Case


@dataclass(frozen=True)
class Check:
    """One figure: what was published, what we must find, what we found, and why the first two differ where they do."""

    case: str
    source: str
    figure: str
    published: str
    exact: str
    found: str
    note: str

    @property
    def good(self) -> bool:
        """Whether we find what we must."""
        return self.found == self.exact

    def row(self) -> dict[str, object]:
        """The check as a dictionary."""
        return asdict(self) | {"good": self.good}


def run() -> list[Check]:
    """Every check of the pack, in its order."""
    text = importlib.resources.files("cwbaudit").joinpath("data/published.toml").read_text(encoding="utf-8")
    return [check for entry in tomllib.loads(text, parse_float=Decimal)["case"] for check in _checked(entry)]


def _checked(entry: Mapping[str, Any]) -> Iterator[Check]:
    case = Case.of(entry)
    for asked in entry["check"]:
        name, _, rest = asked["figure"].partition(" ")
        found = FIGURES[name](case, rest)
        yield Check(case.name, entry["source"], asked["figure"], asked.get("published", ""), asked["exact"], found, asked.get("note", ""))
