"""What must hold of the sample before a byte of it is written: no two suppliers alike, every shared one joinable, every penny there."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz import fuzz, process

from cwbaudit import names
from making.ledger import Ledger
from making.names import WIDTH
from making.plan import BODIES, TOP
from making.year import Year

ASK, JOIN = 85.0, 94.0  # the resolver asks a person from the one, joins from the other
LEFT_FOR_REVIEW = ({"whinfold scaffolding", "whinfell scaffolding"}, {"larchbeck coaches", "larchbeck coach hire"})


def check(ledger: Ledger, year: Year) -> None:
    """AssertionError with the culprit named, when something does not hold."""
    _every_penny(ledger, year)
    _three_hundred(ledger)
    owner = _owners(ledger, year)
    _nobody_alike(owner, year)
    _shared_can_be_joined(ledger, year)


def _every_penny(ledger: Ledger, year: Year) -> None:
    for body, target in year.targets.items():
        streams = [s for s in ledger.streams if s.body == body]
        assert sum(s.amount for s in streams) == target.total, body
        for word in ("influenceable", "locked", "unassessed"):
            found = sum(s.amount for s in streams if s.supplier.home == "leaking" and s.influence == word)
            assert found == getattr(target, word), (body, word)
        assert min(s.amount for s in streams) >= 10_000, (body, min(streams, key=lambda s: s.amount))


def _three_hundred(ledger: Ledger) -> None:
    for body in BODIES:
        assert len({id(s.supplier) for s in ledger.streams if s.body == body}) == TOP, body


def _owners(ledger: Ledger, year: Year) -> dict[str, str]:
    """Every name key in the files, with the one supplier that it stands for."""
    owner: dict[str, str] = {}
    assert all(len(payee.name) <= WIDTH for payee in year.payees if payee.body == "Constabulary")
    spelled = [(name, s.name) for s in ledger.suppliers for name in s.spelled.values()]
    for written, true in spelled + [(payee.name, names.key(payee.name).replace("h m ", "hm ")) for payee in year.payees]:
        assert owner.setdefault(names.key(written), true) == true, (written, true, owner[names.key(written)])
    return owner


def _nobody_alike(owner: dict[str, str], year: Year) -> None:
    keys, settled = sorted(owner), [{names.key(d[0]), names.key(d[2])} for d in year.supplier_decisions]
    for key in keys:
        for other, score, _ in process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=ASK, limit=None):
            pair = {key, other}
            if owner[key] != owner[other] and pair not in settled and not any(pair == left for left in LEFT_FOR_REVIEW):
                raise AssertionError(f"{key!r} and {other!r} are {score:.1f} alike but two suppliers")


def _shared_can_be_joined(ledger: Ledger, year: Year) -> None:
    settled = {names.key(d[0]) for d in year.supplier_decisions if d[1] == "same"}
    for supplier in ledger.suppliers:
        keys = sorted({names.key(name) for name in supplier.spelled.values()} - settled)
        cut = {names.key(name) for name in supplier.spelled.values() if len(name) == WIDTH}
        for left, right in pairwise(keys):
            begins = (left in cut and right.startswith(left)) or (right in cut and left.startswith(right))
            assert fuzz.ratio(left, right) >= JOIN or begins, (supplier.name, left, right)
