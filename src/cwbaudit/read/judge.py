"""From the cells of a grid to its layout, by evidence; or a refusal that says what is missing and how to name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cwbaudit.errors import SourceError, did_you_mean
from cwbaudit.names import NO_NAME
from cwbaudit.read import amounts, dates
from cwbaudit.read.across import find_across, of_periods
from cwbaudit.read.addresses import address_columns, take_address
from cwbaudit.read.cells import Cells, NumberedRow
from cwbaudit.read.columns import Assignment, assign
from cwbaudit.read.currency import in_pounds
from cwbaudit.read.evidence import Evidence, by_form, weigh
from cwbaudit.read.header import Header, find_header, guide_row, header_by_shape, header_named, row_likeness, unique
from cwbaudit.read.invoices import line_amounts
from cwbaudit.read.layout import ABOVE_ROWS, Kind, Layout, commonest, counted, notes_begin, sample
from cwbaudit.read.left_out import LeftOut, find_left_out, kept_rows, named_left_out, owed
from cwbaudit.read.listed import leave_out_hollow, require_register, sums_left_out
from cwbaudit.read.made import find_made, take_made
from cwbaudit.read.other_kinds import refuse_others, refuse_what_is_owed
from cwbaudit.read.outline import ABOVE, Outline, outline_of
from cwbaudit.read.parts import Parts, alike, find_parts, key, take
from cwbaudit.read.proven import reference_of_suppliers
from cwbaudit.read.schemas import SPEND, schema
from cwbaudit.read.signs import AS_PUBLISHED, REVERSED, credit_column, money_out, mostly_negative, told_credits
from cwbaudit.read.tax import noted_basis, vat_basis, with_irrecoverable
from cwbaudit.read.units import in_units
from cwbaudit.read.vocabulary import is_share, other_currency, plain

_LOOKED_AT = 150
_ENDS = 60
_SUMMARY = 2  # rows; one may be the total
_DATE = re.compile(r"(?<!to )\bdates?\b")
_SUM = re.compile(r"[-(]?\u00a3? ?-?\d[\d,]*\.\d{2}\)?")


@dataclass(frozen=True)
class Settings:
    """What the user has settled: column names, header row, date format, VAT basis, and what the file is."""

    columns: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    header_row: int | None = None
    date_format: str = ""
    amount_basis: str = "unstated"
    kind: Kind = "payments"
    signs: str = ""
    suppliers_above: bool | None = None
    unit: str = ""
    leave_out: Mapping[str, tuple[str, ...]] | None = None
    number_in_name: bool | None = None


def judge(cells: Cells, where: str, settings: Settings) -> Layout:
    """The layout of the table in `cells`; SourceError where it is no table of the kind that was asked for."""
    header = _header(cells, where, settings)
    first_row = _first_row(cells, header)
    names = header.names + tuple(f"column {i + 1}" for i in range(len(header.names), len(cells.names)))
    guide = guide_row(cells.at([first_row]), header.rows)
    end = notes_begin(columns := sample(cells, first_row, without=(*header.rows, *guide)))
    evidence = [weigh(column[:end]) for column in columns]
    pinned, several = _pinned(names, header, where, settings)
    assignment = assign(names, evidence, pinned, [place for places in several.values() for place in places])
    reference_of_suppliers(names, columns, assignment, pinned)
    told = _parts(names, [column[:end] for column in columns], evidence, assignment, several, where, settings)
    if told:
        names = take(told, names, columns, evidence, assignment)
    address = several.get("address", ()) if "address" in settings.columns else address_columns(names, evidence, assignment)
    if address:
        names = take_address(address, names, columns, evidence, assignment)
    parted = None if settings.number_in_name is None else not settings.number_in_name
    made = find_made(names, columns, evidence, assignment, several, parted)
    names = take_made(made, names, columns, evidence, assignment)
    if settings.kind == "payments" and "amount" not in settings.columns:
        assignment.why += line_amounts(names, columns, evidence, assignment)
    if settings.kind == "payments" and settings.signs != AS_PUBLISHED:
        credit_column(names, [column[:end] for column in columns], evidence, assignment)
    outline = _outline(assignment, columns, evidence, settings)
    if outline.form == ABOVE:
        assignment.columns["supplier_name"] = len(names)
        names = (*names, ABOVE_ROWS)
    if settings.kind == "supplier register":
        require_register(assignment, names, columns, tuple(settings.columns), _shown(names, header, where))
        assignment.close += sums_left_out(assignment, names, evidence)
    else:
        if not settings.columns:
            refuse_others(names, _shown(names, header, where))
            for _, row in () if header.rows else cells.head(_ENDS):
                refuse_what_is_owed(row, where)
        beside = [
            role
            for role in ("charity_number", "vat_number")
            if (place := assignment.columns.get(role)) is not None and evidence[place].filled
        ]
        leave_out_hollow(assignment, names, columns, beside, tuple(settings.columns))
        _require(assignment, names, evidence, header, where)
    assignment.close += _above(cells, header, first_row) + _undated(names, columns, evidence, assignment)
    if not header.rows:
        assignment.close.append("No row reads as a header: the columns are known by their values alone, and named by their place.")
    left_out = _left_out(cells, header, first_row, names, columns, evidence, assignment, where, settings)
    columns, all_columns = kept_rows(columns, left_out), columns
    turned = "" if settings.signs else owed(names, all_columns, evidence, assignment, left_out)
    layout = _layout(cells, header, first_row, names, columns, evidence, assignment, settings, outline.form, told, turned)
    return replace(layout, repeated=guide, left_out=left_out, address=address if len(address) > 1 else (), made=tuple(made))


def _parts(
    names: tuple[str, ...],
    columns: list[list[str]],
    evidence: list[Evidence],
    found: Assignment,
    several: dict[str, tuple[int, ...]],
    where: str,
    settings: Settings,
) -> Parts | None:
    """The columns that together are the amount, as they are pinned, or as the columns tell; None where one column is."""
    if settings.kind != "payments" or "amount" in settings.columns:
        return Parts(several["amount"], "") if "amount" in several else None
    amount = found.columns.get("amount")
    told = of_periods(names, columns, evidence, amount, where) or with_irrecoverable(names, columns, evidence, amount)
    return told or in_pounds(names, columns, evidence, found) or find_parts(names, columns, evidence, found)


def _layout(
    cells: Cells,
    header: Header,
    first_row: int,
    names: tuple[str, ...],
    columns: list[list[str]],
    evidence: list[Evidence],
    found: Assignment,
    settings: Settings,
    outline: str,
    told: Parts | None,
    turned: str,
) -> Layout:
    signs = AS_PUBLISHED if turned else settings.signs
    credit_texts = told_credits(names, columns, evidence, found, signs) if settings.kind == "payments" else ()
    place = found.columns
    if not (signs or {"credit", "sign"} & set(place)):
        turned = money_out(names, columns, evidence, place.get("amount"))
    notes = [
        row for row in (*cells.head(_LOOKED_AT), *cells.tail(_ENDS)) if not header.rows or row[0] < header.rows[0] or row[0] > first_row
    ]
    money = _money(place, names, columns, replace(settings, signs=REVERSED) if turned else settings, notes)
    doubt = found.sign_doubt
    if "amount" in place and not doubt and not turned and not {"credit", "sign"} & set(place):
        doubt = mostly_negative(columns[place["amount"]], evidence[place["amount"]], names[place["amount"]], settings.signs)
    days = counted(cells, place["date"], first_row, dates.without_times) if "date" in place else None
    date_style = dates.judge(days, settings.date_format) if days is not None else dates.DateStyle()
    said = "unstated"
    if "amount" in place:
        said, of_vat = vat_basis(names, columns, evidence, place["amount"], found.bystanders.get("vat"))
        found.close += [of_vat] if of_vat else []
        if said == "unstated":
            said, of_note = noted_basis(notes)
            found.why += [of_note] if of_note else []
    by_schema = settings.kind == "payments" and schema(names)[0] == SPEND
    if by_schema:
        said = "net" if said == "unstated" else said
        date_style = date_style if date_style.month_first else replace(date_style, close_call="", why="DD/MM/YYYY, as the schema asks")
    known = settings.amount_basis if settings.amount_basis != "unstated" else said
    why = [
        f"The header is row{'s' * (len(header.rows) > 1)} {' and '.join(map(str, header.rows))}." if header.rows else "There is no header.",
        *found.why,
        *([f"Dates: {date_style.why}."] if date_style.why else []),
    ]
    close = [*found.close, *(call for call in (money.close_call, turned, doubt, date_style.close_call) if call)]
    publisher = commonest(columns[found.bystanders["publisher"]]) if "publisher" in found.bystanders else ""
    return Layout(
        kind=settings.kind, header_rows=header.rows, first_row=first_row, names=names, columns=dict(place), amount_basis=known,
        amounts=money, dates=date_style, why=tuple(why), close=tuple(close), publisher=publisher, outline=outline,
        credit_texts=credit_texts, sign_doubt=doubt, parts=told.places if told and len(told.places) > 1 else (),
        parts_said=told.said if told and len(told.places) > 1 else "",
    )  # fmt: skip


def _left_out(
    cells: Cells,
    header: Header,
    first_row: int,
    names: tuple[str, ...],
    columns: list[list[str]],
    evidence: list[Evidence],
    found: Assignment,
    where: str,
    settings: Settings,
) -> tuple[LeftOut, ...]:
    if settings.kind != "payments":
        return ()

    def every(place: int) -> Counter[str]:
        return counted(cells, place, first_row)

    if settings.leave_out is None:
        return find_left_out(names, columns, evidence, found, every)
    return named_left_out(settings.leave_out, lambda ours, theirs: _place(names, header, where, ours, theirs), found, every)


def _outline(found: Assignment, columns: list[list[str]], evidence: list[Evidence], settings: Settings) -> Outline:
    """Whether suppliers stand at the head of their rows; and what is to be said of that, which `found` then says."""
    place = found.columns
    if settings.kind != "payments" or "amount" not in place or settings.suppliers_above is False:
        return Outline()
    outline = outline_of(columns, place.get("supplier_name"), place["amount"], place.get("date"), evidence[place["amount"]].style)
    if outline.column >= 0 and not outline.form and settings.suppliers_above:
        return replace(outline, form=ABOVE)
    found.close += [outline.said] if outline.said else []
    return outline


def _money(
    place: Mapping[str, int], names: tuple[str, ...], columns: list[list[str]], settings: Settings, notes: Sequence[NumberedRow]
) -> amounts.AmountStyle:
    """How the amounts are written, by their texts and by what their name, or a note, says of thousands."""
    if "amount" not in place:
        return amounts.AmountStyle()
    name = names[place["amount"]]
    style = amounts.judge(by_form(Counter(filter(None, columns[place["amount"]]))))
    style = in_units(style, name, settings.unit, notes, next(iter(columns[place["amount"]]), ""))
    if currency := other_currency(name):
        style = replace(style, close_call=f'{style.close_call} "{name}" names {currency}: its sums were read as pounds.'.strip())
    if settings.signs == REVERSED:
        style = replace(style, times=-style.times)
    if "credit" in place:
        negative = [credit < 0 for text in columns[place["credit"]] if text and (credit := amounts.read(text, style))]
        style = replace(style, credits_signed=2 * sum(negative) > len(negative))
    return style


def _header(cells: Cells, where: str, settings: Settings) -> Header:
    if settings.header_row:
        return _header_at(cells, settings.header_row, where)
    found = find_header(cells.head(_LOOKED_AT))
    across = find_across(cells.head(_LOOKED_AT))
    if across and (found is None or abs(found.rows[-1] - across.rows[-1]) <= 1):
        return across
    if found is None and cells.filled > _LOOKED_AT:
        found = find_header(cells.tail(min(_ENDS, cells.filled - _LOOKED_AT)))
    return (
        found
        or header_named(cells.head(_LOOKED_AT), settings.columns.values())
        or header_by_shape(cells.head(_LOOKED_AT))
        or Header((), unique([""] * len(cells.names)), 0.0)
    )


def _header_at(cells: Cells, number: int, where: str) -> Header:
    for found, row in cells.rows(number, number):
        return Header((found,), unique(row), row_likeness(row))
    raise SourceError(f"Row {number} is blank, so it cannot be the header.", where=where, fix="Correct `header_row`.")


def _first_row(cells: Cells, header: Header) -> int:
    """The first row of data: under the header, or the top where a sheet was sorted with its header and it lies at the end."""
    if not header.rows:
        return 1
    filled = sum(not name.startswith("column ") for name in header.names)
    near = [row for number, row in (*cells.head(_LOOKED_AT), *cells.tail(_ENDS)) if number < header.rows[0]]
    wide = sum(sum(bool(cell) for cell in row) >= 0.6 * filled for row in near)
    below = sum(number > header.rows[-1] for number, _ in cells.tail(_ENDS))
    return 1 if wide > max(below, 0.6 * len(near)) else header.rows[-1] + 1


def _above(cells: Cells, header: Header, first_row: int) -> list[str]:
    """What is said of sums above the header: a summary, mostly; they are no payments."""
    if not header.rows or first_row <= header.rows[0]:
        return []
    above = [number for number, row in cells.head(_LOOKED_AT) if number < header.rows[0] and any(_SUM.fullmatch(cell) for cell in row)]
    if len(above) < _SUMMARY:
        return []
    return [f"{len(above)} rows above the header have sums, from row {above[0]} to {above[-1]}: a summary, which is not counted."]


def _undated(names: tuple[str, ...], columns: list[list[str]], evidence: list[Evidence], found: Assignment) -> list[str]:
    """What is said of a column that is called a date, where none is one."""
    taken = {*found.columns.values()}
    called = [i for i, e in enumerate(evidence) if i not in taken and e.filled and _DATE.search(plain(names[i]))]
    if "date" in found.columns or not called:
        return []
    text = next(filter(None, columns[called[0]]))
    return [f'"{names[called[0]]}" has no date that can be read, but "{text}" and the like: the payments have no date.']


def _pinned(names: tuple[str, ...], header: Header, where: str, settings: Settings) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """The user's columns as places, and those of which several are one; a name that is not there is refused with what is."""
    given = {
        ours: [_place(names, header, where, ours, name) for name in ([theirs] if isinstance(theirs, str) else theirs)]
        for ours, theirs in settings.columns.items()
    }
    several = {ours: tuple(dict.fromkeys(places)) for ours, places in given.items() if len(places) > 1}
    return {ours: places[0] for ours, places in given.items() if len(places) == 1}, several


def _place(names: tuple[str, ...], header: Header, where: str, ours: str, theirs: str) -> int:
    """Where their column stands; SourceError where there is none."""
    folded = {name.strip().casefold(): i for i, name in reversed(list(enumerate(names)))}
    found = folded.get(theirs.strip().casefold())
    if found is None:
        first = names[0] if names else ""
        line = f'leave_out = {{ "{first}" = ["..."] }}' if ours == "leave_out" else f'columns = {{ {ours} = "{first}" }}'
        raise SourceError(
            f'There is no column "{theirs}" for {ours}.', where=_shown(names, header, where),
            fix=did_you_mean(theirs, names) or f"Write one of them: {line}",
        )  # fmt: skip
    return found


def _require(found: Assignment, names: tuple[str, ...], evidence: list[Evidence], header: Header, where: str) -> None:
    """A spend table has an amount and a supplier."""
    have = found.columns
    for role, said in (("amount", "the amounts"), ("supplier_name", "the supplier")):
        if role == "supplier_name" and role not in have and {"amount", "date"} <= set(have) and header.likeness >= 2.0:
            found.close.append(f"No column names the supplier: every line is counted under {NO_NAME}, and cannot be placed.")
        elif role not in have and not header.rows:
            raise SourceError(
                "No row of this table reads as the header of a spend file, and its values do not tell the columns apart.",
                where=where, fix="If it is one, say where its header is: `header_row = 3`, and name the columns under `columns`.",
            )  # fmt: skip
        elif role == "amount" and role not in have and (shares := [name for name in names if is_share(name)]):
            raise SourceError(
                f'"{shares[0]}" has shares of what was spent, and no column of this table has the sums.',
                where=_shown(names, header, where), fix="Ask for what each supplier was paid, in pounds.",
            )  # fmt: skip
        elif role not in have:
            raise SourceError(
                f"No column of this table holds {said}.", where=_shown(names, header, where),
                fix=_suggest(role, names, evidence, found),
            )  # fmt: skip


def _suggest(role: str, names: tuple[str, ...], evidence: list[Evidence], found: Assignment) -> str:
    """The free column whose values come nearest, as the line to write, or those that may be parts of it; or how to write it."""
    taken = set(found.columns.values())
    strength = [(e.money * min(e.pennies + 0.2, 1) if role == "amount" else e.words * (not e.constant), -i) for i, e in enumerate(evidence)]
    best = max((entry for entry in strength if -entry[1] not in taken and entry[0] > 0.3), default=None)
    if best is None:
        return f'If one of them does, name it: columns = {{ {role} = "..." }}. If none does, this is no spend file.'
    several = alike(names, evidence, found) if role == "amount" else []
    parts = f". Where a payment is in parts, name them all: {key(several)}" if len(several) > 1 else ""
    return f'By its values "{names[-best[1]]}" is the nearest: columns = {{ {role} = "{names[-best[1]]}" }}{parts}'


def _shown(names: tuple[str, ...], header: Header, where: str) -> str:
    listed = ", ".join(f'"{name}"' for name in names[:20]) + (" ..." if len(names) > 20 else "")
    return f"{where}, row {header.rows[-1]}: {listed}" if header.rows else f"{where}: {listed}"
