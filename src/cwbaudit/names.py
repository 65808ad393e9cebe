"""How a supplier's name is read: the one normal form by which names are compared, in rules, decisions and resolving.

Each step is named, so that `explain` can say what was set aside.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NO_NAME = "(no supplier named)"

_LEGAL = {
    "limited": "ltd", "ltd": "ltd", "lt": "ltd", "limted": "ltd", "plc": "plc", "llp": "llp", "lp": "lp", "inc": "inc",
    "incorporated": "inc", "cic": "cic", "cio": "cio", "gmbh": "gmbh", "co": "co", "company": "co", "corp": "corp", "corporation": "corp",
}  # fmt: skip
_WORDS = {
    "and": "", "the": "", "svcs": "services", "serv": "services", "servs": "services", "service": "services", "constr": "construction",
    "const": "construction", "eng": "engineering", "mgmt": "management", "mgt": "management", "grp": "group", "assoc": "associates",
    "uk": "uk", "bros": "brothers", "cncl": "council", "univ": "university", "hosp": "hospital", "dept": "department", "tech": "technology",
    "intl": "international", "st": "st", "saint": "st", "ctr": "centre", "center": "centre", "soln": "solutions", "solns": "solutions",
}  # fmt: skip
_ACCOUNT = re.compile(r"\(?\b(?:a/?c|acc(?:ount)?|vendor|supplier|ref)\b\.?\s*(?:no\.?|number|ref)?\s*[:#-]?\s*\d+\)?", re.IGNORECASE)
_TRADING = re.compile(r"\b(?:t/as?|t/a\.?|trading as)\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold()


@lru_cache(maxsize=1_000_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in normal form, legal form last words included: `The N.W. Bldg Co. Limited` -> nw bldg co ltd."""
    text = _ACCOUNT.sub(" ", name)
    text = _INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    text = _plain(_TRADING.sub(" ", text)).replace("'", "").replace("\u2019", "")
    parts = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).split()
    spelled = [_LEGAL.get(part, _WORDS.get(part, part)) for part in parts]
    return tuple(part for part in spelled if part)


@lru_cache(maxsize=1_000_000)
def key(name: str) -> str:
    """The normal form by which two names are the same: words without legal form; a name of nothing else keeps it."""
    kept = [word for word in words(name) if word not in _LEGAL.values()]
    return " ".join(kept or words(name)) or name.strip().casefold()
