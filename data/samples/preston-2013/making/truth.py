"""What an audit of the sample must find, worked out from the true ledger and never by running the audit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from making.layouts import lines
from making.ledger import HALVED, Ledger, Stream
from making.plan import BODIES
from making.year import Year


def expected(ledger: Ledger, rows: dict[str, int], year: Year) -> dict[str, object]:
    """The figures of the sample; money as text with two decimals, shares with six. `rows` are data rows written per anchor."""
    return {
        "headline": _split(ledger.streams),
        "bodies": {body: _split(s for s in ledger.streams if s.body == body) for body in BODIES},
        "sources": {
            body: {"file": year.files[body], "rows": rows[body], "total": _money(sum(line.amount for line in lines(ledger, body, year)))}
            for body in BODIES
        },
        "excluded": _excluded(year),
        "scenarios": _scenarios(ledger, year),
        "suppliers": {
            "in_scope": len({id(s.supplier) for s in ledger.streams}),
            "shared_by_two_or_more_bodies": len(_shared(ledger)),
            "shared_amount": _money(sum(s.amount for s in ledger.streams if len(s.supplier.spelled) > 1)),
            "written_by": {supplier.name: supplier.spelled for supplier in _shared(ledger)},
        },
    }


def _split(streams: Iterable[Stream]) -> dict[str, object]:
    found = list(streams)

    def pence(test: Callable[[Stream], bool]) -> int:
        return sum(s.amount for s in found if test(s))

    total, local, regional, leaking = (
        sum(s.amount for s in found), *(pence(lambda s, home=home: s.supplier.home == home) for home in ("local", "regional", "leaking"))
    )  # fmt: skip

    def by_influence(home: str) -> dict[str, str]:
        return {
            word: _money(pence(lambda s, word=word: s.supplier.home == home and s.influence == word))
            for word in ("influenceable", "locked", "unassessed")
        }

    return {
        "total": _money(total), "local": _money(local), "regional": _money(regional), "leaking": _money(leaking), "unplaced": "0.00",
        "local_share": _share(local, total), "region_share": _share(local + regional, total), "leaking_share": _share(leaking, total),
        "influence": by_influence("leaking"), "regional_influence": by_influence("regional"),
        "suppliers": len({id(s.supplier) for s in found}),
    }  # fmt: skip


def _excluded(year: Year) -> dict[str, object]:
    by_reason: dict[str, int] = defaultdict(int)
    for payee in year.payees:
        by_reason[payee.exclusion] += payee.amount
    by_rule = {payee.rule: sum(p.amount for p in year.payees if p.rule == payee.rule) for payee in year.payees}
    return {
        "total": _money(sum(by_reason.values())),
        "by_reason": {reason: _money(pence) for reason, pence in sorted(by_reason.items())},
        "by_rule": {rule: _money(pence) for rule, pence in sorted(by_rule.items())},
    }


def _scenarios(ledger: Ledger, year: Year) -> dict[str, object]:
    total, local = sum(s.amount for s in ledger.streams), sum(s.amount for s in ledger.streams if s.supplier.home == "local")
    movable = sum(s.amount for s in ledger.streams if s.supplier.home != "local" and s.influence == "influenceable")
    wanted = total * year.local_target // 100 - local
    affected = sum(
        s.amount for s in ledger.streams if s.supplier.home == "leaking" and s.influence == "influenceable" and s.category in HALVED
    )
    return {
        f"local-{year.local_target}": {
            "moved": _money(wanted),
            "local_share_after": f"0.{year.local_target:02d}0000",
            "reachable": True,
            "ceiling": _share(local + movable, total),
        },
        "half-of-food-and-building": {"moved": _money(affected // 2), "local_share_after": _share(local + affected // 2, total)},
    }


def _shared(ledger: Ledger) -> list:
    return sorted((s for s in ledger.suppliers if len(s.spelled) > 1), key=lambda s: s.name)


def _money(pence: int) -> str:
    return f"{Decimal(pence).scaleb(-2):.2f}"


def _share(part: int, whole: int) -> str:
    return f"{(Decimal(part) / Decimal(whole)).quantize(Decimal('0.000001'), rounding=ROUND_HALF_UP)}"
