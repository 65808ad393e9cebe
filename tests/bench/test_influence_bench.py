"""Presumptions beside one council's own judgement, and a real contracts register. Prints tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from cwbaudit.classify import classify
from cwbaudit.config import HeadingConfig, InfluenceConfig, ScopeConfig, SourceConfig, SourceFile
from cwbaudit.config.decisions import Decisions
from cwbaudit.engine import sql
from cwbaudit.place import Place
from cwbaudit.read import contracts, read, survey
from cwbaudit.report.calendar import calendar
from cwbaudit.resolve import resolve
from cwbaudit.sort import sort
from cwbaudit.tables import CONTRACTS, MATCHES
from tests.bench.councils import REAL, lines_of
from tests.texttables import suppliers

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real spend files do not stand beside this repository (../shared/realdata)"),
]
PLACE = Place("Here", "", {"E1": "Here"}, {}, "Here.")
PRESUMING = InfluenceConfig.model_validate({"default": "unassessed", "presumptions": True})


def test_presumptions_beside_the_declared_label_of_north_tyneside() -> None:
    """The published label decides the columns, and is hidden from the presumptions, which see the purpose of spend and the supplier."""
    lines = lines_of("North Tyneside 2021", columns={"category": "Purpose of Spend", "declared_influence": "Procurement Classification"})
    hidden = sql("select * replace ('' as declared_influence) from l", l=lines).arrow()
    aliases, _ = resolve(hidden, ())
    headings, _ = sort(hidden, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    verdicts, _ = classify(
        hidden, aliases, suppliers(aliases, {}), headings, CONTRACTS.build([]), PLACE, ScopeConfig(defaults=False), PRESUMING
    )
    declared, _ = classify(
        lines, aliases, suppliers(aliases, {}), headings, CONTRACTS.build([]), PLACE, ScopeConfig(defaults=False), PRESUMING
    )
    grounds = dict(sql("select influence_ground, sum(lines) from d group by 1", d=declared).rows())
    print(f"\nwith the label: {grounds}")
    table: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    rows = sql(
        """select case when l.declared_influence ilike 'non influencible%' then 'non influencible' else 'not so labelled' end, v.influence,
                  sum(l.lines), sum(abs(l.amount))
           from l join a on a.alias_id = l.alias_id join v on v.supplier_id = a.supplier_id and v.category = l.category group by all""",
        l=lines, a=aliases, v=verdicts,
    ).rows()  # fmt: skip
    for said, ours, count, pounds in rows:
        table[said, ours] = [Decimal(count), pounds]
    print(f"{'published':18}{'ours':16}{'rows':>8}{'pounds':>18}")
    for said in ("non influencible", "not so labelled"):
        for ours in ("influenceable", "locked", "unassessed"):
            print(f"{said:18}{ours:16}{table[said, ours][0]:>8,}{table[said, ours][1]:>18,.2f}")
    locked = table["non influencible", "locked"][1]
    assert grounds["declared in the data"] > 0
    assert locked > table["non influencible", "influenceable"][1]


def test_a_real_contracts_register() -> None:
    """Norfolk's register of 2015 beside its payments of 2011: dates read, contracts joined, and what would come free when."""
    files = {"spend": REAL / "A/council/norfolk_detail_sample.csv", "contracts": REAL / "D/norfolk_contracts_register_2015.csv"}
    named = {name: [SourceFile(path=path, label=path.name)] for name, path in files.items()}
    sources = (SourceConfig.model_validate({"body": "Norfolk", "files": named["spend"], "contracts": named["contracts"]}),)
    surveyed = survey(sources)
    held, notes = contracts(sources, surveyed)
    counts = sql(
        "select count(*), count(start_date), count(end_date), count(review_date), count(value), count(*) filter (vcse <> '') from c", c=held
    ).one()
    unread = sql("select count(*) from f where code like '%unreadable'", f=notes).one()[0]
    print(f"\ncontracts, starts, ends, reviews, values, VCSE: {counts}; dates and values that cannot be read: {unread}")
    lines, _ = read(sources, surveyed)
    kept = sql("select * from l", l=lines).arrow()
    aliases, _ = resolve(kept, ())
    headings, _ = sort(kept, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    plain = InfluenceConfig.model_validate({"default": "unassessed"})
    verdicts, findings = classify(
        kept, aliases, suppliers(aliases, {}), headings, held, PLACE, ScopeConfig(defaults=False), plain, horizon=date(2015, 3, 31)
    )
    print(sql("select influence_ground, count(*), sum(lines), sum(amount) from v group by 1 order by 1", v=verdicts).rows())
    print(sql("select code, count(*), sum(amount) from f where code like 'contract-%' group by 1 order by 1", f=findings).rows())

    for quarter in calendar(verdicts)[:12]:
        print(quarter.quarter, quarter.amount, [(release.heading, str(release.amount)) for release in quarter.releases[:4]])
    assert counts[0] > 5000
    assert unread == 0


@pytest.mark.parametrize(
    ("body", "spend", "end", "buyer"),
    [
        ("Bradford", "A/council/bradford_2018-05.csv", date(2018, 5, 31),
         ["Bradford Metropolitan District Council", "City of Bradford Metropolitan District Council"]),
        ("Trafford", "A/council/trafford_2014-09.csv", date(2014, 9, 30), ["Trafford Council"]),
        ("Manchester", "A/council/manchester_2021-04.csv", date(2021, 4, 30), ["Manchester City Council"]),
        ("Oxford", "A/council/oxford_2018-q1.csv", date(2018, 3, 31), ["Oxford City Council"]),
        ("Ministry of Defence", "A/central/mod_2011-06.csv", date(2011, 6, 30),
         ["Ministry of Defence", "Ministry of Defence, Ships, Maritime Platform Systems (MPS)"]),
    ],
)  # fmt: skip
def test_notices_beside_spend(body: str, spend: str, end: date, buyer: list[str]) -> None:
    """Contracts Finder's and Find a Tender's notices beside the spend of five of their buyers: what is joined, and what comes free when."""
    notices = [path for path in sorted((REAL / "D").rglob("*.json*")) if path.is_file()]
    named = {"files": [REAL / spend], "contracts": notices}
    files = {name: [SourceFile(path=path, label=path.name) for path in paths] for name, paths in named.items()}
    sources = (SourceConfig.model_validate({"body": body, "buyer": buyer, **files}),)
    surveyed = survey(sources)
    held, _ = contracts(sources, surveyed)
    lines, _ = read(sources, surveyed)
    kept = sql("select * from l", l=lines).arrow()
    aliases, _ = resolve(kept, ())
    headings, _ = sort(kept, aliases, MATCHES.build([]), HeadingConfig(), Decisions())
    plain = InfluenceConfig.model_validate({"default": "unassessed"})
    verdicts, _ = classify(kept, aliases, suppliers(aliases, {}), headings, held, PLACE, ScopeConfig(defaults=False), plain, horizon=end)
    joined = sql("select count(*), sum(lines), sum(amount) from v where influence_ground = 'contract date'", v=verdicts).one()
    entries, titles = sql("select count(*), count(distinct title) from c", c=held).one()
    freed = [(quarter.quarter, str(quarter.amount)) for quarter in calendar(verdicts)]
    print(f"\n{body}: {entries} entries of {titles} contracts; kinds, payments and pounds joined: {joined}; free by quarter: {freed}")
    assert entries
