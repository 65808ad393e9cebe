"""How the bytes of a text file are text: rules in order, strict, over the whole file; never a statistical guess.

Detectors that sample or score call late accents "ascii" and turn the pound sign into an L with a stroke. Nine in ten spend files
are ASCII or UTF-8 or cp1252, and the rest announce themselves.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MIXED = "utf-8 and cp1252"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF8_RUN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# In cp1252 0x9C is the oe ligature, which stands between letters; in the DOS code pages it is the pound sign, which does not.
_DOS_POUND = re.compile(rb"(?<![A-Za-z])\x9c|\x9c(?![A-Za-z])")
_WELSH = frozenset(b"\xd0\xde\xf0\xfe")  # W and Y with circumflex in ISO 8859-14; eth and thorn, which no UK body writes, in cp1252
_MAC_LETTER = re.compile(rb"[A-Za-z]\xd5s\b|[a-z][\x87-\x90\x98-\x9f]")  # an apostrophe, and small letters with accents
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_LOW = bytes(range(0x80))
_LAST_LOW, _NEWLINE = 0x7F, 0x0A
_PIECE = 1 << 24  # larger ones are read with fewer waits of one thread for another
_HEAD = 1 << 20
_ASCII = "every byte is plain ASCII"


@dataclass(frozen=True)
class Text:
    """A text file, the name of the encoding it comes in, and what spoke for it; its text is handed out as UTF-8, piece by piece."""

    path: Path
    encoding: str
    why: str

    @property
    def size(self) -> int:
        """The bytes of the file."""
        return self.path.stat().st_size

    def head(self, most: int) -> str:
        """About the first `most` bytes of the text."""
        return next(self.pieces(most), bytearray()).decode("utf-8", errors="ignore")

    def whole(self) -> str:
        """All of the text."""
        return b"".join(self.pieces()).decode("utf-8", errors="replace")

    def pieces(self, most: int = _PIECE) -> Iterator[bytearray]:
        """The text in UTF-8, without a mark at its start, in pieces of about `most` bytes, which are the caller's own.

        Never fails: what has no meaning is marked.
        """
        if self.encoding in ("ascii", "utf-8", "utf-8-sig"):
            for i, piece in enumerate(_raw(self.path, most)):
                if not i and piece.startswith(codecs.BOM_UTF8):
                    del piece[: len(codecs.BOM_UTF8)]
                yield piece
        elif self.encoding == MIXED:
            for part in _whole_lines(_raw(self.path, most)):
                yield bytearray(_mixed(part).encode())
        else:  # a file cut short in mid-character is still read to its last whole one
            decoder = codecs.getincrementaldecoder(self.encoding)("replace")
            for piece in _raw(self.path, most):
                yield bytearray(decoder.decode(piece).encode("utf-8", errors="replace"))
            yield bytearray(decoder.decode(b"", final=True).encode())


def text_of(path: Path, encoding: str = "") -> Text:
    """The text of the file at `path`; in `encoding` where it is known."""
    if encoding:
        return Text(path, encoding, "as understood before")
    return Text(path, "ascii", _ASCII) if _is_ascii(path) else Text(path, *find_encoding(_raw(path, _PIECE)))


def _is_ascii(path: Path) -> bool:
    """Whether every byte is plain ASCII, none of the first NUL: most files are, and so are told with the least work."""
    held = bytearray(_HEAD)
    with path.open("rb", buffering=0) as file:
        if b"\0" in file.read(4096):
            return False
        file.seek(0)
        while count := file.readinto(held):
            if not (held if count == _HEAD else held[:count]).isascii():
                return False
    return True


def find_encoding(pieces: Iterable[bytes | bytearray]) -> tuple[str, str]:
    """The encoding of the pieces of a file, and the reason; every byte is looked at."""
    seen = _Seen()
    for part in _whole_lines(pieces):
        seen.take(part)
    return seen.judged()


@dataclass
class _Seen:
    """What the bytes of a file have shown so far."""

    head: bytes = b""
    ascii: bool = True
    utf8: bool = True
    high: set[int] = field(default_factory=set)
    dos_pound: bool = False
    runs: bool = False
    stray: bool = False
    newline: bool = False
    mac: bool = False

    def take(self, part: bytes) -> None:
        """Look at some more lines."""
        self.head = self.head or part[:4096]
        self.newline = self.newline or b"\n" in part
        if part.isascii():
            return
        self.ascii = False
        if _is_utf8(part):  # then nothing in it speaks for any other encoding
            self.runs = True
            self.high |= set(part.translate(None, _LOW))
            return
        self.utf8 = False
        near = _near_letters(part)
        self.high |= set(near.translate(None, _LOW))
        rest = _UTF8_RUN.sub(b"", near)  # a curly quote in UTF-8 has 0x9C in it, too
        self.dos_pound = self.dos_pound or _DOS_POUND.search(rest) is not None
        self.mac = self.mac or _MAC_LETTER.search(near) is not None
        self.runs = self.runs or _UTF8_RUN.search(near) is not None
        self.stray = self.stray or not rest.isascii()

    def judged(self) -> tuple[str, str]:
        """The encoding that the bytes can only, or most likely, be in."""
        for mark, name in _MARKS:
            if self.head.startswith(mark) and (name != "utf-8-sig" or self.utf8):
                return name, "the file announces its encoding in its first bytes"
        if self.ascii and b"\0" not in self.head:
            return "ascii", _ASCII
        if wide := _utf16_unmarked(self.head):
            return wide, "every other byte is empty"
        if not self.utf8:
            return self._eight_bit()
        return ("ascii" if self.ascii else "utf-8"), "the whole file is valid UTF-8"

    def _eight_bit(self) -> tuple[str, str]:
        if 0x9C in self.high and 0xA3 not in self.high and self.dos_pound:
            return "cp850", "the pound sign is byte 0x9C, as DOS wrote it"
        if self.runs and self.stray:
            return MIXED, "some lines are UTF-8 and some cp1252; each line was read as what it is"
        if self.high & _WELSH and not self.high & set(range(0x80, 0xA0)):
            return "iso-8859-14", "Welsh letters stand where cp1252 has eth and thorn (low confidence)"
        if not self.newline and self.mac:
            return "mac-roman", "lines end as on a classic Mac, and its accents or apostrophes are those of one"
        if self.high & _NOT_IN_CP1252:
            return "latin-1", "some bytes mean nothing in cp1252"
        return "cp1252", "not UTF-8; every byte has a meaning in cp1252"


def _utf16_unmarked(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _raw(path: Path, most: int) -> Iterator[bytearray]:
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(piece := bytearray(most)):
            del piece[count:]
            yield piece


def _whole_lines(pieces: Iterable[bytes | bytearray]) -> Iterator[bytes]:
    """The same bytes, cut after line ends, so that no character is cut in two."""
    held = b""
    for piece in pieces:
        cut = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
        if cut:
            yield b"".join((held, memoryview(piece)[:cut]))
            held = b""
        held += piece[cut:]
    yield held


def _near_letters(data: bytes) -> bytes:
    """What is beyond ASCII, with the byte before and the two after, which is all that any pattern looks at; new lines in between."""
    import numpy as np

    codes = np.frombuffer(data, np.uint8)
    beyond = np.flatnonzero(codes > _LAST_LOW)
    near, after = np.zeros(len(codes) + 4, bool), np.zeros(len(codes) + 4, bool)
    for step in range(4):  # from one before
        near[beyond + step] = True
    after[beyond + 4] = True
    shown = codes[(near | after)[1 : len(codes) + 1]]
    shown[(after & ~near)[1 : len(codes) + 1][(near | after)[1 : len(codes) + 1]]] = _NEWLINE
    return shown.tobytes()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed(data: bytes) -> str:
    return "".join(_line(line) for line in data.splitlines(keepends=True))


def mixed_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Lines of which some are UTF-8 and some cp1252, each as what it is."""
    return map(_line, lines)


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
