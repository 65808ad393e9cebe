"""Suppliers outside the United Kingdom: in which country, where a text says so beyond doubt, and what that country's postcodes are."""

from __future__ import annotations

import re

from cwbaudit.locate.postcode import plain

NAMES = {
    "AE": "United Arab Emirates", "AI": "Anguilla", "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BG": "Bulgaria", "BM": "Bermuda",
    "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CN": "China", "CY": "Cyprus", "CZ": "Czech Republic", "DE": "Germany",
    "DK": "Denmark", "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FK": "Falkland Islands", "FR": "France", "GG": "Guernsey",
    "GI": "Gibraltar", "GR": "Greece", "HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IL": "Israel",
    "IM": "Isle of Man", "IN": "India", "IS": "Iceland", "IT": "Italy", "JE": "Jersey", "JP": "Japan", "KE": "Kenya", "KR": "South Korea",
    "KY": "Cayman Islands", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia", "MS": "Montserrat", "MT": "Malta", "MX": "Mexico",
    "MY": "Malaysia", "NG": "Nigeria", "NL": "Netherlands", "NO": "Norway", "NZ": "New Zealand", "PK": "Pakistan", "PL": "Poland",
    "PT": "Portugal", "RO": "Romania", "SA": "Saudi Arabia", "SE": "Sweden", "SG": "Singapore", "SH": "St Helena", "SI": "Slovenia",
    "SK": "Slovakia", "TR": "Turkey", "US": "United States", "VG": "British Virgin Islands", "ZA": "South Africa",
}  # fmt: skip
_CALLED = {name.upper(): code for code, name in NAMES.items()} | {
    "EIRE": "IE", "REPUBLIC OF IRELAND": "IE", "HOLLAND": "NL", "USA": "US", "U S A": "US", "UNITED STATES OF AMERICA": "US", "UAE": "AE",
    "ALDERNEY": "GG", "SARK": "GG",
}  # fmt: skip
# Forms that only one country has, with the part of the code that its files are keyed by. Five digits alone are many countries'.
_FORMS = tuple(
    (code, re.compile(form))
    for code, form in (
        ("JE", r"(JE[0-9]{1,2})[0-9][A-Z]{2}"), ("GG", r"(GY[0-9]{1,2})[0-9][A-Z]{2}"), ("IM", r"(IM[0-9]{1,2})[0-9][A-Z]{2}"),
        ("GI", r"(GX111AA)"), ("KY", r"(KY[1-3][0-9]{4})"), ("VG", r"(VG[0-9]{4})"), ("MS", r"(MSR[0-9]{4})"), ("AI", r"(AI2640)"),
        ("FK", r"(FIQQ1ZZ)"), ("SH", r"((?:STHL|ASCN|TDCU)1ZZ)"), ("NL", r"(?:NL)?([0-9]{4})[A-Z]{2}"), ("US", r"([0-9]{5})[0-9]{4}"),
        ("CA", r"([A-Z][0-9][A-Z])[0-9][A-Z][0-9]"), ("DE", r"(?:D|DE)([0-9]{5})"), ("FR", r"(?:F|FR)([0-9]{5})"),
        ("CH", r"CH([0-9]{4})"), ("LU", r"LU?([0-9]{4})"), ("AT", r"AT?([0-9]{4})"), ("BE", r"BE?([0-9]{4})"), ("IT", r"IT([0-9]{5})"),
        ("ES", r"ES([0-9]{5})"), ("DK", r"DK([0-9]{4})"),
    )
)  # fmt: skip
_EIRCODE = re.compile(r"(?<![A-Z0-9])([A-Z][0-9][0-9W]) ?[A-Z0-9]{4}(?![A-Z0-9])")


def country_of(text: str, kind: str) -> tuple[str, str]:
    """The country of a text that is outside the UK, and its postcode as that country's file has it; empty where it cannot be told."""
    words = plain(text)
    if kind == "eircode":
        found = _EIRCODE.search(words)
        return "IE", found[1] if found else ""
    if words.startswith(("DUBLIN", "CO DUBLIN")):
        return "IE", ""
    if code := _CALLED.get(words.removeprefix("THE ")):
        return code, ""
    compact = words.replace(" ", "")
    hits = [(code, match[1]) for code, form in _FORMS if (match := form.fullmatch(compact))]
    return hits[0] if len(hits) == 1 else ("", "")
