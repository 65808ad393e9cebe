"""Payments with their verdicts, made of generated rows, and what a policy of small payments should move of them, worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from cwbaudit.config.asked import Policy, ScenarioConfig
from cwbaudit.engine import sql
from cwbaudit.measure import measure
from cwbaudit.money import to_penny
from cwbaudit.report.played import Played, Tables, played

Payment = dict[str, Any]
LIMITS = (Decimal(40), Decimal(4_000), Decimal(40_000))
_EDGES = [limit + part for limit in LIMITS for part in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))]
_AMOUNTS = (
    st.sampled_from(_EDGES)
    | st.integers(-5_000_00, -1).map(lambda n: Decimal(n) / 100)
    | st.integers(1, 30_000_00).map(lambda n: Decimal(n) / 100)
)
# Few suppliers and categories, so that payments meet in a cell; most may move.
_ROWS = st.fixed_dictionaries(
    {
        "body": st.sampled_from(["City Council", "City Council", "Constabulary"]), "category": st.sampled_from(["", "Catering"]),
        "supplier_id": st.sampled_from(["s1", "s2"]), "scope": st.sampled_from(["in scope", "in scope", "in scope", "excluded"]),
        "locality": st.sampled_from(["leaking", "leaking", "regional", "local", "unplaced"]),
        "influence": st.sampled_from(["influenceable", "influenceable", "influenceable", "locked", "unassessed"]),
        "amount": _AMOUNTS, "lines": st.integers(1, 5),
    }
)  # fmt: skip
PAYING = st.tuples(
    st.lists(_ROWS, min_size=3, max_size=12), st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.37")]), st.just(None),
    st.integers(2, 9), st.randoms(use_true_random=False),
)  # fmt: skip
_KIND = ("body", "supplier_id", "category", "contract_ref")
_VERDICT = ("scope", "locality", "influence")
_MONEY = pa.decimal128(18, 2)


def payments(rows: Sequence[Mapping[str, Any]]) -> list[Payment]:
    """A payment for each row, some under a contract; those of one kind of spend have one verdict, that of the first."""
    kinds: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    made = []
    for row in rows:
        paid = {**row, "contract_ref": ["", "C1", "C2"][row["lines"] % 3], "lines": 1}
        first = kinds.setdefault(tuple(paid[name] for name in _KIND), row)
        made.append(paid | {name: first[name] for name in _VERDICT})
    return made


def tables(paid: Sequence[Payment], basis: str = "net") -> Tables:
    """What a policy is played on: the payments, who was paid, how each kind is judged, and the cube of it all."""
    text = pa.string()
    lines = pa.table(
        {
            **{name: pa.array([one[name] for one in paid], text) for name in ("body", "category", "contract_ref")},
            "alias_id": pa.array([one["supplier_id"] for one in paid], text),
            "declared_influence": pa.array([""] * len(paid), text),
            "date": pa.array([None] * len(paid), pa.date32()),
            "amount": pa.array([one["amount"] for one in paid], _MONEY),
            "lines": pa.array([one["lines"] for one in paid], pa.int64()),
        }
    )
    known = sorted({one["supplier_id"] for one in paid})
    aliases = pa.table({"alias_id": known, "supplier_id": known, "supplier_name": known})
    kinds = {tuple(one[name] for name in _KIND): one for one in paid}.values()
    verdicts = pa.table(
        {
            **{name: pa.array([one[name] for one in kinds], text) for name in (*_KIND, *_VERDICT)},
            **{name: pa.array([value] * len(kinds), text) for name, value in (("declared_influence", ""), ("heading", "unknown"))},
            "exclusion": pa.array(["" if one["scope"] == "in scope" else "tax" for one in kinds], text),
            "locked_until": pa.array([None] * len(kinds), pa.date32()),
        }
    )
    sources = pa.table({"body": sorted({one["body"] for one in paid}), "amount_basis": [basis] * len({one["body"] for one in paid})})
    cube = sql("select * from c", c=measure(lines, aliases, verdicts)).arrow()
    return Tables(cube, aliases, aliases, lines, verdicts, sources)


def under(paid: Sequence[Payment], policy: Policy, basis: str = "net") -> Played:
    """The payments once the policy holds."""
    return played(ScenarioConfig(name="policy", policy=(policy,)), tables(paid, basis))


def expected(paid: Sequence[Payment], policy: Policy, limit: Decimal, bodies: Sequence[str]) -> Decimal:
    """What should move: of each cell that may, what the small payments in it come to, but no more than credits have left of it."""
    counts = "contract" if policy.kind == "reserved" else policy.counts
    small = [one for one, together in zip(paid, _together(paid, counts), strict=True) if _is_small(one, together, limit, counts)]
    free = lambda one: (  # noqa: E731
        (one["scope"], one["influence"]) == ("in scope", "influenceable") and one["locality"] in ("regional", "leaking")
    )
    have, reached = (_cells([one for one in some if free(one) and one["body"] in bodies]) for some in (paid, small))
    most = sum((max(Decimal(0), min(amount, reached.get(cell, Decimal(0)))) for cell, amount in have.items()), Decimal(0))
    return to_penny(most * policy.share)


def _together(paid: Sequence[Payment], counts: str) -> list[Decimal]:
    group: Callable[[Payment], Any] = {
        "payment": id,
        "supplier": lambda one: (one["body"], one["supplier_id"]),
        "contract": lambda one: (one["body"], one["supplier_id"], one["contract_ref"]),
    }[counts]
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for one in paid:
        sums[group(one)] += one["amount"]
    return [sums[group(one)] for one in paid]


def _is_small(one: Payment, together: Decimal, limit: Decimal, counts: str) -> bool:
    return together < limit and (counts != "payment" or one["amount"] > 0)


def _cells(paid: Sequence[Payment]) -> dict[tuple[Any, ...], Decimal]:
    sums: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for one in paid:
        sums[one["body"], one["supplier_id"], one["category"], one["locality"]] += one["amount"]
    return sums
