"""Legal forms, in one spelling each: as they are written, shortened, cut off or misspelt."""

from __future__ import annotations

import re

from cwbaudit.names.slips import one_slip

# Those in KEPT are another kind of firm, so they stay in the key: an LLP is not the limited company of the same name.
LEGAL = {
    "limited": "ltd", "ltd": "ltd", "lt": "ltd",
    "plc": "plc", "llp": "llp", "lp": "lp", "inc": "inc", "incorporated": "inc", "cic": "cic", "cio": "cio", "gmbh": "gmbh", "bv": "bv",
    "co": "co", "company": "co", "corp": "corp", "corporation": "corp", "cyf": "ltd", "cyfyngedig": "ltd",
}  # fmt: skip
FORMS = frozenset(LEGAL.values())
KEPT = frozenset({"llp", "lp", "cic", "cio"})
_CUT_LIMITED = frozenset({"li", "lim", "limi", "limit", "limite"})
_SLIPS = {  # a last word one slip away from a legal form; of a short form only a letter too many, or it would be another word
    slip: form
    for form in ("limited", "ltd", "llp", "cic", "plc")
    for slip in one_slip(form)
    if len(form) > 3 or len(slip) > 3
} | {"ldt": "ltd", "tld": "ltd", "lid": "ltd", "td": "ltd", "ld": "ltd", "pl": "plc", "ll": "llp"}  # fmt: skip
_SLIPS |= {"ltd"[:at] + letter + "ltd"[at + 1 :]: "ltd" for at in range(3) for letter in "bcdfghjklmnpqrstvwxz"}  # no word has no vowel
_SLIPS = {slip: {"limited": "ltd"}.get(form, form) for slip, form in _SLIPS.items() if slip not in ("llps", "lcd", "lld", "lsd", "std")}
_LONG_SLIPS = {slip: form for word, form in (("limited", "ltd"), ("company", "co")) for slip in one_slip(word) - {word}}
_LONG_FORMS = (
    (("public", "limited", "company"), "plc"),
    (("limited", "liability", "partnership"), "llp"),
    (("limited", "partnership"), "lp"),
    (("community", "interest", "company"), "cic"),
    (("charitable", "incorporated", "organisation"), "cio"),
    (("company", "limited", "by", "guarantee"), "ltd"),
    (("limited", "by", "guarantee"), "ltd"),
)
_LONG_FORM = {first: [(long, short) for long, short in _LONG_FORMS if long[0] == first] for first in {long[0] for long, _ in _LONG_FORMS}}
LONG = frozenset(_LONG_FORM) | _LONG_SLIPS.keys()
_GLUED_FORM = re.compile(r"([a-z]{4,})(ltd|limited|llp|plc)\Z")
_GLUED = ("ltd", "limited", "llp", "plc")


def _long_forms(parts: list[str]) -> list[str]:
    for at in range(1, len(parts) - 1):
        for long, short in _LONG_FORM.get(parts[at], ()) if at < len(parts) else ():
            if tuple(parts[at : at + len(long)]) == long:
                parts = [*parts[:at], short, *parts[at + len(long) :]]
                break
    return parts


def short_forms(parts: list[str]) -> list[str]:
    """Legal forms in one spelling each; `Limi` or `Limtied` at the end is `Limited`."""
    if not LONG.isdisjoint(parts):
        parts = _long_forms(parts)
        parts = [*parts[:1], *(_LONG_SLIPS.get(part, part) for part in parts[1:])]  # whatever is written after it: Limtied - Bolton
    last = parts[-1] if parts else ""
    if len(parts) > 1 and (meant := "ltd" if last in _CUT_LIMITED else _SLIPS.get(last)):
        parts = [*parts[:-1], meant]
    elif last not in LEGAL and last.endswith(_GLUED) and (glued := _GLUED_FORM.match(last)):
        parts = [*parts[:-1], *glued.groups()]
    return parts if LEGAL.keys().isdisjoint(parts) else [LEGAL.get(part, part) for part in parts]
