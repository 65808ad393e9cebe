"""People are not named in reports: their names, and whatever else of theirs a report would show, give way to `Individual 1`.

The tables of the audit keep the names; what leaves the folder as a report does not, unless `[report] individuals = "named"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cwbaudit.engine import Tabular, sql
from cwbaudit.kinds import kind, plain, words_of
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
_JOINED = "select distinct supplier_name, supplier from aliases where method in ('number', 'decision') order by all"
_WRITTEN = "select distinct supplier_id, supplier_name, postcode, address, vat_number from aliases order by all"


@dataclass(frozen=True)
class Masks:
    """What stands for what. `names` is by supplier; `texts` by what is written, in small letters."""

    names: dict[str, str] = field(default_factory=dict)
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
            texts |= dict(zip(beside, _WITHHELD.values(), strict=True)) | {written: names[supplier_id]}
    return made(names, _firms(suppliers, aliases) | texts)


def _firms(suppliers: Tabular, aliases: Tabular) -> dict[str, str]:
    """By a person's name the firm that the person was joined to; and each firm whose own name has such a name in it as itself."""
    joined = sql(_JOINED, aliases=aliases).rows()
    people = {written: firm for written, firm in joined if kind(written)[0] in PEOPLE and kind(firm)[0] not in PEOPLE}
    if not people:
        return {}
    said = made({}, people)
    every = (name for (name,) in sql("select distinct name from suppliers order by name", suppliers=suppliers).rows())
    return people | {name: name for name in every if name not in people and said.text(name) != name}


def made(names: dict[str, str], texts: Mapping[str, str]) -> Masks:
    """Masks of these names and texts; of two that begin alike the longer is tried first."""
    small = {text.strip().casefold(): mask for text, mask in texts.items() if _tells(text, mask)}
    starts: dict[str, tuple[str, ...]] = {}
    for written in sorted(small, key=lambda text: (-len(text), text)):
        word = _WORD.search(written)
        if word:
            starts[word.group()] = (*starts.get(word.group(), ()), written)
    return Masks(names, small, starts)


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
    if supplier.supplier_id not in hidden.names:
        return supplier.model_copy(update={"categories": categories})
    name = hidden.names[supplier.supplier_id]
    # the id is a hash of the name: whoever guesses a name could prove it
    return supplier.model_copy(
        update={"supplier_id": name.lower().replace(" ", "-"), "name": name, "postcode": "", "aliases": 1, "categories": categories}
    )


def _example(example: str, hidden: Masks) -> str:
    """An example without masked names, and without a person's name on a row that was set aside and so is no supplier's."""
    parts = [hidden.text(part) for part in example.split(": ")]
    return ": ".join("(a person's name)" if kind(part.removeprefix("It names "))[0] in PEOPLE else part for part in parts)


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
