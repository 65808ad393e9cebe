"""The stage: each category of a body with a supplier is put under one heading, once, by the strongest evidence there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from cwbaudit import names
from cwbaudit.catalogue import finding
from cwbaudit.codes import plain
from cwbaudit.config import HeadingConfig
from cwbaudit.config.decisions import Decisions
from cwbaudit.engine import Tabular, sql
from cwbaudit.headings import UNKNOWN, Told, by_code, by_name, by_sic, by_strong_words, by_weak_words, names_a_scheme
from cwbaudit.tables import FINDINGS, HEADINGS
from cwbaudit.terms import HeadingSource
from cwbaudit.where import Where, normal

if TYPE_CHECKING:
    import pyarrow as pa

_Kind: TypeAlias = tuple[str, str, str]
_Verdict: TypeAlias = tuple[str, HeadingSource, str]

_KINDS = """
    select l.body, a.supplier_id, l.category, any_value(a.supplier) as supplier, sum(l.amount) as amount, sum(l.lines) as lines
    from lines l join aliases a on a.alias_id = l.alias_id
    group by l.body, a.supplier_id, l.category
    order by l.body, a.supplier_id, l.category
"""

# What a kind of spend is most spent on speaks for it; five texts are enough, and a ledger may hold millions. The service that spends
# is not asked: of twelve headings that its words told in ten councils' files, one was what had been bought.
_TEXTS = """
    select body, supplier_id, category, text from (
        select l.body, a.supplier_id, l.category, l.{column} as text, sum(abs(l.amount)) as pounds
        from lines l
        join aliases a on a.alias_id = l.alias_id
        join untold u on u.body = l.body and u.supplier_id = a.supplier_id and u.category = l.category
        where l.{column} <> '' group by all
    )
    qualify row_number() over (partition by body, supplier_id, category order by pounds desc, text) <= 5
    order by body, supplier_id, category, pounds desc, text
"""
_NAMES = "select distinct supplier_id, supplier_name from a order by all desc"


def sort(lines: Tabular, aliases: Tabular, matches: Tabular, config: HeadingConfig, decisions: Decisions) -> tuple[Tabular, Tabular]:
    """A heading for every body x supplier x category, what told it, and findings for decisions and rules that decide nothing."""
    kinds = sql(_KINDS, lines=lines, aliases=aliases).dicts()
    judged, registered = _Judging(config, decisions, _spelled(aliases)), _registered(matches)
    found: dict[_Kind, _Verdict] = {}
    _tell(found, kinds, judged.by_people)
    codes = _texts("category_code", found, kinds, lines, aliases)
    _tell(found, kinds, lambda kind: judged.by_codes([*codes[_key(kind)], kind["category"]]) or _by_category(kind["category"]))
    texts = _texts("description", found, kinds, lines, aliases)
    _tell(found, kinds, lambda kind: _by_texts(texts[_key(kind)], by_strong_words) or _by_name(kind["supplier"]))
    _tell(found, kinds, lambda kind: _by_weak_words(kind["category"]) or _by_texts(texts[_key(kind)], by_weak_words))
    _tell(found, kinds, judged.by_supplier)
    _tell(found, kinds, lambda kind: registered.get(kind["supplier_id"]))
    return HEADINGS.build([_row(kind, found.get(_key(kind))) for kind in kinds]), FINDINGS.build(list(judged.unused()))


def _tell(found: dict[_Kind, _Verdict], kinds: Sequence[dict[str, Any]], by: Callable[[dict[str, Any]], _Verdict | None]) -> None:
    """What this evidence tells of the kinds that nothing stronger has told."""
    for kind in kinds:
        if _key(kind) not in found and (verdict := by(kind)):
            found[_key(kind)] = verdict


def _by_category(category: str) -> _Verdict | None:
    return _by_label(by_strong_words(category), category)


def _by_weak_words(category: str) -> _Verdict | None:
    return _by_label(by_weak_words(category), category)


def _by_label(told: Told | None, category: str) -> _Verdict | None:
    return (told.heading, HeadingSource.LABEL, f'"{told.by}" in the category "{category}"') if told else None


def _by_name(supplier: str) -> _Verdict | None:
    told = by_name(names.key(supplier))
    return (told.heading, HeadingSource.SUPPLIER_NAME, f'"{told.by}" in the name {supplier}') if told else None


def _spelled(aliases: Tabular) -> dict[str, str]:
    """Each supplier by any of its names, in normal form."""
    return {names.key(name): supplier_id for supplier_id, name in sql(_NAMES, a=aliases).rows()}


def _registered(matches: Tabular) -> dict[str, _Verdict]:
    """What the register says of a supplier's business, by supplier_id, where it has the supplier beyond doubt."""
    query = "select supplier_id, sic, matched_number from m where match_band = 'joined' and sic <> '' order by supplier_id"
    return {
        supplier_id: (told.heading, HeadingSource.SIC, f"SIC {told.by} of {number or 'its entry'} in the register")
        for supplier_id, sic, number in sql(query, m=matches).rows()
        if (told := by_sic(sic))
    }


def _texts(
    column: str, found: dict[_Kind, _Verdict], kinds: Sequence[dict[str, Any]], lines: Tabular, aliases: Tabular
) -> dict[_Kind, list[str]]:
    """What stands in this column of the lines of each kind that is still without a heading, those with most pounds first."""
    texts: dict[_Kind, list[str]] = defaultdict(list)
    if untold := [_key(kind) for kind in kinds if _key(kind) not in found]:
        query = _TEXTS.format(column=column)
        for body, supplier_id, category, text in sql(query, lines=lines, aliases=aliases, untold=_table(untold)).rows():
            texts[body, supplier_id, category].append(text)
    return texts


def _by_texts(texts: Sequence[str], by: Callable[[str], Told | None]) -> _Verdict | None:
    """The first description that tells anything."""
    return next(
        (
            (told.heading, HeadingSource.DESCRIPTION, f'"{told.by}" in the description "{text[:80]}"')
            for text in texts
            if (told := by(text))
        ),
        None,
    )


def _table(kinds: Sequence[_Kind]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {name: pa.array([kind[i] for kind in kinds], pa.string()) for i, name in enumerate(("body", "supplier_id", "category"))}
    )


def _row(kind: dict[str, Any], verdict: _Verdict | None) -> dict[str, Any]:
    heading, source, because = verdict or (UNKNOWN, HeadingSource.UNKNOWN, "")
    return {**kind, "heading": heading, "heading_source": source, "heading_because": because}


def _key(kind: dict[str, Any]) -> _Kind:
    return kind["body"], kind["supplier_id"], kind["category"]


class _Judging:
    """What people have said: decisions first, then the config's rules in order; and which of them decided nothing."""

    def __init__(self, config: HeadingConfig, decisions: Decisions, spelled: Mapping[str, str]) -> None:
        self._decided = {normal("category", decision.label): decision for decision in decisions.headings}
        self._suppliers = {
            supplier_id: decision for decision in decisions.supplier_headings if (supplier_id := spelled.get(names.key(decision.supplier)))
        }
        self._of_suppliers = decisions.supplier_headings
        self._codes = config.codes
        self._rules = [(rule, Where.of(rule.where)) for rule in config.rule]
        self._used: dict[str, set[str]] = defaultdict(set)

    def by_people(self, kind: dict[str, Any]) -> _Verdict | None:
        label = normal("category", kind["category"])
        if label and (decision := self._decided.get(label)):
            self._used["decision"].add(label)
            return decision.heading, HeadingSource.DECISION, decision.why
        row = {name: frozenset([normal(name, kind[name])]) for name in ("body", "supplier", "category")}
        for rule, where in self._rules:
            if where.holds(row):
                self._used["rule"].add(rule.id)
                return rule.heading, HeadingSource.RULE, rule.because
        return None

    def by_supplier(self, kind: dict[str, Any]) -> _Verdict | None:
        """What a person decided of the supplier: for what nothing else tells."""
        decision = self._suppliers.get(kind["supplier_id"])
        if decision is None:
            return None
        self._used["supplier"].add(decision.written)
        return decision.heading, HeadingSource.DECISION, decision.why or f"Decided by {decision.who or 'a person'}."

    def by_codes(self, texts: Sequence[str]) -> _Verdict | None:
        """The first of these texts that is or holds a code whose heading the config's files say, or the CPV's number."""
        for text in texts:
            if (own := self._own_code(text)) or (own := by_code(text)):
                return own.heading, HeadingSource.CODE, f"the code {own.by}"
        return None

    def _own_code(self, text: str) -> Told | None:
        """What the config's own codes say of a text that is nothing but a code, after the name of its scheme or without one."""
        written = text.rpartition(" ")[2]
        code = plain(written)
        if not any(char.isdigit() for char in code) or (text != written and not names_a_scheme(text)):
            return None
        found = max((one for one in self._codes if code.startswith(one.code)), key=lambda one: len(one.code), default=None)
        return Told(found.heading, text) if found else None

    def unused(self) -> Iterator[dict[str, Any]]:
        """Decisions on labels that nobody writes, and rules that decide nothing."""
        for label, decision in self._decided.items():
            if label not in self._used["decision"]:
                yield finding("decision-unused", source=decision.written, field="label", value=decision.label)
        for of_supplier in self._of_suppliers:
            if of_supplier.written not in self._used["supplier"]:
                yield finding("decision-unused", source=of_supplier.written, field="supplier", value=of_supplier.supplier)
        for rule, _ in self._rules:
            if rule.id not in self._used["rule"]:
                yield finding("rule-unused", field="heading.rule", value=rule.id, note=f"because: {rule.because}")
