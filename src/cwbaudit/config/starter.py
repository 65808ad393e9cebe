"""Writes a commented audit.toml from what was understood of spend files, for a person to read and amend."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from cwbaudit.config.models import Config
from cwbaudit.money import pounds, to_penny

_HEAD = """# A spend-leakage audit. Run it with: cwbaudit run
# Every key is described in docs/reference/config.md. Names of places are those of the Office for National Statistics.

[audit]
title = {title}
# period = {{ from = 2024-04-01, to = 2025-03-31 }}     # the dates the files cover, both included

[place]
name        = {name}
region_name = {region}
local       = {{ named = {local} }}       # or authorities = [...], counties = [...], combined_authorities = [...], regions = [...]
regional    = {{ named = {regional} }}
"""

_NO_REGION = "around it; without a region, all that is not local counts as leaking"
_TAIL = """
# What is no spend with suppliers is left out, each with its reason, and listed in the report: first by your rules, then by the default
# ones (tax, pensions, levies and precepts, benefits, individuals, financing). docs/how-to/scope.md says how to switch them off.
# [scope]
# without = ["default-benefits"]
# with    = ["public-bodies"]             # leave out what is paid to other public bodies, too
# [[scope.rule]]
# id        = "tax"
# exclusion = "tax"                       # tax, pensions, levies and precepts, benefits, individuals, transfers, financing, other
# where     = { supplier = ["HM Revenue and Customs"] }
# because   = "Tax and national insurance are not bought from anyone."

# Whether spend could be bought elsewhere. The first rule that matches wins; what none reaches gets the default.
[influence]
default = "unassessed"
# [[influence.rule]]
# id        = "energy-framework"
# influence = "locked"                    # influenceable, locked
# until     = 2026-09-30
# where     = { category = ["Electricity", "Gas"] }
# because   = "Bought through a national framework until then."

# What would change if more of it stayed?
# [[scenario]]
# name        = "local-10"
# local_share = 0.10
"""


def starter(config: Config, understood: Sequence[Mapping[str, Any]], around: Sequence[tuple[str, str]]) -> str:
    """The text of an audit.toml for `config`, each source with what was understood of it as comments.

    `around` names the areas that could be the region, each with the key that names such areas.
    """
    place = config.place
    head = _HEAD.format(
        title=_text(config.audit.title), name=_text(place.name), region=_text(place.region_name),
        local=_list(place.local.named), regional=_list(place.regional.named),
    )  # fmt: skip
    for name, key in around:
        head += f"# regional  = {{ {key} = [{_text(name)}] }}      # {_NO_REGION}\n"
    beside = _registers(config, understood)
    return head + "".join(_source(source, understood, beside) for source in config.sources) + _TAIL


def _registers(config: Config, understood: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines that name the registers. Whose they are is known where there is one body only; contracts need the audit's period, too."""
    lines = []
    for key, kind, why in (
        ("register", "supplier register", "" if len(config.sources) == 1 else "leave it with the body whose list it is"),
        ("contracts", "contracts register", "the body's contracts; it needs [audit] period, above"),
    ):
        paths = dict.fromkeys(Path(entry["path"]).resolve() for entry in understood if entry["kind"] == kind)
        if paths:
            line = f"{key} = {_list([_relative(path, config.base) for path in paths])}"
            lines.append(f"# {line}      # {why}" if why else line)
    return lines


def _relative(path: Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # Windows: the file lies on another drive
        return path.as_posix()


def _source(source: Any, understood: Sequence[Mapping[str, Any]], beside: Sequence[str]) -> str:
    lines = ["", "[[source]]", f"body  = {_text(source.body)}", f"files = {_list([file.label for file in source.files])}"]
    paths = {file.path.resolve() for file in source.files}
    for found in (entry for entry in understood if Path(entry["path"]).resolve() in paths):
        if found["refused"]:
            lines += [f"# not read: {line}" for line in found["refused"].splitlines()]
            continue
        if "register" in found["kind"]:
            lines.append(f"# understood: sheet {_text(found['sheet'])} is a {found['kind']} of {found['entries']:,} entries")
            continue
        sheet = f", sheet {_text(found['sheet'])}" if found["sheet"] else ""
        total = to_penny(Decimal(found["total"]))
        lines.append(f"# understood: header in row {found['header_row']}{sheet}; {found['rows']:,} payments, {pounds(total)}")
        pin = f"# {found['pin']}      # uncomment to pin, or to correct"
        lines += [pin] if pin not in lines else []
    lines += beside
    lines.append("# control_total = 0.00            # the finance system's own figure of these files: the audit must agree to the penny")
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
