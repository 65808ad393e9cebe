"""What a comparison with the first sample must find, worked out from the two ledgers and never by running it."""

from __future__ import annotations

from making.ledger import Ledger
from making.names import Supplier

from later.change import Since


def since(first: Ledger, second: Ledger, found: list[Since]) -> dict[str, object]:
    """Suppliers gained, lost and moved, and local pounds by what became of the supplier; pence as text with two decimals."""
    before, after = _paid(first), _paid(second)
    was = {id(one.now): one.was for one in found}
    stayed = {id(one.was) for one in found if one.was}
    pairs = [(was[id(s)], s) for s in second.suppliers] + [(s, None) for s in first.suppliers if id(s) not in stayed]
    fates: dict[str, list[int]] = {}
    for old, new in pairs:
        if fate := _fate(old, new):
            fates.setdefault(fate, []).append(_local(new, after) - _local(old, before))
    return {
        "since_2012_13": {
            "gained": sum(old is None for old, _ in pairs),
            "lost": sum(new is None for _, new in pairs),
            "moved": sum(old is not None and new is not None and old.home != new.home for old, new in pairs),
            "fates": {name: {"suppliers": len(pence), "change": f"{sum(pence) / 100:.2f}"} for name, pence in sorted(fates.items())},
        }
    }


def _paid(ledger: Ledger) -> dict[int, int]:
    paid: dict[int, int] = {}
    for stream in ledger.streams:
        paid[id(stream.supplier)] = paid.get(id(stream.supplier), 0) + stream.amount
    return paid


def _local(supplier: Supplier | None, paid: dict[int, int]) -> int:
    return paid[id(supplier)] if supplier and supplier.home == "local" else 0


def _fate(old: Supplier | None, new: Supplier | None) -> str:
    homes = [supplier.home if supplier else "" for supplier in (old, new)]
    if "local" not in homes:
        return ""
    if "" in homes:
        return "gained" if old is None else "lost"
    return "stayed" if homes == ["local", "local"] else "moved here" if homes[1] == "local" else "moved away"
