"""How the bytes of a text file are text: rules in order, strict, over the whole file; never a statistical guess.

Detectors that sample or score call late accents "ascii" and turn the pound sign into an L with a stroke. Nine in ten spend files
are ASCII or UTF-8 or cp1252, and the rest announce themselves.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MIXED = "utf-8 and cp1252"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# In cp1252 0x9C is the oe ligature, which stands between letters; in the DOS code pages it is the pound sign, which does not.
_DOS_POUND = re.compile(rb"(?<![A-Za-z])\x9c|\x9c(?![A-Za-z])")
_WELSH = frozenset(b"\xd0\xde\xf0\xfe")  # W and Y with circumflex in ISO 8859-14; eth and thorn, which no UK body writes, in cp1252
_MAC_APOSTROPHE = re.compile(rb"[A-Za-z]\xd5s\b")


@dataclass(frozen=True)
class Decoded:
    """The text of a file as UTF-8, the name of the encoding it came in, and what spoke for it."""

    data: bytes
    encoding: str
    why: str


def decoded(data: bytes, encoding: str = "") -> Decoded:
    """The text of `data`; in `encoding` where it is known. Never fails: the last rule can read any bytes."""
    name, why = (encoding, "as understood before") if encoding else find_encoding(data)
    if name not in ("ascii", "utf-8", "utf-8-sig"):
        data = (_mixed(data) if name == MIXED else _strict(data, name)).encode("utf-8", errors="replace")
    return Decoded(data.removeprefix(codecs.BOM_UTF8), name, why)


def find_encoding(data: bytes) -> tuple[str, str]:
    """The encoding and the reason."""
    for mark, name in _MARKS:
        if data.startswith(mark) and (name != "utf-8-sig" or _is_utf8(data)):
            return name, "the file announces its encoding in its first bytes"
    if data.isascii() and b"\0" not in data[:4096]:
        return "ascii", "every byte is plain ASCII"
    if wide := _utf16_unmarked(data):
        return wide, "every other byte is empty"
    if not _is_utf8(data):
        return _eight_bit(data)
    return ("ascii" if data.isascii() else "utf-8"), "the whole file is valid UTF-8"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16_unmarked(data: bytes) -> str:
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _eight_bit(data: bytes) -> tuple[str, str]:
    high = set(data) & set(range(0x80, 0x100))
    if 0x9C in high and 0xA3 not in high and _DOS_POUND.search(data):
        return "cp850", "the pound sign is byte 0x9C, as DOS wrote it"
    if _UTF8_RUN.search(data) and _has_stray(data):
        return MIXED, "some lines are UTF-8 and some cp1252; each line was read as what it is"
    if high & _WELSH and not high & set(range(0x80, 0xA0)):
        return "iso-8859-14", "Welsh letters stand where cp1252 has eth and thorn (low confidence)"
    if b"\n" not in data and _MAC_APOSTROPHE.search(data):
        return "mac-roman", "lines end as on a classic Mac and so do its apostrophes"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1", "some bytes mean nothing in cp1252"
    return "cp1252", "not UTF-8; every byte has a meaning in cp1252"


def _has_stray(data: bytes) -> bool:
    """Whether high bytes remain once every UTF-8 sequence is taken out; that there are some was seen by the caller."""
    return not _UTF8_RUN.sub(b"", data).isascii()


def _mixed(data: bytes) -> str:
    return "".join(_line(line) for line in data.splitlines(keepends=True))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _strict(data: bytes, encoding: str) -> str:
    if encoding.startswith(("utf-16", "utf-32")):  # a file cut short in mid-character is still read to its last whole one
        return data.decode(encoding, errors="replace")
    return data.decode(encoding)
