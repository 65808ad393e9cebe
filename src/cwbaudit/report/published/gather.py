"""Who stands behind each figure that could be published: every figure as a cell, by table, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cwbaudit.engine import Tabular, sql
from cwbaudit.money import ZERO
from cwbaudit.report.figures import NOT_STATED, PARTS
from cwbaudit.report.published.protect import Cell, Key, Rule

OTHER = "(other kinds of spend)"
WHOLE = ""  # the only row of a table without rows
# what one would rather do without: parts before wholes, how spend is judged before where it goes
_WORTH = {"total": 12, "local": 4, "leaking": 3, "regional": 2}
_NOBODY: dict[str, Any] = {"size": ZERO, "who": ""}
_IN, _OUT = "scope = 'in scope'", "scope = 'excluded'"
_OUTSIDE = "locality in ('regional', 'leaking')"


@dataclass
class Gathered:
    """The cells of every table, and how many payments are in each row."""

    rule: Rule
    cells: dict[Key, Cell] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self, table: str) -> list[str]:
        """The names of a table's rows."""
        return sorted({row for of, row, _ in self.cells if of == table})

    def add(self, table: str, facts: str, columns: Sequence[str], tables: Mapping[str, Tabular], *, worth: int = 1) -> None:
        """The cells of a query that gives `row`, `supplier_id`, `lines` and the columns, each null where the supplier has nothing."""
        parts = ", ".join(_measures(column, self.rule.smallest) for column in columns)
        query = f"with facts as ({facts}) select row, sum(lines)::bigint as lines, {parts} from facts group by row order by row"
        for found in sql(query, **tables).dicts():
            self.lines[table, found["row"]] = found["lines"]
            for column in columns:
                self.cells[table, found["row"], column] = _cell(found, column, worth * _WORTH.get(column, 1))

    def count(self, table: str, parts: Iterable[tuple[str, str, Decimal]], column: str = "amount", *, shown: bool = True) -> None:
        """The cells of rows told one by one: `(row, supplier, amount)`, each supplier once a row."""
        found: dict[str, dict[str, Decimal]] = {}
        for row, supplier, amount in parts:
            found.setdefault(row, {})[supplier] = amount
        for row, by in found.items():
            (most, who), (second, _), *_ = [*sorted(((abs(amount), name) for name, amount in by.items()), reverse=True), (ZERO, "")]
            few = frozenset(by) if len(by) < self.rule.smallest else frozenset[str]()
            gross = sum((abs(amount) for amount in by.values()), ZERO)
            self.cells[table, row, column] = Cell(sum(by.values(), ZERO), len(by), most, second, who, gross, few, shown)


def _measures(column: str, smallest: int) -> str:
    """The sum, how many suppliers, the two largest of them and all by size, and who they are where they are few."""
    by_size = f'list(struct_pack(size := abs("{column}"), who := supplier_id) order by abs("{column}") desc, supplier_id)'
    return (
        f'coalesce(sum("{column}"), 0)::decimal(18,2) as "{column}", count("{column}") as "{column} n", '
        f'list_slice({by_size} filter (where "{column}" is not null), 1, 2) as "{column} most", '
        f'coalesce(sum(abs("{column}")), 0)::decimal(18,2) as "{column} gross", '
        f'case when count("{column}") < {smallest} then list(supplier_id order by supplier_id) '
        f'filter (where "{column}" is not null) end as "{column} few"'
    )


def _cell(found: Mapping[str, Any], column: str, worth: int) -> Cell:
    largest: list[dict[str, Any]] = found[f"{column} most"] or []
    first, second, *_ = [*largest, _NOBODY, _NOBODY]
    few = frozenset[str](found[f"{column} few"] or ())
    count, gross = found[f"{column} n"], found[f"{column} gross"]
    return Cell(found[column], count, first["size"], second["size"], first["who"], gross, few, worth=worth)


def splits(found: Gathered, spend: Tabular) -> None:
    """The whole, the bodies, the categories and the headings, each by locality and influence.

    A category that tells too much by itself is put with others of its kind: its very name may tell.
    """
    import pyarrow as pa

    category = f"case when category = '' then '{NOT_STATED}' else category end"
    alone = Gathered(found.rule)
    _split(alone, "category", category, 1, {"spend": spend})
    kept = pa.table({"kept": pa.array(_safe(alone), pa.string())})
    known = f"case when {category} in (select kept from kept) then {category} else '{OTHER}' end"
    _split(found, "category", known, 2, {"spend": spend, "kept": kept})
    for table, row, worth in (("all", f"'{WHOLE}'", 50), ("body", "body", 8), ("heading", "heading", 2)):
        _split(found, table, row, worth, {"spend": spend})


def _split(found: Gathered, table: str, row: str, worth: int, tables: Mapping[str, Tabular]) -> None:
    sums = ", ".join(f'sum(amount) filter (where {test}) as "{name}"' for name, test in PARTS.items())
    found.add(
        table,
        f"select {row} as row, supplier_id, sum(lines) as lines, {sums} from spend where {_IN} group by 1, 2",
        list(PARTS),
        tables,
        worth=worth,
    )


def _safe(alone: Gathered) -> list[str]:
    """The categories of enough suppliers; when what is left over tells of too few, the smallest of them goes with it."""
    totals = {row: alone.cells["category", row, "total"] for row in alone.rows("category")}
    kept = [row for row, cell in totals.items() if not alone.rule.unsafe([cell])]
    rest = [cell for row, cell in totals.items() if row not in kept]
    for row in sorted(kept, key=lambda row: (totals[row].gross, row)):
        if not alone.rule.unsafe(rest):
            break
        kept.remove(row)
        rest.append(totals[row])
    return sorted(kept)


def lists(found: Gathered, *, verdicts: Tabular, suppliers: Tabular, spend: Tabular, lines: Tabular, aliases: Tabular) -> None:
    """Every other sum: by what told the heading, by ground, by exclusion, by kind of payee, in the ledger, by quarter of release."""
    judged: dict[str, Tabular] = {"verdicts": verdicts}
    scoped = "select {row} as row, supplier_id, sum(lines) as lines, {sums} from verdicts where {where} group by 1, 2".format
    found.add("told", scoped(row="heading_source", sums="sum(amount) as amount", where=_IN), ["amount"], judged)
    parts = f"sum(amount) filter (where {_OUTSIDE}) as outside, sum(amount) filter (where not {_OUTSIDE}) as inside"
    grounds = scoped(row="influence || '/' || influence_ground", sums=f"sum(amount) as amount, {parts}", where=_IN)
    found.add("ground", grounds, ["amount", "outside", "inside"], judged)
    found.add("out", scoped(row="exclusion", sums="sum(amount) as amount", where=_OUT), ["amount"], judged)
    found.add("book out", scoped(row="''", sums="sum(amount) as excluded", where=_OUT), ["excluded"], judged, worth=40)
    kinds = f"""select s.kind as row, v.supplier_id, sum(v.lines) as lines, sum(v.amount) as amount,
                       sum(v.amount) filter (where {_IN}) as in_scope, sum(v.amount) filter (where {_OUT}) as excluded
                from verdicts v join suppliers s on s.supplier_id = v.supplier_id group by 1, 2"""
    found.add("kind", kinds, ["amount", "in_scope", "excluded"], {**judged, "suppliers": suppliers})
    book = """select '' as row, a.supplier_id, sum(l.lines) as lines, sum(l.amount) as published,
                     sum(l.amount) filter (where l.amount >= 0) as payments, sum(l.amount) filter (where l.amount < 0) as credits
              from lines l join aliases a on a.alias_id = l.alias_id group by 2"""
    found.add("book", book, ["published", "payments", "credits"], {"lines": lines, "aliases": aliases}, worth=40)
    locked = f"""select coalesce(year(locked_until) || ' Q' || quarter(locked_until), '') as row, supplier_id, sum(lines) as lines,
                        sum(amount) as outside
                 from spend where {_IN} and influence = 'locked' and {_OUTSIDE} group by 1, 2"""
    found.add("quarter", locked, ["outside"], {"spend": spend})


def where(found: Gathered, rows: Sequence[Mapping[str, Any]], bands: Iterable[tuple[str, str, Decimal]]) -> None:
    """By distance, by destination, by authority: `rows` are suppliers with spend in scope."""
    leaking = [(_region(row), row["supplier_id"], row["in_scope"], row["influenceable"]) for row in rows if "leaking" in row["localities"]]
    found.count("band", bands)
    found.count("region", ((region, who, amount) for region, who, amount, _ in leaking))
    found.count("region", ((region, who, could) for region, who, _, could in leaking if could), "influenceable")
    found.count("region", ((region, who, amount - could) for region, who, amount, could in leaking if amount != could), "rest", shown=False)
    found.count("place", ((row["authority_code"], row["supplier_id"], row["in_scope"]) for row in rows if row["authority_code"]))
    found.count("nowhere", ((area(row), row["supplier_id"], row["in_scope"]) for row in rows if not row["authority_code"]), shown=False)


def area(row: Mapping[str, Any]) -> str:
    """The locality that a supplier's spend is in; for leaking spend the region or nation; nothing where it is in several."""
    only = str(row["localities"][0]) if len(row["localities"]) == 1 else ""
    return _region(row) if only == "leaking" else only


def _region(row: Mapping[str, Any]) -> str:
    return str(row["region"] or row["nation"])
