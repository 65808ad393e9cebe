"""Notices of contracts as JSON, read as a register: OCDS releases and records, as Find a Tender and Contracts Finder publish them.

Every contract becomes a row for each of its suppliers, under the names of a register's columns; so does an award that has no contract
yet, and a plan or a tender, which has no supplier. Of what is published again under the same id, the last is taken. OCDS 1.1 is described
at https://standard.open-contracting.org/1.1/en/schema/release/; Contracts Finder's own form of a notice is turned into it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

HEADER = (
    "Contract reference", "Contract title", "Buyer", "Supplier name", "Start date", "End date", "Contract value", "SME supplier",
    "VCSE supplier", "Status",
)  # fmt: skip
WHY = "Notices of contracts in JSON: each contract with each of its suppliers is a row, counted from 2."
_Release: TypeAlias = dict[str, Any]


def notices(documents: Sequence[Any]) -> list[list[str]]:
    """The header and every row; nothing where the documents hold no notice."""
    releases = [release for document in documents for release in _releases(document)]
    rows = [row for release, contract in _last(releases) for row in _rows(release, contract)]
    return [list(HEADER), *rows] if releases else []


def _releases(document: Any) -> Iterator[_Release]:
    """The releases of a package or a list of them, or the one that it is; of a record the compiled one, else all that it holds."""
    if isinstance(document, list):
        for one in document:
            yield from _releases(one)
    elif isinstance(document, dict):
        if "compiledRelease" in document:
            yield from _releases(document["compiledRelease"])
        elif "records" in document or "releases" in document:
            yield from _releases(document.get("records") or document.get("releases"))
        elif isinstance(document.get("notice"), dict):
            yield _of_contracts_finder(document)
        elif _text(document, "ocid"):
            yield document


def _of_contracts_finder(document: _Release) -> _Release:
    """A notice of Contracts Finder's own form as a release."""
    notice, awards = document["notice"], _parts(document, "awards")
    status = "withdrawn" if _text(document, "withdrawnDate") else "active"
    return {
        "ocid": _text(notice, "id"), "date": _text(notice, "publishedDate"), "buyer": {"name": _text(notice, "organisationName")},
        "tender": {"id": _text(notice, "identifier"), "title": _text(notice, "title")},
        "parties": [
            {"id": _text(award, "id"), "sme": award.get("awardedToSME"), "vco": award.get("awardedToVCSO")} for award in awards
        ],
        "awards": [
            {
                "id": _text(award, "id"), "suppliers": [{"id": _text(award, "id"), "name": _text(award, "supplierName")}],
                "contractPeriod": {"startDate": _text(award, "startDate"), "endDate": _text(award, "endDate")},
                "value": {"amount": _text(award, "value")}, "status": status,
            }
            for award in awards
        ],
    }  # fmt: skip


def _last(releases: list[_Release]) -> list[tuple[_Release, dict[str, Any]]]:
    """Every contract once, with the release that last told of it; a contract takes the place of its award and keeps its suppliers."""
    found: dict[tuple[str, str], tuple[_Release, dict[str, Any]]] = {}
    for release in sorted(releases, key=lambda release: _text(release, "date")):
        ocid = _text(release, "ocid")
        awards, contracts = _parts(release, "awards"), _parts(release, "contracts")
        for award in awards:
            found[ocid, _text(award, "id")] = release, award
        for contract in contracts:
            key = ocid, _text(contract, "awardID") or _text(contract, "id")
            _, award = found.get(key, (release, {}))
            period = _part(contract, "period") or _part(award, "contractPeriod")
            found[key] = (
                release,
                {**award, **contract, "contractPeriod": period, "title": _text(contract, "title") or _text(award, "title")},
            )
        if not awards and not contracts:
            found[ocid, ""] = release, {"status": "tender"}
    return [found[key] for key in sorted(found, key=lambda key: (_text(found[key][0], "date"), key))]


def _rows(release: _Release, contract: dict[str, Any]) -> Iterator[list[str]]:
    """A row for each supplier. The value is left out where there are several: the notice does not say whose part is what."""
    tender, period = _part(release, "tender"), _part(contract, "contractPeriod")
    parties = {_text(party, "id"): party for party in _parts(release, "parties")}
    suppliers = _parts(contract, "suppliers")
    reference = _text(tender, "id")
    for supplier in suppliers or [{}]:
        party = parties.get(_text(supplier, "id"), {})
        sme, vcse = _flags(party)
        yield [
            _text(release, "ocid") if not reference or reference.startswith("ocds-") else reference,
            _text(contract, "title") or _text(tender, "title"),
            _text(_part(release, "buyer"), "name"),
            _text(supplier, "name") or _text(party, "name"),
            _text(period, "startDate"),
            _text(period, "endDate"),
            _value(_part(contract, "value")) if len(suppliers) == 1 else "",
            sme,
            vcse,
            _text(contract, "status"),
        ]


def _flags(party: dict[str, Any]) -> tuple[str, str]:
    """Whether the supplier is small, and whether it is voluntary: as OCDS says it since 2020, else as Contracts Finder did before."""
    details = _part(party, "details")
    scale = {"sme": "yes", "micro": "yes", "small": "yes", "medium": "yes", "large": "no"}.get(_text(details, "scale"), "")
    words = {True: "yes", False: "no"}
    vcse = details.get("vcse", party.get("vco"))
    sme = party.get("sme")
    return scale or (words[sme] if isinstance(sme, bool) else ""), words[vcse] if isinstance(vcse, bool) else ""


def _value(value: dict[str, Any]) -> str:
    """The amount; another currency than sterling is left before it, so that nobody takes it for pounds."""
    currency, amount = _text(value, "currency"), _text(value, "amount")
    return amount if currency in ("", "GBP") or not amount else f"{currency} {amount}"


def _text(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _part(part: dict[str, Any], name: str) -> dict[str, Any]:
    value = part.get(name)
    return value if isinstance(value, dict) else {}


def _parts(part: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = part.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
