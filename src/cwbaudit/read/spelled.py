"""How a body writes its suppliers, each way once, in order: with what its register says of them where the payment does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cwbaudit.arrays import table
from cwbaudit.catalogue import finding
from cwbaudit.engine import Tabular, quoted, sql
from cwbaudit.kinds import kind
from cwbaudit.money import ZERO, percent, pounds, share
from cwbaudit.names import NO_NAME
from cwbaudit.people import PEOPLE
from cwbaudit.read.addresses import ENDING
from cwbaudit.read.register import GIVEN, NUMBERS, Found, Register
from cwbaudit.read.values import ending
from cwbaudit.terms import Basis, Kind

if TYPE_CHECKING:
    import pyarrow as pa

_OWN = f"case when postcode <> '' or address = '' then postcode else regexp_extract(upper(address), {quoted(ENDING)}, 1) end"
_LACKING = ", ".join(f"count(*) filter ({what} = '')" for what in GIVEN)
_ASKED = f"""
    select supplier_ref, supplier_name, count(*), sum(amount), coalesce(sum(amount) filter (postcode = ''), 0), min(source), min(row),
        {_LACKING}
    from (select * replace ({_OWN} as postcode) from lines) group by 1, 2 order by 2, 1
"""
# An address goes with its postcode: beside another postcode of the payment's own it would mislead.
_GOES = dict.fromkeys(NUMBERS, "true") | {"address": "l.own = '' or upper(replace(l.own, ' ', '')) = upper(replace(g.postcode, ' ', ''))"}
_OR_ELSE = ", ".join(
    f"case when l.{what} <> '' then l.{what} when {goes} then coalesce(g.{what}, '') else '' end as given_{what}"
    for what, goes in _GOES.items()
)
# Everything that is read of a line but its place: how its supplier is written, and what recurs by its nature, are worked out once for
# each way of saying it, as 16 digits, so that most lines are one block for the hash.
_WHO = f"md5(concat_ws(chr(31), {{body}}, supplier_name, supplier_ref, company_number, postcode) || {ending()})[:16]"
_SPELLED = f"""
    select way, supplier_name, supplier_ref, {", ".join(f"given_{what}" for what in GIVEN)}, postcode_basis, {_WHO} as who,
        md5(concat_ws(chr(31), {{body}}, supplier_name, supplier_ref, given_company_number, given_postcode, postcode_basis)
            || {ending("given_")}) as alias_id
    from (
        select l.*, {_OR_ELSE},
            case when l.own <> '' then l.own else coalesce(g.postcode, '') end as given_postcode,
            case when l.own <> '' then '{Basis.SPEND_FILE}' when g.postcode <> '' then '{Basis.SUPPLIER_REGISTER}'
                else '{Basis.NONE}' end as postcode_basis
        from (select *, {_OWN} as own from suppliers) l
        left join given g on g.supplier_ref = l.supplier_ref and g.supplier_name = l.supplier_name
    ) order by way
"""


@dataclass
class _Joined:
    """What became of the payments: how many there are, how many have an entry, and what each of these was given."""

    lines: int = 0
    amount: Decimal = ZERO
    known: int = 0
    known_amount: Decimal = ZERO
    given: Counter[str] = field(default_factory=Counter)


def spellings(body: str, suppliers: Tabular, given: pa.Table) -> pa.Table:
    """Each `way` that a table of the body writes its suppliers, in order: with what is `given` of it, its alias_id, and `who`, a hash."""
    return sql(_SPELLED.replace("{body}", quoted(body)), suppliers=suppliers, given=given).arrow()


def answers(lines: Tabular, register: Register | None) -> tuple[pa.Table, list[dict[str, Any]]]:
    """What the register gives of each supplier of the lines, by reference and name; and what it answered and could not answer."""
    given: list[tuple[str, ...]] = []
    notes = list(_asked(lines, register, given)) if register else []
    return _table(given), notes


def _asked(lines: Tabular, register: Register, given: list[tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    """The findings of the register; what it gives is put into `given`."""
    whole, unplaced, apart = _Joined(), dict[str, list[Any]](), defaultdict[tuple[str, str, tuple[str, ...], bool], Decimal](Decimal)
    for reference, name, count, amount, without, source, row, *lacking in sql(_ASKED, lines=lines).rows():
        found = register.find(reference, name if name != NO_NAME else "")
        given.append((reference, name, *(found.given[what] for what in GIVEN)))
        _count(whole, found, count, Decimal(amount), dict(zip(GIVEN, lacking, strict=True)))
        shown = bool(found.several) and kind(name)[0] not in (*PEOPLE, Kind.REDACTED)
        if lacking[0] and not found.given["postcode"]:
            note = "Its entry has none." if found.known else "It has no entry."
            if "postcode" in found.several:
                note = _answers("The register gives", found.several["postcode"], shown)
            before = unplaced.setdefault(name, [0, ZERO, source, row, note])
            before[0], before[1] = before[0] + lacking[0], before[1] + Decimal(without)
        for what, answers in found.several.items():
            apart[found.key, what, answers, shown] += Decimal(amount)
    for name, (count, amount, source, row, note) in unplaced.items():
        said = f"{count:,} line{'s' if count > 1 else ''} without a postcode. {note}"
        yield finding("register-unmatched", source=source, row=row, field="supplier_name", value=name, amount=amount, note=said)
    for (key, what, answers, shown), amount in apart.items():
        note = _answers("Its entries give", answers, shown)
        yield finding("register-disagrees", source=register.label, field=what, value=key, amount=amount, note=f"{note} None was taken.")
    yield finding("register-joined", source=register.label, field="register", amount=whole.known_amount, note=_said(whole))


def _count(whole: _Joined, found: Found, count: int, amount: Decimal, lacking: dict[str, int]) -> None:
    whole.lines, whole.amount = whole.lines + count, whole.amount + amount
    if found.known:
        whole.known, whole.known_amount = whole.known + count, whole.known_amount + amount
    whole.given.update({what: lacking[what] for what in GIVEN if found.given[what]})


def _answers(said: str, answers: tuple[str, ...], shown: bool) -> str:
    """How many answers there are, and which; those of a person are not repeated."""
    listed = f": {', '.join(answers[:5])}" if shown else ""
    return f"{said} {len(answers)} answers{listed}."


def _said(whole: _Joined) -> str:
    """How many payments have an entry, by number and by pounds, and what they had from it."""
    words = {what: what.removesuffix("_number").replace("vat", "VAT") + (" number" if what in NUMBERS else "") for what in GIVEN}
    gave = ", ".join(f"{words[what]} {whole.given[what]:,}" for what in GIVEN if whole.given[what])
    of = f"{whole.known:,} of {whole.lines:,} payments have an entry, {pounds(whole.known_amount)} of {pounds(whole.amount)}"
    return f"{of} ({percent(share(whole.known_amount, whole.amount))}). Given where the payment has none: {gave or 'nothing'}."


def _table(given: list[tuple[str, ...]]) -> pa.Table:
    import pyarrow as pa

    names = ("supplier_ref", "supplier_name", *GIVEN)
    return table({name: ([entry[i] for entry in given], pa.string()) for i, name in enumerate(names)})
