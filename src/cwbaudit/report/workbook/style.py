"""How the workbook looks: its colours and its cell formats, each named once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOCAL, REGIONAL, LEAKING, UNPLACED = "#12436D", "#28A197", "#801650", "#B1B4B6"
INK, QUIET, RULE, PALE, YELLOW = "#0B0C0C", "#505A5F", "#B1B4B6", "#F3F2F1", "#FFF4C2"
# Influence only ever divides the leak, so it is shown in tints of the leak's colour.
INFLUENCEABLE, LOCKED, UNASSESSED = LEAKING, "#CF9DB6", UNPLACED

FONT = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "vcenter"}
POUNDS = "£#,##0.00;[Red]-£#,##0.00;–"  # a dash for nought, so that what is there stands out

STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "money": {"num_format": POUNDS},
    "share": {"num_format": "0.0%"},
    "fine": {"num_format": "0.0000%"},
    "points": {"num_format": "+0.0;-0.0;0.0"},
    "count": {"num_format": "#,##0"},
    "date": {"num_format": "d mmm yyyy", "align": "left"},
    "title": {"font_size": 18, "bold": True, "font_color": LOCAL},
    "heading": {"font_size": 13, "bold": True, "font_color": LOCAL},
    "lead": {"font_size": 12},
    "note": {"font_color": QUIET},
    "label": {"bold": True},
    "header": {
        "valign": "vcenter",
        "bold": True,
        "bg_color": LOCAL,
        "font_color": "white",
        "text_wrap": True,
    },
    "right": {"align": "right"},
    "total": {"bold": True, "top": 1, "bottom": 1, "top_color": INK, "bottom_color": INK},
    "top": {"valign": "top"},
    "inset": {"align": "left", "indent": 1},
    "ruled": {"bottom": 1, "bottom_color": "#DEE0E2"},
    "input": {"bg_color": YELLOW, "border": 2, "border_color": INK, "bold": True, "font_size": 14, "locked": False},
    "choice": {"bg_color": YELLOW, "border": 1, "border_color": QUIET, "locked": False},
    "result": {"bold": True, "font_size": 12},
    "link": {"font_color": LOCAL, "underline": 1},
    "bad": {"bg_color": "#F6D7D2", "font_color": "#942514", "bold": True},
    "good": {"bg_color": "#CCE2D8", "font_color": "#005A30", "bold": True},
}


class Styles:
    """Cell formats by name; names combine, the later one winning: `styles("money", "total")`."""

    def __init__(self, workbook: Any, styles: Mapping[str, dict[str, Any]] = STYLES, font: Mapping[str, Any] = FONT) -> None:
        self._workbook, self._styles, self._font = workbook, styles, font
        self._made: dict[tuple[str, ...], Any] = {}

    def __call__(self, *names: str) -> Any:
        if names not in self._made:
            merged = dict(self._font)
            for name in names:
                merged |= self._styles[name]
            self._made[names] = self._workbook.add_format(merged)
        return self._made[names]

    def mark(self, name: str) -> Any:
        """A format for a condition: only what it changes."""
        return self._workbook.add_format(self._styles[name])
