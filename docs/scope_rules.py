"""The default scope rules as a page, from the file that they are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cwbaudit import standing

Table = Callable[..., Iterator[str]]


def page(table: Table) -> Iterator[str]:
    """The lines of the page."""
    yield from ("# Default scope rules", "", "They come after the rules of your audit.toml; the first that matches wins.")
    yield "[How to change them, and why they are so](../how-to/scope.md)."
    yield ""
    yield from _rules(standing.RULES, table)
    yield from ("## Ready and off", "", '`[scope] with = ["public-bodies"]` switches one on.', "")
    yield from _rules(standing.READY, table)


def _rules(rules: tuple[dict[str, Any], ...], table: Table) -> Iterator[str]:
    yield from table(("id", "left out as", "because"), *((f"`{r['id']}`", r["exclusion"], r["because"]) for r in rules))
    for rule in rules:
        yield from (f"### {rule['id']}", "", "; and ".join(_condition(*item) for item in rule["where"].items()) + ".", "")


def _condition(column: str, values: str | list[str]) -> str:
    listed = [values] if isinstance(values, str) else values
    return f"{column.capitalize()} is {'any of ' if len(listed) > 1 else ''}" + ", ".join(f"`{value}`" for value in listed)
