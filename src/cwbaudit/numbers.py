"""The numbers by which registers know an organisation, in standard form: company, charity and VAT numbers however they are written."""

from __future__ import annotations

import re

NUMBERS = (("company", "company_number"), ("charity", "charity_number"), ("vat", "vat_number"))  # each kind, and the column that has it
REGISTERS = {"companies": "company", "charities": "charity", "cooperatives": "company"}  # which kind of number each register goes by
_NUMBER = re.compile(r"[A-Z]{0,2}\d{5,8}[A-Z]?\Z")


def number(kind: str, written: str) -> str:
    """A number in standard form behind its kind, `company:01234567`; nothing when it is none ("awaiting", "N/A", zeros)."""
    plain = re.sub(r"[^0-9A-Z]", "", written.upper())
    plain = re.sub({"vat": "^GB", "charity": "^NIC?(?=1)"}.get(kind, "^$"), "", plain)  # the Northern Irish register writes 100123
    if not _NUMBER.match(plain) and not (kind == "vat" and re.fullmatch(r"\d{9}(\d{3})?", plain)):
        return ""
    if len(set(plain.lstrip("0"))) < 2:
        return ""
    digits = 8 - len(plain.rstrip("0123456789")) if kind == "company" and plain[-1].isdigit() else 0
    letters = plain.rstrip("0123456789")
    return f"{kind}:{letters}{plain[len(letters) :].zfill(digits)}"
