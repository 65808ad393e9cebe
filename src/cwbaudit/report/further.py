"""Where to start, who else could supply, how good the data and the assumptions are: each from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from cwbaudit.config import Config
from cwbaudit.engine import Tabular, sql
from cwbaudit.headings import UNKNOWN
from cwbaudit.money import ZERO, share
from cwbaudit.report.model import Group, Heading, HeadingSource, Quality, Rated, Source, Split, Start, Substitute
from cwbaudit.report.model.further import Rating
from cwbaudit.terms import Kind, Size

MOST_SUBSTITUTES, NAMED = 200, 3
AMBER, RED = Decimal("0.01"), Decimal("0.05")

_SUBSTITUTES = """
    with leaks as (
        select heading, body, sum(amount) as influenceable from spend
        where scope = 'in scope' and locality = 'leaking' and influence = 'influenceable' and heading <> '{unknown}' group by all
    ), locals as (
        select heading, body as user, supplier_id, sum(amount) as paid from spend
        where scope = 'in scope' and locality = 'local' and heading <> '{unknown}' group by all having sum(amount) > 0
    ), others as (
        select l.heading, l.body, l.influenceable, o.supplier_id, sum(o.paid) as paid, list(o.user order by o.user) as users
        from leaks l join locals o on o.heading = l.heading and o.user <> l.body where l.influenceable > 0 group by all
    )
    select o.heading, o.body, any_value(o.influenceable) as influenceable, count(*) as local_suppliers,
           list(s.name order by o.paid desc, s.name, o.supplier_id)[1:{named}] as names,
           list_sort(list_distinct(flatten(list(o.users)))) as used_by
    from others o join suppliers s on s.supplier_id = o.supplier_id
    group by o.heading, o.body order by influenceable desc, o.heading, o.body limit {most}
"""
_PRECISION = """
    select s.precision, sum(p.amount)::decimal(18,2) as amount from suppliers s
    join (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' group by 1) p on p.supplier_id = s.supplier_id
    group by 1 order by list_position(['unit', 'sector', 'district', 'none'], s.precision), 1
"""
_GROUPS = """
    select s.kind, s.size, count(*) as suppliers, sum(p.amount)::decimal(18,2) as amount from suppliers s
    join (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' group by 1) p on p.supplier_id = s.supplier_id
    group by all order by all
"""
_VCSE = (Kind.CHARITY, Kind.CIC, Kind.COOPERATIVE)
_SMALL = (Size.MICRO, Size.SMALL, Size.MEDIUM)
_DATED = """
    select coalesce(sum(amount) filter (where period <> ''), 0)::decimal(18,2),
           coalesce(sum(amount) filter (where category <> ''), 0)::decimal(18,2)
    from spend where scope = 'in scope'
"""


def further(
    config: Config, split: Split, headings: Sequence[Heading], told: Sequence[HeadingSource], sources: Sequence[Source],
    *, spend: Tabular, suppliers: Tabular,
) -> dict[str, Any]:  # fmt: skip
    """Every such list, by its field in the Report."""
    measured = list(quality(split, told, spend, suppliers))
    return {
        "start": start(headings, split), "substitutes": substitutes(spend, suppliers),
        "groups": list(groups(split, spend, suppliers)), "quality": measured, "rated": list(rated(config, split, measured, sources)),
    }  # fmt: skip


def start(headings: Sequence[Heading], split: Split) -> list[Start]:
    """The headings by what leaks and is influenceable, most first; what no heading is known for comes in the order of its pounds, too."""
    whole, running, made = split.influence.influenceable, ZERO, []
    order = sorted(headings, key=lambda each: (-each.influence.influenceable, -each.leaking, each.name))
    for rank, each in enumerate((each for each in order if each.influence.influenceable > 0), 1):
        could = each.influence.influenceable
        running += could
        made.append(
            Start(
                rank=rank, heading=each.name, leaking=each.leaking, influenceable=could, share=share(could, whole),
                running_share=share(running, whole),
            )
        )  # fmt: skip
    return made


def substitutes(spend: Tabular, suppliers: Tabular) -> list[Substitute]:
    """Bodies whose spend leaks under a heading in which others buy locally, the largest leak first."""
    query = _SUBSTITUTES.format(unknown=UNKNOWN, named=NAMED, most=MOST_SUBSTITUTES)
    return [Substitute(**row) for row in sql(query, spend=spend, suppliers=suppliers).dicts()]


def groups(split: Split, spend: Tabular, suppliers: Tabular) -> Iterator[Group]:
    """Groups that policies ask for, each with its suppliers in scope, and beside them what is not known."""
    rows = sql(_GROUPS, spend=spend, suppliers=suppliers).dicts()
    wanted: list[tuple[str, str, Callable[[dict[str, Any]], bool]]] = [
        ("SME", "micro, small or medium-sized, by the accounts that a register knows", lambda row: row["size"] in _SMALL),
        ("size not known", "no register that the audit used tells its size", lambda row: row["size"] == Size.UNKNOWN),
        ("VCSE", "charities, community interest companies, co-operatives and mutuals", lambda row: row["kind"] in _VCSE),
        ("co-operatives and mutuals", Kind.COOPERATIVE.meaning, lambda row: row["kind"] == Kind.COOPERATIVE),
        ("public bodies", Kind.PUBLIC_BODY.meaning, lambda row: row["kind"] == Kind.PUBLIC_BODY),
        ("kind not known", Kind.UNKNOWN.meaning, lambda row: row["kind"] == Kind.UNKNOWN),
    ]
    for name, meaning, belongs in wanted:
        found = [row for row in rows if belongs(row)]
        amount = sum((row["amount"] for row in found), ZERO)
        yield Group(
            name=name, meaning=meaning, suppliers=sum(row["suppliers"] for row in found), amount=amount, share=share(amount, split.total)
        )


def quality(split: Split, told: Sequence[HeadingSource], spend: Tabular, suppliers: Tabular) -> Iterator[Quality]:
    """Of the spend in scope: how finely it is placed, whether its heading is known, whether it is dated and named, whether it is judged."""
    dated, named = sql(_DATED, spend=spend).one()
    heading = sum((each.amount for each in told if each.source != UNKNOWN), ZERO)
    outside = split.leaking + split.regional
    open_ = split.influence.unassessed + split.regional_influence.unassessed
    found = [
        ("place", _PLACED.get(row["precision"], row["precision"]), row["amount"])
        for row in sql(_PRECISION, spend=spend, suppliers=suppliers).dicts()
    ]
    found += [("heading", "known", heading), ("category", "stated by the body", named), ("date", "stated", dated)]
    found += [("influence, of what is not local", "judged", outside - open_), ("influence, of what is not local", "unassessed", open_)]
    for about, evidence, amount in found:
        yield Quality(about=about, evidence=evidence, amount=amount, share=share(amount, split.total))


_PLACED = {
    "unit": "by a full postcode", "sector": "by a sector of a postcode", "district": "by a district of a postcode",
    "none": "not by a postcode",
}  # fmt: skip


def rated(config: Config, split: Split, measured: Sequence[Quality], sources: Sequence[Source]) -> Iterator[Rated]:
    """Each assumption that a figure rests on, with its evidence and the pounds at stake; the gravest first."""
    in_part = (_PLACED["sector"], _PLACED["district"])
    parts = sum((each.amount for each in measured if each.evidence in in_part), ZERO)
    open_ = sum((each.amount for each in measured if each.evidence == "unassessed"), ZERO)
    heading = split.total - sum((each.amount for each in measured if each.about == "heading"), ZERO)
    agreed = bool(sources) and all(each.control_total is not None for each in sources)
    mixed = len({each.amount_basis for each in sources}) > 1 or any(each.amount_basis == "unstated" for each in sources)
    found: list[tuple[str, Rating, Decimal, str]] = [
        ("A supplier is where its postcode is.", "amber", split.total - split.unplaced, "A branch may be local and its owner not."),
        ("Part of a postcode places a supplier.", "amber", parts, "Only the district or sector was readable."),
        ("Spend that could not be placed is counted apart.", _open(split.unplaced), split.unplaced, "Its place is unknown."),
        (f"Spend that no rule reaches is {config.influence.default}.", _open(open_), open_, "Nobody has judged it."),
        ("The words of labels tell the heading.", "amber", split.total - heading, "Told by rules, measured on real files."),
        ("Spend without a heading is left unknown.", "green", heading, "Nothing is guessed."),
        ("Amounts of all bodies are alike.", "red" if mixed else "green", split.total if mixed else ZERO, _vat(mixed)),
        ("The files are all that was paid.", "green" if agreed else "amber", ZERO if agreed else split.total, _totals(agreed)),
    ]  # fmt: skip
    order = ("red", "amber", "green")
    made = [
        Rated(assumption=says, quality=good, impact=_impact(share(amount, split.total)), amount=amount, because=why)
        for says, good, amount, why in found
    ]
    return iter(sorted(made, key=lambda each: (order.index(each.quality), order.index(each.impact), -each.amount, each.assumption)))


def _open(amount: Decimal) -> Rating:
    return "red" if amount else "green"


def _impact(part: Decimal) -> Rating:
    return "red" if part >= RED else "amber" if part >= AMBER else "green"


def _vat(mixed: bool) -> str:
    return "VAT is in some amounts and not in others, or not stated." if mixed else "VAT is treated alike in all files."


def _totals(agreed: bool) -> str:
    return "Each file agrees with a control total of the finance system." if agreed else "Not every file has a control total."
