"""Which column is what, by its header and its values together; and where two readings are close, what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cwbaudit.read.evidence import Evidence
from cwbaudit.read.vocabulary import basis, is_share, plain, roles, says_debit

# Settled in this order when two roles want one column at the same score.
ROLES = (
    "amount", "supplier_name", "date", "postcode", "company_number", "supplier_ref", "category", "category_code", "service", "description",
    "contract_ref",
    "declared_influence", "transaction_ref", "credit", "sign", "charity_number", "vat_number",
)  # fmt: skip
_MOSTLY = 0.5
_CODE = 13  # letters; a number of a supplier's has fewer
_WEAK, _CLEAR = 0.5, 0.75
_NO_FIRMS, _SOME_FIRMS = 0.05, 0.3  # of the cells
_NUMBER = re.compile(r"\b(?:no|num|number|ref|reference|id|code)\b")
_FEW = 4  # sums may be days by chance
_FEWER = 5  # times as many names
_BYSTANDERS = ("publisher", "counter", "vat", "supplier_type", "address", "start_date", "end_date", "other_postcode")


@dataclass
class Assignment:
    """Our name to the column's place; why; and the close calls, each with the key that settles it; `sign_doubt` is of signs."""

    columns: dict[str, int] = field(default_factory=dict)
    bystanders: dict[str, int] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    close: list[str] = field(default_factory=list)
    sign_doubt: str = ""


def assign(names: Sequence[str], evidence: Sequence[Evidence], pinned: Mapping[str, int], parts: Sequence[int] = ()) -> Assignment:
    """The columns of a table; `pinned` ones are the user's and are not judged, and neither are `parts` of the amount."""
    result = Assignment(columns=dict(pinned))
    scores = _scores(names, evidence)
    taken = {*pinned.values(), *parts}
    ranked = sorted(scores.items(), key=lambda entry: (-entry[1], _rank(entry[0][0]), entry[0][1]))
    for (role, i), score in ranked:
        where = result.columns if role in ROLES else result.bystanders
        if i not in taken and role not in where and score >= 0.1:
            where[role] = i
            taken.add(i)
    if "category" not in result.columns and "category_code" in result.columns:
        result.columns["category"] = result.columns["category_code"]  # a code is a name, too, where there is no other
    _numbered_suppliers(names, evidence, result, taken)
    _by_values(names, evidence, result, taken, pinned)
    _of_payments(names, evidence, result, pinned)
    result.why += _told_by(names, evidence, [(role, i) for role, i in result.columns.items() if role not in pinned])
    result.close += _rivals(result.columns, scores, names, evidence, pinned)
    return result


def _by_values(names: Sequence[str], evidence: Sequence[Evidence], result: Assignment, taken: set[int], pinned: Mapping[str, int]) -> None:
    """What no name has told: the one column that by its values can be the amount, the likeliest supplier; each is said."""
    told = result.bystanders.get("publisher")
    if "supplier_name" not in result.columns and told is not None and evidence[told].distinct > _MOSTLY * evidence[told].filled:
        taken = taken - {told}  # no body publishes under another name on every row: `Organisation` is whom it paid
    free = [i for i in range(len(names)) if i not in taken]
    sums = [i for i in free if not is_share(names[i]) and _looks_like_sums(evidence[i])]
    if "amount" not in result.columns and len(sums) == 1:
        result.columns["amount"] = sums[0]
        result.close.append(_told("amount", names[sums[0]], "it is the only column of sums of money"))
    _firms(names, evidence, result, pinned)
    parties = max(((evidence[i].firms, evidence[i].parties, -i) for i in free if _names_parties(evidence[i])), default=(0.0, 0.0, 0))
    if "supplier_name" not in result.columns and parties[1] > 0.1:
        result.columns["supplier_name"] = -parties[2]
        result.close.append(_told("supplier_name", names[-parties[2]], "it names more firms and public bodies than any other"))
    told = result.columns.get("description")
    if (
        "supplier_name" not in result.columns
        and told is not None
        and "description" not in pinned
        and evidence[told].parties > _MOSTLY
        and evidence[told].distinct > 1
    ):
        result.columns["supplier_name"] = result.columns.pop("description")  # a bank's own list has nothing else that names who was paid
        result.close.append(_told("supplier_name", names[told], "most of its cells name firms and public bodies"))
    days = [i for i in free if evidence[i].dates > 0.9 and evidence[i].filled > 0.5 * evidence[i].rows and _may_be_days(names[i])]
    days = days or [i for i in free if _day_numbers(evidence[i]) and "amount" in roles(names[i])]  # `Paid` over days, not sums
    if "date" not in result.columns and days:
        result.columns["date"] = days[-1]
    if "postcode" not in pinned:
        _postcodes(names, evidence, result)


def _firms(names: Sequence[str], evidence: Sequence[Evidence], result: Assignment, pinned: Mapping[str, int]) -> None:
    """Where no name tells the supplier, or one weakly of a column without firms, it is the column of firms that no name tells surely."""
    supplier = result.columns.get("supplier_name")
    if "supplier_name" in pinned or (
        supplier is not None and (roles(names[supplier]).get("supplier_name", 0) >= _CLEAR or evidence[supplier].firms > _NO_FIRMS)
    ):
        return
    sure = {i for role, i in result.columns.items() if role in pinned or roles(names[i]).get(role, 0) >= _CLEAR}
    sure |= {i for role, i in result.bystanders.items() if roles(names[i]).get(role, 0) >= _CLEAR}
    some = [i for i, e in enumerate(evidence) if i not in sure and e.firms > _SOME_FIRMS and _names_parties(e)]
    if not some:
        return
    best = max(some, key=lambda i: (evidence[i].firms, -i))
    for role in [role for role, i in result.columns.items() if i == best]:
        del result.columns[role]
    result.columns["supplier_name"] = best
    result.close.append(_told("supplier_name", names[best], "it names more firms and public bodies than any other"))


def _postcodes(names: Sequence[str], evidence: Sequence[Evidence], result: Assignment) -> None:
    """The one column of postcodes, where no name tells one, or the column so named holds something else: cells had slipped."""
    taken = {*result.columns.values()}
    codes = [i for i in range(len(names)) if i not in taken and evidence[i].postcodes > 0.6 and not evidence[i].constant]
    named, elsewhere = result.columns.get("postcode"), result.bystanders.get("other_postcode")
    if elsewhere in codes:
        codes.remove(elsewhere)
        if named is None:
            result.why.append(f'"{names[elsewhere]}" is not taken for the postcode of the supplier, who may be elsewhere.')
    if len(codes) != 1 or (named is not None and (evidence[named].postcodes > 0.1 or not evidence[named].filled)):
        return
    result.columns["postcode"] = codes[0]
    if named is not None:
        result.close.append(f'"{names[named]}" holds no postcodes: they stand under "{names[codes[0]]}", and were taken from there.')


def _numbered_suppliers(names: Sequence[str], evidence: Sequence[Evidence], result: Assignment, taken: set[int]) -> None:
    """A column whose name can only be the supplier's is that where it has some names among numbers; of numbers alone, the reference."""
    sure = [i for i, name in enumerate(names) if i not in taken and evidence[i].filled and roles(name).get("supplier_name", 0) >= 0.8]
    if "supplier_name" in result.columns:
        codes = [i for i in sure if evidence[i].words < 0.05 and evidence[i].length < _CODE and not evidence[i].pennies]
        if len(codes) == 1 and "supplier_ref" not in result.columns:
            result.columns["supplier_ref"] = codes[0]  # `Supplier` over numbers beside `Name`
            taken.add(codes[0])
        return
    if len(sure) != 1 or evidence[sure[0]].pennies > 0.1 or evidence[sure[0]].dates > 0.1:
        return
    taken.add(sure[0])
    if evidence[sure[0]].words > 0.05:
        result.columns["supplier_name"] = sure[0]
        result.close.append(f'"{names[sure[0]]}" has numbers in place of names in {1 - evidence[sure[0]].words:.0%} of its cells.')
    else:
        result.columns.setdefault("supplier_ref", sure[0])


def _of_payments(names: Sequence[str], evidence: Sequence[Evidence], result: Assignment, pinned: Mapping[str, int]) -> None:
    """A reference that differs where the supplier does not is of payments, not of suppliers; a credit stands beside debits only."""
    columns = result.columns
    reference, supplier = (columns.get(role) for role in ("supplier_ref", "supplier_name"))
    weak = reference is not None and "supplier_ref" not in pinned and roles(names[reference]).get("supplier_ref", 0) < 0.5
    if weak and reference is not None and supplier is not None and evidence[reference].distinct > 1.5 * evidence[supplier].distinct:
        columns.setdefault("transaction_ref", columns.pop("supplier_ref"))
    if "credit" in columns and "credit" not in pinned and not ("amount" in columns and says_debit(names[columns["amount"]])):
        result.bystanders["credit"] = columns.pop("credit")


def _looks_like_sums(e: Evidence) -> bool:
    """Whether numbers say themselves that they are sums: by their pennies, or by the pound sign that no reference has."""
    return e.money > 0.9 and (e.pennies > 0.3 or e.pounds > _MOSTLY) and _money_fit(e) > 0.7


def _may_be_days(name: str) -> bool:
    """Whether the name says date, or nothing: numbers of bills may look like days."""
    said = roles(name)
    return "date" in said or not (said or _NUMBER.search(plain(name)))


def _names_parties(e: Evidence) -> bool:
    return e.words > 0.8 and not e.constant and e.filled > 0.5 * e.rows and e.distinct > 1


def _told(role: str, name: str, why: str) -> str:
    return f'No header says which column is the {role}; "{name}" was taken, because {why}. columns = {{ {role} = "..." }} would settle it.'


def _rank(role: str) -> int:
    return (*ROLES, *_BYSTANDERS).index(role)


def _scores(names: Sequence[str], evidence: Sequence[Evidence]) -> dict[tuple[str, int], float]:
    empty = all(not e.filled for e in evidence)
    fullest = max((e.filled for e, name in zip(evidence, names, strict=False) if "amount" in roles(name) and _money_fit(e)), default=0)
    return {
        (role, i): round(
            said * (1.0 if empty else _fit(role, evidence[i]) * _shared(role, evidence[i], fullest) * _moving(role, said, evidence[i]))
            + _nudge(role, name),
            4,
        )
        for i, name in enumerate(names)
        for role, said in roles(name).items()
    }


def _shared(role: str, e: Evidence, fullest: int) -> float:
    """Of several columns of sums, the amount is one that has a sum on nearly every row that has any."""
    return 0.4 + 0.6 * min(1.0, e.filled / fullest) if role == "amount" and fullest else 1.0


def _moving(role: str, said: float, e: Evidence) -> float:
    """One day on every row is that of a payment run where the name says payment; else it is likelier the day of the file."""
    return 0.6 if role == "date" and said < 0.9 and e.constant else 1.0


def _nudge(role: str, name: str) -> float:
    """At a tie, the amount without VAT: the publishing code asks for it, and VAT that is recovered is not spend."""
    return 0.03 if role == "amount" and basis(name) == "net" else 0.0


def _fit(role: str, e: Evidence) -> float:
    """How well the values agree with the role, 0 to 1; 0 is a veto."""
    if not e.filled:
        return 0.12
    if role == "amount":
        return _money_fit(e)
    if role not in ("vat", "credit") and e.money > 0.9 and e.pennies > 0.3 and not e.dates:
        return 0.0  # a column of sums is no service, whatever it is called: amounts may stand in a column for each
    if role == "credit":
        return 1.0 if e.money > 0.9 else 0.0
    if role == "supplier_name":
        if max(e.money, e.dates) > 0.5 or e.codes > 0.8:
            return 0.0
        return max(e.words, 0.4) * (0.35 if e.constant else 1.0) * (0.5 if e.sparse else 1.0)
    if role == "date":
        return 0.0 if e.dates < 0.5 and not _day_numbers(e) else max(e.dates, 0.6) * (0.6 if e.sparse else 1.0)
    if role == "postcode":
        return 0.15 if e.postcodes < 0.3 else 1.0
    if role == "supplier_ref":
        return 0.3 if e.length > 24 else 0.5 if e.running else 1.0
    if role == "company_number":
        return 0.3 if e.companies < 0.3 else 1.0
    if role in ("category", "service") and e.words < 0.2:
        return 0.5  # a code is read where no name stands beside it
    return 0.6 if e.sparse else 1.0


def _money_fit(e: Evidence) -> float:
    """An amount is nearly always money, mostly with pennies, and never counts upwards."""
    if e.money < 0.6 or e.dates > 0.8:
        return 0.0
    return (
        e.money
        * (0.2 if e.running or (_day_numbers(e) and e.distinct > _FEW) else 1.0)
        * (0.45 if e.sparse or e.filled < 0.1 * e.rows else 1.0)
        * (1.0 if e.pennies > 0.2 else 0.85)
    )


def _day_numbers(e: Evidence) -> bool:
    return e.serials > 0.9


def _told_by(names: Sequence[str], evidence: Sequence[Evidence], judged: Sequence[tuple[str, int]]) -> list[str]:
    """Why each column is what it is taken for: one sentence where its values speak too, one for all that only their names tell."""
    found: list[str] = []
    by_name: dict[str, list[str]] = {}
    for role, i in judged:
        said = roles(names[i]).get(role, 0)
        clear = said >= 0.9
        if facts := _facts(role, evidence[i]):
            name = f"its name {'says so' if clear else 'suggests it'}, and " if said else ""
            found.append(f'"{names[i]}" is our {role}: {name}{facts}.')
        else:
            how = "By their names" if clear else "By what their names suggest" if said else "By their values"
            by_name.setdefault(how, []).append(f'{role} is "{names[i]}"')
    return [*found, *(f"{how}: {', '.join(columns)}." for how, columns in by_name.items())]


def _facts(role: str, e: Evidence) -> str:
    """What the values of the column say for it; empty where they say nothing."""
    facts = {
        "amount": f"{e.money:.0%} of its cells are sums of money",
        "date": f"{e.dates + e.serials:.0%} are dates",
        "postcode": f"{e.postcodes:.0%} are postcodes",
        "supplier_name": f"it names {_many(e.distinct, 'party', 'different parties')} in {_many(e.filled, 'sampled row', 'sampled rows')}",
    }
    return facts.get(role, "") if e.filled else ""


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


def _rivals(
    columns: Mapping[str, int],
    scores: Mapping[tuple[str, int], float],
    names: Sequence[str],
    evidence: Sequence[Evidence],
    pinned: Mapping[str, int],
) -> list[str]:
    """Other columns that could be the amount, the supplier or the date: named, with the key that would choose them."""
    found = []
    for role, near in (("amount", 0.4), ("supplier_name", 0.75), ("date", 0.9)):
        if role not in columns or role in pinned:
            continue
        best = scores.get((role, columns[role]), 0.0)
        others = [i for (r, i), score in scores.items() if r == role and i != columns[role] and score >= near * best and evidence[i].filled]
        if role == "supplier_name":  # what names few is their kind, `Supplier type`, whatever it is called
            others = [i for i in others if evidence[i].distinct * _FEWER >= evidence[columns[role]].distinct]
        if role == "amount" and roles(names[columns[role]]).get(role, 0) < _WEAK:  # a name of last resort, and sums that none explains
            others += [
                i for i, e in enumerate(evidence) if i != columns[role] and not roles(names[i]) and e.money > 0.9 and e.pennies > 0.3
            ]
        for i in others:
            settle = f'columns = {{ {role} = "{names[i]}" }}'
            found.append(f'"{names[columns[role]]}" was taken as {role}; "{names[i]}" could be it too: {settle} would take that.')
    return found
