"""What makes a table a supplier register: it names suppliers, and postcodes or numbers of theirs stand among its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cwbaudit.errors import SourceError
from cwbaudit.read.addresses import postcode_at_the_end
from cwbaudit.read.columns import Assignment
from cwbaudit.read.evidence import Evidence
from cwbaudit.read.vocabulary import roles

_CLEAR, _PERHAPS, _FIRMS = 0.6, 0.5, 0.1
_SOME = 0.3  # of the filled cells of a column; one is enough where the user named it
_CODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?: ?[0-9][A-Z]{2})?", re.IGNORECASE)  # the outward half alone says where, too
_NUMBER = re.compile(r"(?:[A-Z]{2}|\d{1,2})\d{4,6}", re.IGNORECASE)  # spreadsheets take the leading noughts away
_CHARITY = re.compile(r"(?:SC|NIC?)? ?\d{5,7}(?:[-/]\d{1,2})?", re.IGNORECASE)  # the last: a charity linked to another
_VAT = re.compile(r"[A-Z]{0,2}(?:[ .-]?\d){9}(?:(?:[ .-]?\d){3})?|(?!GB)[A-Z]{2} ?[A-Z0-9]{8,12}|(?:GB)?(?:GD|HA)\d{3}", re.IGNORECASE)
_GIVES = {"postcode": _CODE, "company_number": _NUMBER, "charity_number": _CHARITY, "vat_number": _VAT}
_WORDS = {role: role.replace("_", " ").replace("vat", "VAT") for role in _GIVES}
_NOTHING = re.compile(r"[\W0]*|n/?a|none|nil|no|null|unknown|exempt|tbc|not \w+", re.IGNORECASE)
_FIX = 'Name them: register_columns = { supplier_ref = "...", postcode = "..." }. If it has neither, it is no supplier register.'


def require_register(found: Assignment, names: Sequence[str], columns: Sequence[Sequence[str]], pinned: Sequence[str], shown: str) -> None:
    """A register has a key and something to give, in its values and not by a heading alone: what only a heading says is left out.

    SourceError where nothing remains.
    """
    have = found.columns
    hollow = leave_out_hollow(found, names, columns, tuple(_GIVES), pinned)
    said = "A supplier register needs a supplier's name or reference, and its postcode or its company, charity or VAT number."
    for role, name in hollow:
        said = f'Hardly a cell under "{name}" is a {_WORDS[role]}. {said}'
    if not ({"supplier_name", "supplier_ref"} & set(have)) or not (set(_GIVES) & set(have) or _tells_where(found, columns, pinned)):
        raise SourceError(said, where=shown, fix=_FIX)


def leave_out_hollow(
    found: Assignment, names: Sequence[str], columns: Sequence[Sequence[str]], roles: Sequence[str], pinned: Sequence[str]
) -> list[tuple[str, str]]:
    """Which of the roles only a heading claims, with its name: `found` then has them no longer, and says so."""
    have = found.columns
    claimed = [role for role in roles if role in have and have[role] < len(columns)]
    hollow = [(role, names[have[role]]) for role in claimed if not _gives(role, columns[have[role]], role in pinned)]
    for role, name in hollow:
        found.close.append(f'"{name}" was not taken as {role}: hardly a cell of it is a {_WORDS[role]}.')
        found.bystanders[role] = have.pop(role)
    return hollow


def _gives(role: str, texts: Sequence[str], pinned: bool) -> bool:
    filled = [text for text in texts if not _NOTHING.fullmatch(text.strip())]
    given = sum(bool(_GIVES[role].fullmatch(text.strip())) for text in filled)
    return given > 0 if pinned else given >= max(1, _SOME * len(filled))


def _tells_where(found: Assignment, columns: Sequence[Sequence[str]], pinned: Sequence[str]) -> bool:
    """Whether there are addresses that end in postcodes, or that the user named."""
    texts = [text for text in columns[found.columns["address"]] if text] if "address" in found.columns else []
    return "address" in pinned or sum(bool(postcode_at_the_end(text)) for text in texts) >= max(1, _SOME * len(texts))


def sums_left_out(found: Assignment, names: Sequence[str], evidence: Sequence[Evidence]) -> list[str]:
    """What is said of columns of sums: their spend may have been meant."""
    sums = [names[i] for i, e in enumerate(evidence) if i not in found.columns.values() and e.money > 0.9 and e.pennies > 0.3]
    return [f'"{name}" holds sums of money, which are not read: columns = {{ amount = "{name}" }} would.' for name in sums]


def lists_suppliers(name: str, e: Evidence) -> bool:
    """Whether a column lists suppliers beyond doubt, because many a list has names and postcodes: by its name, or by the firms in it."""
    known = roles(name)
    said = max(known.get("supplier_name", 0.0), known.get("supplier_ref", 0.0))
    return said >= _CLEAR or (said >= _PERHAPS and e.parties > _FIRMS)
