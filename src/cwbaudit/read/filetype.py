"""What kind of file it is, by its first bytes. The extension is not asked: fifteen spend files in 4,767 lie about it."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from cwbaudit.errors import SourceError


class FileType(StrEnum):
    """The kinds of file a spend table comes in."""

    TEXT = "text"
    WORKBOOK = "workbook"  # xlsx, xlsm
    OPEN_DOCUMENT = "open document"  # ods
    OLD_WORKBOOK = "old workbook"  # xls
    PARQUET = "parquet"
    JSON = "json"
    BUNDLE = "bundle"  # a zip of files


_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*(?:\{|\[\s*"))')
_LETTER_HEAD = re.compile(
    rb"(?:(?:from|to|cc|subject|date|sent|received|return-path|delivered-to|message-id|mime-version|content-type|reply-to|x-[\w-]+|dkim-signature)"
    rb": ?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}",
    re.IGNORECASE,
)
_ATTACHED = "Open it in your e-mail program, save the file that came with it, and name that."
_AS_CSV = "Open it in Excel, check that it is the spend table, and save it as CSV or .xlsx."
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "This is a PDF, not a table.", "Ask the body for the spreadsheet that it was printed from."),
    (b"\x1f\x8b", "This file is compressed (gzip).", "Unpack it first."),
    (b"7z\xbc\xaf", "This file is compressed (7z).", "Unpack it first."),
    (b"Rar!", "This file is compressed (rar).", "Unpack it first."),
    (b"{\\rtf", "This is a word-processor document, not a table.", _AS_CSV),
    (b"\x89PNG", "This is a picture, not a table.", "Ask the body for the spreadsheet."),
    (b"\xff\xd8\xff", "This is a picture, not a table.", "Ask the body for the spreadsheet."),
    (b"GIF8", "This is a picture, not a table.", "Ask the body for the spreadsheet."),
)


def file_type(path: Path) -> FileType:
    """The kind of the file; SourceError in plain words for a file that can hold no spend table."""
    head = _head(path)
    if not head.strip(b"\0 \t\r\n"):
        raise SourceError("This file is empty.", where=str(path), fix="Download or export it again.")
    for sign, what, fix in _SIGNS:
        if head.startswith(sign):
            raise SourceError(what, where=str(path), fix=fix)
    if head.startswith(b"PAR1"):
        return FileType.PARQUET
    if head.startswith(b"PK"):
        return _packed(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path, head)
    if _JSON.match(head):
        return FileType.JSON
    if _LETTER_HEAD.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise SourceError("This is an e-mail, not a table.", where=str(path), fix=_ATTACHED)
    _refuse_markup(path, head)
    return FileType.TEXT


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(65536)
    except FileNotFoundError:
        raise SourceError(f"There is no file {path.name}.", where=str(path), fix="Check the name and the folder.") from None
    except IsADirectoryError:
        raise SourceError(f"{path.name} is a folder.", where=str(path), fix=f"Name the files in it: {path.name}/*.csv") from None
    except OSError as error:
        raise SourceError("This file cannot be opened.", where=str(path), fix=f"The computer says: {error.strerror}.") from None


def _packed(path: Path) -> FileType:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise SourceError("This file is damaged or was not downloaded to its end.", where=str(path), fix="Download it again.") from None
    if "xl/workbook.xml" in names:
        return FileType.WORKBOOK
    if "content.xml" in names:
        return FileType.OPEN_DOCUMENT
    if "xl/workbook.bin" in names:
        raise SourceError("This is an Excel binary workbook (.xlsb).", where=str(path), fix="Open it in Excel and save it as .xlsx.")
    if any(name.startswith("xl/") for name in names):
        raise SourceError("This Excel workbook is damaged.", where=str(path), fix="Open it in Excel, let it repair the file, and save it.")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise SourceError("This is a Word or PowerPoint document, not a table.", where=str(path), fix=_AS_CSV)
    return FileType.BUNDLE


def _compound(path: Path, head: bytes) -> FileType:
    """Excel of before 2007, or a workbook with a password, which Office wraps in the same container."""
    data = head if len(head) < 65536 else path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceError(
            "This workbook is protected by a password.", where=str(path), fix="Open it in Excel and save it without the password."
        )
    if "__substg1.0_".encode("utf-16-le") in data:
        raise SourceError("This is an e-mail, not a table.", where=str(path), fix=_ATTACHED)
    if "WordDocument".encode("utf-16-le") in data or "PowerPoint Document".encode("utf-16-le") in data:
        raise SourceError("This is a Word or PowerPoint document, not a table.", where=str(path), fix=_AS_CSV)
    return FileType.OLD_WORKBOOK


def _refuse_markup(path: Path, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (start.startswith(b"<") and b"<html" in start):
        raise SourceError(
            "This is a web page, not a table: the page was saved instead of the table behind it.",
            where=str(path), fix="Go back to the page and download the file itself.",
        )  # fmt: skip
    if start.startswith((b"<?xml", b"<!doctype")):
        raise SourceError("This is an XML document, not a table.", where=str(path), fix=_AS_CSV)
    if start.startswith((b"<table", b"<div", b"<script")):
        raise SourceError("This is a piece of a web page, not a table.", where=str(path), fix=_AS_CSV)
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        nul = head[:4096].count(0) / min(len(head), 4096)
        control = sum(head[:4096].count(byte) for byte in range(1, 9)) / min(len(head), 4096)
        if nul > 0.6 or control > 0.05:
            raise SourceError("This file is not text and not a workbook.", where=str(path), fix=_AS_CSV)
