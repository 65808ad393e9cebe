"""The Comparison as one page, in the style of the audit's own: self-contained, printable, and closed by the same policy."""

from __future__ import annotations

from cwbaudit.comparison.model import Comparison
from cwbaudit.report.html import rendered


def html(comparison: Comparison) -> str:
    """The page. The same Comparison gives the same bytes."""
    from cwbaudit.report.compared.context import context

    return rendered("comparison.html.j2", context(comparison))
