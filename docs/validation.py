"""The validation pack as a page: every published figure beside what this program finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cwbaudit.selftest import Check, run


def page() -> Iterator[str]:
    """The lines of the page."""
    checks = run()
    yield from ("# Validation", "", "Figures that others have published, worked out by the code that audits use: each case is made into a")
    yield "cube of spend, and shares, averages, what-ifs and multipliers are asked of it. Nothing below is copied: the page is written from"
    yield "the answers. `cwbaudit selftest` asks the same on your machine, from an installed copy, in a few seconds."
    yield ""
    yield "Where the published figure is not what its own rows give, the note says why. A publication that rounds is not wrong; one that"
    yield "averages what should be pooled, or drops a digit, is said to."
    yield ""
    for name, group in groupby(checks, key=lambda check: check.case):
        yield from _case(name, list(group))
    yield f"{len(checks)} figures, of which {sum(check.good for check in checks)} come out as they must."


def _case(name: str, checks: list[Check]) -> Iterator[str]:
    yield from (
        f"## {name}",
        "",
        f"Source: {checks[0].source}.",
        "",
        "| figure | published | found | note |",
        "| --- | ---: | ---: | --- |",
    )
    for check in checks:
        mark = "" if check.good else f" **must be {check.exact}**"
        yield f"| {said(check.figure)} | {check.published or 'not published'} | {check.found}{mark} | {check.note} |"
    yield ""


_SAID = {
    "local_share": "local share", "region_share": "share of the region, local included", "leaking": "leaking", "total": "total",
    "influenceable": "influenceable leak", "ceiling": "highest share within reach", "average": "average, each body once", "local": "local",
    "increase": "local spend more than at first", "region_increase": "spend in the region more than at first", "row": "local share",
    "what_if": "must move for a local share of", "per_pound": "local value of each pound that moves", "lm3_strict": "LM3, strict",
    "lm3_extended": "LM3, extended", "worth": "local value of a move to",
}  # fmt: skip
_DECIMALS = ("local_share", "region_share", "ceiling", "average")


def said(figure: str) -> str:
    """`what_if 0.10` in words."""
    name, _, rest = figure.partition(" ")
    if name in _DECIMALS or not rest:
        return _SAID[name]
    if name == "row":
        return f"{_SAID[name]}, {rest.partition(' ')[2]}"
    at = " at a local share of" if name.startswith("lm3") else ""
    return f"{_SAID[name]}{at} {float(rest):.0%}"
