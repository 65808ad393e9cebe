"""What the two cubes hold, asked in the few ways that a comparison needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from cwbaudit.comparison.decompose import Flow
from cwbaudit.comparison.model import State
from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.report import figures
from cwbaudit.terms import Locality, Scope
from cwbaudit.where import normal

_FLOWS = """
    select body, heading, sum(amount) as total, coalesce(sum(amount) filter (where locality = '{local}'), 0) as local
    from spend where scope = '{scope}' group by all order by body, heading
"""


def named_alike(old: Tabular, new: Tabular) -> Tabular:
    """OLD with its bodies under the names that NEW has for them: case and outer blanks do not make another body."""
    names = {normal("body", name): name for name in _bodies(new)}
    other = {name: names[key] for name in _bodies(old) if (key := normal("body", name)) in names and names[key] != name}
    if not other:
        return old
    cases = " ".join(f"when {quoted(name)} then {quoted(called)}" for name, called in sorted(other.items()))
    return sql(f"select s.* replace (case body {cases} else body end as body) from s", s=old)


def _bodies(spend: Tabular) -> list[str]:
    return [name for (name,) in sql(f"select distinct body from s where scope = '{Scope.IN_SCOPE}' order by body", s=spend).rows()]


def of_bodies(spend: Tabular, names: Iterable[str]) -> Tabular:
    """The cube of these bodies alone."""
    wanted = ", ".join(quoted(name) for name in names)
    return sql(f"select * from s where body in ({wanted})" if wanted else "select * from s where false", s=spend)


def flows(spend: Tabular) -> dict[str, Flow]:
    """Each body's spend in scope, all of it and what is local, by heading; exact."""
    by_body: dict[str, dict[str, Flow]] = defaultdict(dict)
    query = _FLOWS.format(local=Locality.LOCAL, scope=Scope.IN_SCOPE)
    for body, heading, total, local in sql(query, spend=spend).rows():
        by_body[body][heading] = Flow(Fraction(total), Fraction(local))
    return {body: together(found) for body, found in by_body.items()}


def together(headings: Mapping[str, Flow]) -> Flow:
    """The flow that its headings make."""
    parts = headings.values()
    return Flow(sum((part.total for part in parts), Fraction(0)), sum((part.local for part in parts), Fraction(0)), dict(headings))


def state(name: str, spend: Tabular) -> State:
    """The cube's headline as one step of the way."""
    split, bodies = figures.headline(spend), len(_bodies(spend))
    kept = ("total", "local", "regional", "leaking", "unplaced", "local_share", "region_share", "suppliers")
    return State(name=name, bodies=bodies, **{field: getattr(split, field) for field in kept})


def money(value: Fraction) -> Decimal:
    """A whole number of pennies as money."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"))
