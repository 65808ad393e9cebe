"""The Report as one page: self-contained, readable without script, printable, and closed by a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cwbaudit.report.model import Report
from cwbaudit.report.printable import printable

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST_TEXT = 8_000
LARGEST, FEWEST = 290_000, 50  # bytes of a page that mail and a slow line still take, and suppliers that it lists all the same
WHOLE = 3  # what-ifs told in full on a page that is too large, and one of them drawn where it still is; every picture is a file, too
ROW = 150  # bytes that a supplier takes, rather too few than too many


def html(report: Report) -> str:
    """The page, at most `LARGEST` bytes where fewer pictures and suppliers, and what-ifs in short, make it so.

    The same Report gives the same bytes.
    """
    from cwbaudit.report.page.context import context
    from cwbaudit.report.page.suppliers import MOST_SUPPLIERS, suppliers
    from cwbaudit.report.page.whatif import in_short

    content = context(report)
    page = rendered("page.html.j2", content)
    if len(page.encode()) > LARGEST and len(content["scenarios"]) > WHOLE:
        content |= {"scenarios": content["scenarios"][:WHOLE], "in_short": in_short(report, WHOLE)}
        page = rendered("page.html.j2", content)
    most = min(len(report.suppliers), MOST_SUPPLIERS)
    while (over := len(page.encode()) - LARGEST) > 0 and most > FEWEST:
        most = max(FEWEST, most - over // ROW - 1)
        content |= {"suppliers": suppliers(report, most)}
        page = rendered("page.html.j2", content)
    for drawn in range(len(content["scenarios"]) - 1, 0, -1):
        if len(page.encode()) > LARGEST:
            content |= {"scenarios": _drawn(content["scenarios"], drawn)}
            page = rendered("page.html.j2", content)
    return page


def _drawn(asked: Sequence[Any], most: int) -> list[Any]:
    """The what-ifs, of which only the first so many keep their picture."""
    return [*asked[:most], *(replace(one, figure=None) for one in asked[most:])]


def rendered(template: str, content: dict[str, Any]) -> str:
    """A page of ours: the template filled with `content`, closed by the policy, in our style and with our script."""
    from markupsafe import Markup

    style, script = _asset("style.css"), _asset("script.js")
    page = _environment().get_template(template)
    return page.render(content, style=Markup(style), script=Markup(script), policy=policy(style, script))  # noqa: S704 - our own files


@cache
def _environment() -> Environment:
    """Our templates, each compiled once in a process: a page is filled again and again until it is small enough."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    from cwbaudit.report.page.lettering import brief

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, loader=DictLoader(_templates()), trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    environment.filters["brief"] = brief
    return environment


def policy(style: str, script: str) -> str:
    """Nothing may be fetched, sent or framed; only this very style and this very script may run (CSP level 3, by hash)."""
    return (
        f"default-src 'none'; style-src {_source_hash(style)}; script-src {_source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )  # fmt: skip


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _shown(value: object) -> object:
    """Text from data without characters that cannot be seen or turn text round; markup of our own as it is."""
    return printable(value[:LONGEST_TEXT]) if type(value) is str else value


def _asset(name: str) -> str:
    return files("cwbaudit.report.page").joinpath(name).read_text(encoding="utf-8")


def _templates() -> dict[str, str]:
    folders = (files("cwbaudit.report.page"), files("cwbaudit.report.compared"))
    entries = [entry for folder in folders for entry in folder.iterdir()]
    return {entry.name: entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".j2")}
