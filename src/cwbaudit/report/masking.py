"""People are not named in reports: their names, and whatever else of theirs a report would show, give way to `Individual 1`.

The tables of the audit keep the names; what leaves the folder as a report does not, unless `[report] individuals = "named"`. A firm that
is written with a person's name too is called by a spelling that names nobody: `_called` picks it, and no other spelling is ever printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cwbaudit.engine import Tabular, sql
from cwbaudit.kinds import names_a_person, plain, trading, words_of
from cwbaudit.people import PEOPLE
from cwbaudit.report.model import Report, Scenario, Supplier
from cwbaudit.terms import Kind

_WITHHELD = {what: f"({what.split('_')[0].replace('vat', 'VAT number')} withheld)" for what in ("postcode", "address", "vat_number")}
MASKED = (*PEOPLE, Kind.REDACTED)

_AS_IS = ("suppliers", "findings", "scenarios", "kinds", "credits", "bodies", "place", "individuals")
_WORD = re.compile(r"\w+")
_LABELS = {Kind.REDACTED.value: "Redacted"}
_PEOPLE = """
    with scoped as (select supplier_id, sum(amount) as amount from spend where scope = 'in scope' group by all)
    select s.supplier_id, s.name, s.kind, s.postcode, s.postcode_as_written, s.address, s.vat_number
    from suppliers s left join scoped c on c.supplier_id = s.supplier_id
    where s.kind in ({kinds})
    order by c.amount is null, c.amount desc, s.amount desc, s.supplier_id
"""
# Only a supplier of several spellings, of one with "t/a" or a title, or of a number can be something else than its own name says.
_FIRMS = """
    select s.supplier_id, any_value(s.name) as name, any_value(s.registered_as) as registered_as,
           any_value(s.company_number) as company_number, any_value(s.charity_number) as charity_number,
           list(a.supplier_name order by a.amount desc, a.supplier_name) as spelled
    from suppliers s
    join (select supplier_id, supplier_name, abs(sum(amount)) as amount from aliases group by all) a on a.supplier_id = s.supplier_id
    where s.kind not in ({kinds})
    group by s.supplier_id
    having count(*) > 1 or any_value(s.company_number || s.charity_number) <> ''
        or regexp_matches(any_value(s.name), '(?i)\\b(t\\W+as?|trading as|mrs?|miss)\\b')
    order by s.supplier_id
"""
_WRITTEN = "select distinct supplier_id, supplier_name, postcode, address, vat_number from aliases order by all"


@dataclass(frozen=True)
class Masks:
    """What stands for what. `names` and `firms`, which are called otherwise than in the tables, are by supplier; `texts` by what is
    written, in small letters."""

    names: dict[str, str] = field(default_factory=dict)
    firms: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    starts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The text with each name and postcode of a masked supplier replaced where it stands as whole words."""
        small, kept, at = text.casefold(), [], 0
        if len(small) != len(text):  # a few letters fold into two: then the folded text is what can be searched
            text = small
        for word in _WORD.finditer(small):
            if word.start() < at:
                continue
            for written in self.starts.get(word.group(), ()):
                begin = word.start() - _lead(written)
                end = begin + len(written)
                if begin >= at and small.startswith(written, begin) and not small[end : end + 1].isalnum():
                    kept += [text[at:begin], self.texts[written]]
                    at = end
                    break
        return "".join([*kept, text[at:]])


def masks(spend: Tabular, suppliers: Tabular, aliases: Tabular) -> Masks:
    """A mask for every person and every withheld name: numbered from the largest in scope, ties by supplier id."""
    kinds = ", ".join(f"'{kind.value}'" for kind in MASKED)
    rows = sql(_PEOPLE.format(kinds=kinds), spend=spend, suppliers=suppliers).dicts()
    names, counts = {}, {"Individual": 0, "Redacted": 0}
    for row in rows:
        label = _LABELS.get(row["kind"], "Individual")
        counts[label] += 1
        names[row["supplier_id"]] = f"{label} {counts[label]}"
    texts = {row[column]: mask for row in rows for column, mask in (*_WITHHELD.items(), ("postcode_as_written", _WITHHELD["postcode"]))}
    for supplier_id, written, *beside in sql(_WRITTEN, aliases=aliases).rows() if names else ():
        if supplier_id in names:
            texts |= dict(zip(beside, _WITHHELD.values(), strict=True)) | _said(written, names[supplier_id])
    firms, called = _firms(sql(_FIRMS.format(kinds=kinds), suppliers=suppliers, aliases=aliases).dicts())
    return made(names, _kept(called, suppliers) | texts, firms)


def _said(written: str, mask: str) -> dict[str, str]:
    """The mask for a person's name, and for what of it stands before "t/a"."""
    return {part: mask for part in (written, trading(written)[0]) if part}


def _firms(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """By supplier what a firm is called whose own name is a person's; and by each person's name that a firm is written with, the firm's."""
    firms: dict[str, str] = {}
    called: dict[str, str] = {}
    for row in rows:
        if personal := [written for written in row["spelled"] if names_a_person(written)]:
            shown = row["name"] if not names_a_person(row["name"]) else _called(row)
            called |= {text: mask for written in personal for text, mask in _said(written, shown).items()}
            if shown != row["name"]:
                firms[row["supplier_id"]] = shown
    return firms, called


def _called(row: Mapping[str, Any]) -> str:
    """What names nobody: a spelling, the largest first; a trading name; the name in a register; else the number that makes it a firm."""
    spelled: list[str] = row["spelled"]
    known: tuple[str, ...] = (*spelled, *(trading(written)[1] for written in spelled), row["registered_as"])
    for text in known:
        if text and not names_a_person(text):
            return text
    told = (("Company", row["company_number"]), ("Charity", row["charity_number"]))
    return next((f"{what} {number}" for what, number in told if number), "(a person's name)")


def _kept(called: dict[str, str], suppliers: Tabular) -> dict[str, str]:
    """What firms' spellings are called; and each firm whose own name has such a spelling in it as itself."""
    if not called:
        return {}
    said = made({}, called)
    every = (name for (name,) in sql("select distinct name from suppliers order by name", suppliers=suppliers).rows())
    return called | {name: name for name in every if name not in called and said.text(name) != name and not names_a_person(name)}


def made(names: dict[str, str], texts: Mapping[str, str], firms: dict[str, str] | None = None) -> Masks:
    """Masks of these names and texts; of two that begin alike the longer is tried first."""
    small = {text.strip().casefold(): mask for text, mask in texts.items() if _tells(text, mask)}
    starts: dict[str, tuple[str, ...]] = {}
    for written in sorted(small, key=lambda text: (-len(text), text)):
        word = _WORD.search(written)
        if word:
            starts[word.group()] = (*starts.get(word.group(), ()), written)
    return Masks(names, firms or {}, small, starts)


def _tells(text: str, mask: str) -> bool:
    """Whether the text could tell who someone is: not "n/a" in a postcode's place, nor "Redacted", which rules and notes say too."""
    if mask in _WITHHELD.values():
        return sum(ch.isalnum() for ch in text) >= 5 and any(ch.isdigit() for ch in text)
    return not set(plain(text)) <= words_of(Kind.REDACTED)


def _lead(written: str) -> int:
    """How many marks stand before the first word."""
    word = _WORD.search(written)
    return word.start() if word else 0


def masked(report: Report, hidden: Masks) -> Report:
    """The report without a name, postcode or id of a masked supplier; firms' own names stay as they are."""
    suppliers = [_supplier(supplier, hidden) for supplier in report.suppliers]
    findings = [item.model_copy(update={"example": _example(item.example, hidden)}) for item in report.findings]
    shown: Report = walked(report, hidden.text, but=_AS_IS)
    return shown.model_copy(
        update={"suppliers": suppliers, "findings": findings, "scenarios": [scenario(one, hidden) for one in report.scenarios]}
    )


def scenario(played: Scenario, hidden: Masks) -> Scenario:
    """A what-if whose words name no masked supplier; its moves by supplier are masked where they are made."""
    shown: Scenario = walked(played, hidden.text, but=("by_supplier",))
    return shown


def _supplier(supplier: Supplier, hidden: Masks) -> Supplier:
    categories = [hidden.text(category) for category in supplier.categories]
    if name := hidden.firms.get(supplier.supplier_id):
        # the id is a hash of the name in the tables: whoever guesses a name could prove it
        return supplier.model_copy(update={"supplier_id": f"firm-{_turn(hidden, supplier)}", "name": name, "categories": categories})
    if supplier.supplier_id not in hidden.names:
        return supplier.model_copy(update={"categories": categories})
    name = hidden.names[supplier.supplier_id]
    return supplier.model_copy(
        update={"supplier_id": name.lower().replace(" ", "-"), "name": name, "postcode": "", "aliases": 1, "categories": categories}
    )


def _turn(hidden: Masks, supplier: Supplier) -> int:
    """Which of the firms it is that are called otherwise than in the tables, in the order of their new names."""
    return sorted(hidden.firms, key=lambda each: (hidden.firms[each], each)).index(supplier.supplier_id) + 1


def _example(example: str, hidden: Masks) -> str:
    """An example without masked names, and without a person's name on a row that was set aside and so is no supplier's."""
    parts = [hidden.text(part) for part in example.split(": ")]
    return ": ".join("(a person's name)" if names_a_person(part.removeprefix("It names ")) else part for part in parts)


def walked(part: Any, change: Callable[[str], str], but: Iterable[str] = ()) -> Any:
    """The part of a report with `change` made to every text in it."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, list):
        return [walked(item, change) for item in part]
    if isinstance(part, dict):
        return {key: walked(value, change) for key, value in part.items()}
    if hasattr(part, "model_copy"):
        values = {name: getattr(part, name) for name in type(part).model_fields if name not in but}
        return part.model_copy(update={name: walked(value, change) for name, value in values.items()})
    return part
