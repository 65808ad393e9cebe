"""Suppliers gained, lost and moved, and the local pounds that each of these brought or took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cwbaudit.comparison.match import Account, Pair
from cwbaudit.comparison.model import Fate, SupplierChange, Suppliers
from cwbaudit.money import ZERO
from cwbaudit.report.words import listed
from cwbaudit.terms import Locality

LISTED = 500
FATES = {
    "gained": "Local suppliers gained",
    "lost": "Local suppliers lost",
    "moved here": "Suppliers that are local now and were not",
    "moved away": "Suppliers that were local and are not now",
    "placed": "Suppliers of whom only one audit knows the place",
    "stayed": "Suppliers that were local and still are",
}


def suppliers(pairs: Sequence[Pair], hidden: Mapping[str, str]) -> Suppliers:
    """What became of every supplier of the two cubes that these pairs are of; `hidden` says what to call whom no report names."""
    gained = [pair for pair in pairs if not pair.old]
    lost = sorted((pair for pair in pairs if not pair.new), key=lambda pair: (-abs(pair.old.amount), pair.name))
    moved = [pair for pair in pairs if pair.old and pair.new and pair.old.localities != pair.new.localities]
    fates = [_together(name, pairs) for name in FATES]
    return Suppliers(
        fates=fates, local_count=sum(fate.suppliers for fate in fates),
        gained_count=len(gained), gained_amount=sum((pair.new.amount for pair in gained), ZERO),
        lost_count=len(lost), lost_amount=sum((pair.old.amount for pair in lost), ZERO), moved_count=len(moved),
        gained=[_told(pair, hidden) for pair in gained[:LISTED]], lost=[_told(pair, hidden) for pair in lost[:LISTED]],
        moved=[_told(pair, hidden) for pair in moved[:LISTED]],
    )  # fmt: skip


def fate(pair: Pair) -> str:
    """What became of a supplier's local pounds; empty where it was local in neither audit."""
    was, is_ = _local(pair.old), _local(pair.new)
    if not (was or is_):
        return ""
    if not pair.old or not pair.new:
        return "lost" if pair.old else "gained"
    if was and is_:
        return "stayed"
    other = pair.old if is_ else pair.new
    if other.localities == [Locality.UNPLACED]:
        return "placed"
    return "moved here" if is_ else "moved away"


def _local(account: Account) -> bool:
    return Locality.LOCAL in account.localities


def _together(name: str, pairs: Sequence[Pair]) -> Fate:
    found = [pair for pair in pairs if fate(pair) == name]
    before, after = sum((pair.old.local for pair in found), ZERO), sum((pair.new.local for pair in found), ZERO)
    return Fate(name=name, title=FATES[name], suppliers=len(found), old_local=before, new_local=after, change=after - before)


def _told(pair: Pair, hidden: Mapping[str, str]) -> SupplierChange:
    masks = [hidden[row["supplier_id"]] for row in pair.new.rows + pair.old.rows if row["supplier_id"] in hidden]
    return SupplierChange(
        name=masks[0] if masks else pair.name, old_locality=listed(pair.old.localities), new_locality=listed(pair.new.localities),
        old_authority=pair.old.authority, new_authority=pair.new.authority, bodies=sorted(pair.old.bodies | pair.new.bodies),
        old_amount=pair.old.amount, new_amount=pair.new.amount,
    )  # fmt: skip
