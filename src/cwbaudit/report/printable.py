"""Text from data, made fit to show on a terminal, in a workbook or in a paper."""

from __future__ import annotations

_SPACES = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
# Bidirectional marks turn text round (`gnp.exe` reads `exe.png`); tags, the byte order mark and word joiners cannot be seen at all.
_UNSEEN = (
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
# A lone surrogate cannot be written as UTF-8, and U+FFFE and U+FFFF cannot stand in XML.
_INVALID = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)

_SHOWN: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_UNSEEN),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_INVALID, "\ufffd"),
}


def printable(text: str) -> str:
    """`text` as valid Unicode on one line, without characters that command a terminal, turn text round or cannot be seen."""
    return text if text.isprintable() else text.translate(_SHOWN)
