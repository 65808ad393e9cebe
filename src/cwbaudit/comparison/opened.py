"""What must hold of an audit before it can be compared: that this version can read it, and whom its reports do not name."""

from __future__ import annotations

from pydantic import ValidationError

from cwbaudit.errors import UsageError
from cwbaudit.folder import Audit
from cwbaudit.report.masking import masks
from cwbaudit.report.model import Report
from cwbaudit.tables import ALIASES, SPEND, SUPPLIERS


def opened(audit: Audit) -> Report:
    """The audit's report; UsageError when it, or a table that is needed, was written in another version's form."""
    try:
        report = audit.report
    except ValidationError:
        raise _other_version(audit) from None
    for table in (SPEND, SUPPLIERS, ALIASES):
        written = {field["name"] for field in audit.resources[table.name]["schema"]["fields"]}
        if not set(table.names) <= written:
            raise _other_version(audit)
    return report


def _other_version(audit: Audit) -> UsageError:
    made_by = audit.about.get("version", "another version")
    return UsageError(
        f"The audit in {audit.folder} was written by another version of cwbaudit ({made_by}), in a form that this one does not read.",
        fix="Run it again with this version: cwbaudit run",
    )


def hidden(audit: Audit) -> dict[str, str]:
    """By supplier, what to call people and withheld names, without a number, because two audits count them differently; and the firms that
    are written with a person's name."""
    if audit.report.individuals.shown != "masked":
        return {}
    found = masks(audit[SPEND], audit[SUPPLIERS], audit[ALIASES])
    return found.firms | {supplier: f"({name.rsplit(' ', 1)[0].lower()})" for supplier, name in found.names.items()}
