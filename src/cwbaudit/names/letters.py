"""The letters and signs of a name: mended where they were wrongly read, and without case, accents and punctuation."""

from __future__ import annotations

import html
import re
import unicodedata

_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,4}|#x[0-9a-f]{2,4}|amp|quot|apos|nbsp);", re.IGNORECASE)
_BLANK_AS_LETTERS = re.compile(r"(?<=[A-Z])AA(?= )")  # a blank that does not break, once read wrongly and then written without accents
_SURELY_A_BLANK = re.compile(r"\b[A-Z]{4,}[B-Z]AA ")  # told by one such word
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u2010-\u2122]")
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(map(ord, "'`\u2019\u2018\u00b4"))
_PUNCTUATION |= {ord("&"): " and ", ord("+"): " and "}
_ACCOUNT = re.compile(r"\ba/c\)?\Z")
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")


def mended(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 is read rightly: `CafÃ©` -> `Café`; and so are the signs of web pages, `King&#039;s`, and
    blanks that have become letters, `GUYSAA ANDAA ST THOMAS`."""
    if "&" in text and ";" in text:
        text = _ENTITY.sub(lambda sign: html.unescape(sign.group().lower()), text)
    if "AA " in text and (len(_BLANK_AS_LETTERS.findall(text)) > 1 or _SURELY_A_BLANK.search(text)):
        text = _BLANK_AS_LETTERS.sub("", text)
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def joined_initials(text: str) -> str:
    """`N.W. Builders` -> `NW Builders`."""
    return _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", text) if "." in text else text


def without_accents(text: str) -> str:
    """`Café` -> `cafe`."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch)).casefold()


def whole_cooperative(text: str) -> str:
    """`Co-op` is one word; a long name that ends in `Co-` was cut off within it, but after `&` that is a company."""
    if text.endswith(" co-") and len(text) > 20 and not text.endswith(("& co-", "and co-")):
        text = f"{text[:-1]}operative"
    return text.replace("co-o", "coo")


def without_punctuation(text: str) -> str:
    """Apostrophes close up, `&` and `+` are `and`, all else parts words; `A/C` at the end is an account."""
    if text.endswith(("a/c", "a/c)")):
        text = _ACCOUNT.sub("account", text)
    text = whole_cooperative(text).translate(_PUNCTUATION)
    return text if text.isascii() else _NOT_WORD.sub(" ", text)
