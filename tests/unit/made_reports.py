"""Reports made by hand from a list of cells, for the tests of renderers: a large one, small ones, awkward ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from cwbaudit.money import allot, percent, share, short, to_penny
from cwbaudit.report.concentration import concentration
from cwbaudit.report.model import (
    Body,
    ByInfluence,
    Category,
    Excluded,
    FindingCount,
    Ledger,
    Move,
    Place,
    Reason,
    Report,
    Scenario,
    Source,
    Split,
    Supplier,
)

D = Decimal
CATEGORIES = (
    "Construction", "Adult social care", "ICT", "Facilities management", "Professional services", "Food and catering", "Energy", "Fleet",
    "Waste", "Highways", "Legal services", "Print", "Training", "Furniture", "Security", "Cleaning", "Insurance", "Medical supplies",
    "Agency staff", "(not stated)",
)  # fmt: skip
BODIES = ("City Council", "County Council", "Constabulary", "Housing Association", "Further Education College", "Sixth-form College")


@dataclass(frozen=True)
class Cell:
    """One cell of the cube."""

    body: str
    category: str
    supplier: str
    locality: str
    influence: str
    amount: Decimal


def total(cells: Iterable[Cell], **where: str) -> Decimal:
    """What the cells that match add up to."""
    return sum((c.amount for c in cells if all(getattr(c, k) == v for k, v in where.items())), D("0.00"))


def by_influence(cells: list[Cell], locality: str) -> ByInfluence:
    """A locality's amounts by influence."""
    return ByInfluence(**{name: total(cells, locality=locality, influence=name) for name in ("influenceable", "locked", "unassessed")})


def split(cells: list[Cell]) -> dict[str, object]:
    """The fields of a Split."""
    whole = total(cells)
    at = {name: total(cells, locality=name) for name in ("local", "regional", "leaking", "unplaced")}
    shares = {
        "local_share": share(at["local"], whole),
        "region_share": share(at["local"] + at["regional"], whole),
        "leaking_share": share(at["leaking"], whole),
        "unplaced_share": share(at["unplaced"], whole),
    }
    for name, part in (("local", at["local"]), ("region", at["local"] + at["regional"])):
        ends = sorted((share(part, whole), share(part + at["unplaced"], whole)))
        shares |= {f"{name}_share_low": ends[0], f"{name}_share_high": ends[1]}
    influence = {"influence": by_influence(cells, "leaking"), "regional_influence": by_influence(cells, "regional")}
    return {"total": whole, **at, **shares, **influence, "suppliers": len({c.supplier for c in cells}), "lines": len(cells)}


def grouped(cells: list[Cell], key: Callable[[Cell], str]) -> dict[str, list[Cell]]:
    """Cells by a key, in the key's order."""
    return {name: list(group) for name, group in groupby(sorted(cells, key=key), key)}


def suppliers(cells: list[Cell]) -> list[Supplier]:
    """Every supplier, largest first."""
    made = [
        Supplier(
            supplier_id=f"s{number:05d}", name=name, postcode="PR1 2HE", authority="Preston", locality=own[0].locality,
            influence=own[0].influence if len({c.influence for c in own}) == 1 else "mixed",
            categories=sorted({c.category for c in own}), bodies=sorted({c.body for c in own}), amount=total(own),
            influenceable=total(own, influence="influenceable"), aliases=1 + number % 3,
        )
        for number, (name, own) in enumerate(grouped(cells, lambda c: c.supplier).items())
    ]  # fmt: skip
    return sorted(made, key=lambda s: (-s.amount, s.name))


def scenario(cells: list[Cell], name: str, target: Decimal, place: str) -> Scenario:
    """A target, drawn pro rata from influenceable spend."""
    whole, local = total(cells), total(cells, locality="local")
    free = [c for c in cells if c.influence == "influenceable" and c.locality in ("regional", "leaking")]
    wanted = max(D("0.00"), to_penny(target * whole) - local)
    moved = min(wanted, max(D("0.00"), total(free)))
    taken = list(zip(free, allot(moved, [c.amount for c in free]), strict=True))

    def moves(key: Callable[[Cell], str]) -> list[Move]:
        sums: dict[str, Decimal] = {}
        for cell, part in taken:
            sums[key(cell)] = sums.get(key(cell), D("0.00")) + part
        return [Move(name=n, amount=a) for n, a in sorted(sums.items(), key=lambda item: (-item[1], item[0]))]

    leaking = total(cells, locality="leaking") - sum((p for c, p in taken if c.locality == "leaking"), D("0.00"))
    before, after = share(local, whole), share(local + moved, whole)
    regional = total(cells, locality="regional") - (moved - (total(cells, locality="leaking") - leaking))
    others = {n: total(free, influence=n) + D("0.00") for n in ("influenceable",)} | {
        n: sum((c.amount for c in cells if c.influence == n and c.locality in ("regional", "leaking")), D("0.00"))
        for n in ("locked", "unassessed")
    }
    return Scenario(
        name=name, title=f"What if {percent(target)} of spend stayed in {place}?", target=target, moved=moved, local_before=local,
        local_after=local + moved, local_share_before=before, local_share_after=after,
        region_share_after=share(local + moved + regional, whole),
        leaking_after=leaking, reachable=moved == wanted, ceiling=share(local + total(free), whole), shortfall=wanted - moved,
        standing_in_the_way=ByInfluence(**others), unplaced=total(cells, locality="unplaced"),
        by_body=moves(lambda c: c.body), by_category=moves(lambda c: c.category), by_supplier=moves(lambda c: c.supplier)[:20],
        finding=f"From {percent(before)} to {percent(after)} means {short(moved)} more a year in {place}.",
        total=whole,
    )  # fmt: skip


def reasons(cells: list[Cell]) -> list[Reason]:
    """One rule for each influence."""
    away = [c for c in cells if c.locality in ("regional", "leaking")]
    texts = {
        "influenceable": ("open-markets", "Bought by open competition; local firms could bid.", None),
        "locked": ("frameworks", "Called off a national framework that runs to 2027.", date(2027, 3, 31)),
        "unassessed": ("(default)", "No rule reaches it.", None),
    }
    return [
        Reason(
            influence=name,
            rule=rule,
            because=because,
            locked_until=until,
            amount=total(away, influence=name),
            lines=sum(c.influence == name for c in away),
        )
        for name, (rule, because, until) in texts.items()
    ]


def report(
    cells: list[Cell], *, place: str = "Preston", region: str = "Lancashire", targets: Iterable[str] = (), **other: object
) -> Report:
    """A whole Report of these cells."""
    head = Split(**split(cells))  # type: ignore[arg-type]
    bodies = [Body(name=name, **split(own)) for name, own in grouped(cells, lambda c: c.body).items()]  # type: ignore[arg-type]
    categories = [Category(name=name, **split(own)) for name, own in grouped(cells, lambda c: c.category).items()]  # type: ignore[arg-type]
    made = suppliers(cells)
    out = D("1250000.00") if other.pop("excluded", True) else D("0.00")
    exclusions = [
        Excluded(exclusion="pensions", rule="lgps", because="Local government pension contributions.", amount=D("1000000.00"), lines=12),
        Excluded(exclusion="tax", rule="hmrc", because="Paid to HM Revenue and Customs.", amount=D("250000.00"), lines=24),
    ]
    credit = sum((c.amount for c in cells if c.amount < 0), D("0.00"))
    published = head.total + out
    values: dict[str, object] = {
        "tool": "cwbaudit 0.1.0", "title": f"{place} anchors 2012-13", "period_from": date(2012, 4, 1), "period_to": date(2013, 3, 31),
        "place": Place(
            name=place, region_name=region, local=[place], regional=["Burnley", "Chorley", "Lancaster"] if region else [],
            definition=f"Local is the authority of {place}; the region is {region or 'not defined'}.",
        ),
        "sentences": [
            f"{percent(head.local_share)} of {short(head.total)} stays in {place}, {percent(head.region_share)} in {region}; "
            f"{short(head.leaking)} leaks out of {region}.",
            f"Of the leak, {short(head.influence.influenceable)} is influenceable, {short(head.influence.locked)} is locked and "
            f"{short(head.influence.unassessed)} has not been assessed.",
        ],
        "headline": head, "bodies": sorted(bodies, key=lambda b: (-b.total, b.name)),
        "average_local_share": share(sum((b.local_share for b in bodies), D(0)), D(max(1, len(bodies)))),
        "categories": sorted(categories, key=lambda c: (-c.leaking, c.name)), "suppliers": made,
        "concentration": concentration(made, head.total),
        "shared_suppliers": sum(len(s.bodies) > 1 for s in made),
        "shared_amount": sum((s.amount for s in made if len(s.bodies) > 1), D("0.00")),
        "influence_default": "unassessed", "reasons": reasons(cells),
        "ledger": Ledger(
            payments=published - credit, credits=credit, published=published, excluded=out, in_scope=head.total, lines=head.lines + 36,
            set_aside_rows=2, set_aside=D("12.00"), exclusions=exclusions if out else [],
        ),
        "scenarios": [scenario(cells, f"local-{n}", D(t), place) for n, t in enumerate(targets, 1)],
        "findings": [
            FindingCount(
                code="name-likeness", severity="warning", title="Names joined by likeness",
                meaning="Two ways of writing a supplier were joined.",
                remedy="Look through decisions/aliases.csv and mark what is not the same.", count=17, amount=D("812345.67"),
                example="spend/city-council.xlsx row 14",
            ),
        ],
        "sources": [
            Source(
                source=f"spend/{b.name.lower().replace(' ', '-')}.xlsx", body=b.name, sha256="9f86d081884c7d659a2feaa0c55ad015" * 2,
                encoding="",
                header_row=4, columns={"supplier_name": "Vendor", "amount": "Net £"}, amount_basis="net", date_format="dd/mm/yyyy",
                rows_read=b.lines + 5, lines=b.lines, amount=b.total, set_aside_rows=5, control_total=b.total if b.total > 0 else None,
            )
            for b in bodies
        ],
        "assumptions": ["A supplier is where its postcode in the spend file is.", "Amounts are net of VAT that can be reclaimed."],
        "credits": ["Contains OS data © Crown copyright and database right 2025", "Contains Royal Mail data © Royal Mail copyright 2025"],
    }  # fmt: skip
    return Report(**(values | other))  # type: ignore[arg-type]


def preston(targets: Iterable[str] = ("0.10", "0.60"), number: int = 300, seed: int = 1) -> Report:
    """Six bodies, twenty categories, three hundred suppliers: about the proportions of 2012-13."""
    rnd = random.Random(seed)
    cells = []
    for n in range(number):
        locality = rnd.choices(("local", "regional", "leaking", "unplaced"), (6, 33, 58, 3))[0]
        name = f"{rnd.choice(('Ribble', 'Moorfield', 'Northgate', 'Pendle'))} {rnd.choice(('Supplies', 'Group', 'Care'))} {n:03d} Ltd"
        for body in rnd.sample(BODIES, rnd.choice((1, 1, 1, 2, 3))):
            influence = rnd.choices(("influenceable", "locked", "unassessed"), (4, 4, 2))[0]
            amount = D(rnd.randint(10_000, 250_000_000)) / 100
            cells.append(Cell(body, rnd.choice(CATEGORIES), name, locality, influence, amount))
    return report(cells, targets=targets)


def one_line(amount: str = "100.00", locality: str = "local", name: str = "Corner Shop Ltd", **other: object) -> Report:
    """One body, one supplier, one payment, no scenario."""
    return report([Cell("Parish Council", "Food", name, locality, "unassessed", D(amount))], **other)  # type: ignore[arg-type]


def negative() -> Report:
    """More is refunded than paid in one category."""
    cells = [
        Cell("Council", "Food", "Baker", "local", "influenceable", D("1000.00")),
        Cell("Council", "Food", "Miller", "leaking", "influenceable", D("3000.00")),
        Cell("Council", "ICT", "Coder", "leaking", "locked", D("-500.25")),
        Cell("College", "ICT", "Coder", "leaking", "locked", D("-2000.00")),
        Cell("College", "Food", "Grocer", "regional", "influenceable", D("4000.10")),
    ]
    return report(cells, targets=("0.5",))


def with_names(names: Iterable[str]) -> Report:
    """Each name in every place that text from data reaches."""
    cells = [
        Cell(name, name, name, ("local", "regional", "leaking", "unplaced")[n % 4], "influenceable", D(1000 + n))
        for n, name in enumerate(names)
    ]
    made = report(cells, targets=("0.9",))
    name, whole = cells[0].body, made.headline.total
    return made.model_copy(
        update={
            "title": name, "sentences": [c.body for c in cells], "assumptions": [c.body for c in cells], "credits": [c.body for c in cells],
            "place": Place(name=name, region_name=name, local=[name], regional=[name], definition=name),
            "reasons": [
                Reason(influence="locked", rule=c.body, because=c.body, locked_until=None, amount=c.amount, lines=1) for c in cells
            ],
            "ledger": made.ledger.model_copy(
                update={"published": 2 * whole, "payments": 2 * whole, "excluded": whole}
                | {"exclusions": [Excluded(exclusion=c.body, rule=c.body, because=c.body, amount=c.amount, lines=1) for c in cells]}
            ),
            "findings": [
                FindingCount(code=c.body, severity=c.body, title=c.body, meaning=c.body, remedy=c.body, count=1,
                             amount=c.amount, example=c.body)
                for c in cells
            ],
            "scenarios": [s.model_copy(update={"name": name, "title": name, "finding": name}) for s in made.scenarios],
            "sources": [s.model_copy(update={"source": s.body, "columns": {"amount": s.body}}) for s in made.sources],
        }
    )  # fmt: skip


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")', "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "{=1+1}", "=cmd|' /C calc'!A0",
    "http://evil.example/", "https://evil.example/?a=b", "mailto:a@evil.example", "internal:Cover!A1", "external:c:\\x.xlsx", "file:///etc/passwd",
    "ftp://evil.example", "www.evil.example", "a@evil.example", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](http://evil.example)",
    "![x](http://evil.example/x.png)", "`code` | pipe | **bold** _it_ ~~no~~",
    "a\\|b", "# heading", "- item", "1. item", "> quote", "---", "<!-- x",
    "&lt;b&gt; &amp; &#60;", "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\", "\x1b[31mred\x1b[0m", "\u202egnp.exe", "a\u2066b\u2069",
    "nul\x00here", "line\nbreak", "line\u2028sep", "_x0041_", "[bold red]markup[/]", "[link=http://evil.example]x[/link]", ":smile:",
    "Tŷ Bwyd Llanddewi Cyf",
    "Siôn Ŵyn ac Êl", "O'Neil & Sons (UK) Ltd.", "日本語 株式会社", "\ufffe\uffff", "x" * 40_000, "$x^2$",
    "```", "~~~", "    four spaces", "0x10", "1e5", "2012-04-01", "TRUE",
)  # fmt: skip
"""Names as an enemy, a careless system or Wales would write them."""
