"""Where an audit's decisions and its review workbook lie: beside its audit.toml."""

from __future__ import annotations

from pathlib import Path

from cwbaudit.errors import UsageError
from cwbaudit.folder import Audit

CONFIG, USUAL = "audit.toml", "audit"


def home(asked: Path, audit: Audit) -> Path:
    """The folder of the audit.toml that a run of this audit reads; UsageError when it cannot be told from what was asked."""
    if asked.is_file():
        return asked.resolve().parent
    folder = audit.folder.resolve()
    for around in (asked.resolve(), folder.parent):
        if (around / CONFIG).is_file():
            return around
    if folder.name == USUAL:  # made from spend files alone, beside which a run looks for decisions too
        return folder.parent
    raise UsageError(f"There is no {CONFIG} beside {audit.folder}.", fix="Name the audit.toml: decisions lie in the folder beside it.")
