"""The Comparison as page, workbook, Markdown and JSON: in the words, colours and parts of the audit's own reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwbaudit.comparison.model import Comparison


def _json(comparison: Comparison, path: Path) -> None:
    path.write_text(comparison.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")


def _html(comparison: Comparison, path: Path) -> None:
    from cwbaudit.report.compared.html import html

    path.write_text(html(comparison), encoding="utf-8", newline="\n")


def _markdown(comparison: Comparison, path: Path) -> None:
    from cwbaudit.report.compared.markdown import markdown

    path.write_text(markdown(comparison), encoding="utf-8", newline="\n")


def _xlsx(comparison: Comparison, path: Path) -> None:
    from cwbaudit.report.compared.xlsx import xlsx

    xlsx(comparison, path)


RENDERERS: dict[str, Callable[[Comparison, Path], None]] = {
    "comparison.json": _json, "comparison.html": _html, "comparison.xlsx": _xlsx, "comparison.md": _markdown,
}  # fmt: skip


def write(comparison: Comparison, folder: Path) -> list[Path]:
    """The comparison in every form, into the folder; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, render in RENDERERS.items():
        render(comparison, folder / name)
    return [folder / name for name in RENDERERS]
