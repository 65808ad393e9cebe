"""What must stand nowhere in a published edition, whoever wrote it where: e-mail addresses, national insurance and bank numbers."""

from __future__ import annotations

import re

from cwbaudit.report.masking import walked
from cwbaudit.report.model import Report

GONE = "(withheld)"
_PATTERNS = (
    r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+",  # an e-mail address
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D]\b",  # a national insurance number
    r"\b\d\d-\d\d-\d\d\b(?:[ ,/]*\d{8}\b)?",  # a sort code, with the number of the account
    r"\b(?:\+44[ -]?|0)7\d{3}[ -]?\d{3}[ -]?\d{3}\b",  # a mobile telephone
)
_ANY = re.compile("|".join(_PATTERNS), re.IGNORECASE)


def scrubbed(report: Report) -> Report:
    """The report without any of these."""
    cleaned: Report = walked(report, lambda text: _ANY.sub(GONE, text))
    return cleaned
