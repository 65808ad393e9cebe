"""The lists of a published edition: figures without what is withheld, and suppliers without amounts, people or judgements."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.money import share, short
from cwbaudit.report.masking import MASKED
from cwbaudit.report.model import (
    AuthoritySpend,
    Band,
    Definition,
    Destination,
    Excluded,
    FindingCount,
    Grounded,
    HeadingSource,
    Individuals,
    Ledger,
    PayeeKind,
    Quarter,
    Release,
    Report,
    Source,
    Supplier,
)
from cwbaudit.report.published.gather import WHOLE
from cwbaudit.report.published.splits import Told
from cwbaudit.terms import Exclusion, Kind
from cwbaudit.withheld import WITHHELD, Few
from cwbaudit.withheld import told as printed

BANDS = tuple(Decimal(10) ** power for power in range(3, 10))
_UNNAMED = (*MASKED, Kind.UNKNOWN)


def suppliers(report: Report, how: str) -> list[Supplier]:
    """Organisations that their names tell to be such, by band of spend and by name: not what each is paid, by whom or for what."""
    kinds = [kind.value for kind in _UNNAMED]
    firms = [supplier for supplier in report.suppliers if supplier.kind not in kinds] if how == "banded" else []
    ranked = sorted(firms, key=lambda one: (-_band(one.amount), one.name, one.supplier_id))
    return [_banded(one) for one in ranked]


def _banded(one: Supplier) -> Supplier:
    change = {
        "postcode": one.postcode[:-2] if " " in one.postcode else "", "amount": WITHHELD, "influenceable": WITHHELD, "influence": "",
        "categories": [], "bodies": [], "aliases": 1, "band": band(one.amount),
    }  # fmt: skip
    return one.model_copy(update=change)


def _band(amount: Decimal) -> int:
    return sum(amount >= end for end in BANDS)


def band(amount: Decimal) -> str:
    """Between which powers of ten the amount lies: `£10.0k to £100.0k`."""
    ends = [f"£{short(end)[1:].replace('.0', '')}" for end in BANDS]
    at = _band(amount)
    return f"under {ends[0]}" if at == 0 else f"{ends[-1]} or more" if at == len(BANDS) else f"{ends[at - 1]} to {ends[at]}"


def shared(report: Report, told: Told) -> dict[str, Any]:
    """What two or more bodies share, where enough suppliers are shared."""
    rule, sizes = told.found.rule, [abs(one.amount) for one in report.suppliers if len(one.bodies) > 1]
    stands_out = sum(sizes) > 0 and max(sizes) >= rule.dominance * sum(sizes) if sizes else False
    (count,) = told.counts([len(sizes)])
    return {"shared_suppliers": count, "shared_amount": WITHHELD if isinstance(count, Few) or stands_out else report.shared_amount}


def lists(report: Report, told: Told) -> dict[str, Any]:
    """Every list that is no place and no scenario, by its field in the Report."""
    grounds = [f"{each.influence}/{each.ground}" for each in report.grounds]
    sources = [each.source for each in report.heading_sources]
    return {
        "heading_sources": [
            HeadingSource(source=each.source, meaning=each.meaning, amount=told.amount("told", each.source), lines=count)
            for each, count in zip(report.heading_sources, told.lines("told", sources), strict=True)
        ],
        "grounds": [
            Grounded(
                influence=each.influence, ground=each.ground, meaning=each.meaning, amount=told.amount("ground", row),
                outside=told.amount("ground", row, "outside"), lines=count,
            )
            for each, row, count in zip(report.grounds, grounds, told.lines("ground", grounds), strict=True)
        ],
        "kinds": kinds(report, told), "individuals": _individuals(report, told), "calendar": _calendar(report, told),
        "ledger": _ledger(report, told), "findings": _findings(report, told), "sources": _sources(report, told),
    }  # fmt: skip


def kinds(report: Report, told: Told) -> list[PayeeKind]:
    """By the kind of payee, in the order of their names."""
    names = sorted(each.kind for each in report.kinds)
    counts = zip(names, told.suppliers("kind", names), told.lines("kind", names), strict=True)
    columns = ("amount", "excluded", "in_scope")
    return [
        PayeeKind(kind=name, suppliers=who, lines=lines, **{column: told.amount("kind", name, column) for column in columns})
        for name, who, lines in counts
    ]


def _individuals(report: Report, told: Told) -> Individuals:
    """Told where each of their kinds is."""
    names = sorted({kind.value for kind in MASKED} & {each.kind for each in report.kinds})
    if printed(*(told.amount("kind", name, column) for name in names for column in ("amount", "in_scope"))):
        return report.individuals.model_copy(update={"shown": "masked"})
    count = told.counts([report.individuals.suppliers])[0]
    return Individuals(shown="masked", suppliers=count, amount=WITHHELD, in_scope=WITHHELD)


def _calendar(report: Report, told: Told) -> list[Quarter]:
    return [
        Quarter(
            quarter=each.quarter, amount=WITHHELD, outside=told.amount("quarter", each.quarter, "outside"),
            free_by_then=told.amount("free", each.quarter, "outside"),
            releases=[Release(body="all", heading="all", amount=WITHHELD, outside=told.amount("quarter", each.quarter, "outside"))],
        )
        for each in report.calendar
    ]  # fmt: skip


def _ledger(report: Report, told: Told) -> Ledger:
    book = report.ledger
    names = sorted({each.exclusion for each in book.exclusions})
    meanings = {word.value: word.meaning for word in Exclusion}
    aside = told.counts([book.set_aside_rows])[0]
    small = isinstance(aside, Few) or any(0 < each.count < told.found.rule.smallest for each in report.findings)
    return Ledger(
        **{column: told.amount("book", WHOLE, column) for column in ("payments", "credits", "published")},
        excluded=told.amount("book out", WHOLE, "excluded"), in_scope=told.amount("all", WHOLE, "total"), lines=book.lines,
        set_aside_rows=Few("some") if small and book.set_aside_rows else aside, set_aside=WITHHELD if small else book.set_aside,
        exclusions=[
            Excluded(exclusion=name, rule="", because=meanings.get(name, ""), amount=told.amount("out", name), lines=count)
            for name, count in zip(names, told.lines("out", names), strict=True)
        ],
        public_bodies=told.amount("kind", Kind.PUBLIC_BODY.value, "in_scope"),
    )  # fmt: skip


def _findings(report: Report, told: Told) -> list[FindingCount]:
    """How often, never where: an example quotes the data."""
    shown = []
    for each in sorted(report.findings, key=lambda each: ("error", "warning", "note").index(each.severity)):
        few = 0 < each.count < told.found.rule.smallest
        change = {"count": told.counts([each.count])[0], "amount": WITHHELD if few else each.amount, "example": ""}
        shown.append(each.model_copy(update=change))
    return shown


def _sources(report: Report, told: Told) -> list[Source]:
    """Each file by its body and its fingerprint: not how it is called, what its columns are or what it adds up to."""
    turns = dict[str, int]()
    made = []
    for each, lines in zip(report.sources, told.counts([each.lines for each in report.sources]), strict=True):
        turns[each.body] = turns.get(each.body, 0) + 1
        rows = told.counts([each.rows_read, each.set_aside_rows])
        change: dict[str, object] = {
            "source": f"{each.body}, file {turns[each.body]}", "columns": {}, "control_total": None, "lines": lines,
            "amount": WITHHELD, "rows_read": rows[0], "set_aside_rows": rows[1],
        }  # fmt: skip
        made.append(each.model_copy(update=change))
    return made


def places(report: Report, told: Told, definitions: Sequence[Definition]) -> dict[str, Any]:
    """Every list of where, by its field in the Report."""
    total, leaking = told.amount("all", WHOLE, "total"), told.amount("all", WHOLE, "leaking")
    bands, regions = [each.name for each in report.bands], sorted(each.name for each in report.leak_by_region)
    return {
        "definitions": list(definitions),
        "bands": [
            Band(name=name, amount=told.amount("band", name), share=share(told.amount("band", name), total), suppliers=count)
            for name, count in zip(bands, told.suppliers("band", bands), strict=True)
        ],
        "leak_by_region": [
            Destination(
                name=name, region="", amount=told.amount("region", name), influenceable=told.amount("region", name, "influenceable"),
                share=share(told.amount("region", name), leaking), suppliers=count,
            )
            for name, count in zip(regions, told.suppliers("region", regions), strict=True)
        ],
        "authorities": _authorities(report, told),
    }  # fmt: skip


def _authorities(report: Report, told: Told) -> list[AuthoritySpend]:
    """Those that may be told; the others are in no row, and so on no map."""
    return [each for each in report.authorities if printed(told.amount("place", each.code))]
