"""A list of suppliers as somebody has it, and who each of them is: what `cwbaudit resolve` answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from cwbaudit.errors import UsageError, did_you_mean
from cwbaudit.registers.candidates import candidates, in_its_terms
from cwbaudit.registers.columns import places, plain, trading
from cwbaudit.registers.entry import gone
from cwbaudit.registers.index import imported
from cwbaudit.registers.kinds import Kind
from cwbaudit.registers.listfile import Listed, read_list

Entry = tuple[str, str, str, str]  # name, number, postcode, and the status of one that is no more
_Rows = Sequence[Mapping[str, object]]
Against = Callable[[_Rows], tuple[_Rows, Iterable[Entry]]]  # rows asked for: as the register is asked, and the entries that they may mean
_ASKED = ("supplier_name", "postcode", "company_number", "charity_number", "vat_number", "supplier_ref", "body")
_FOUND = ("supplier_id", "supplier", "method", "score")
_WHY = ("because", "against", "may_also_be")
_MATCHED = ("matched_name", "matched_number", "match_score", "match_band")
_MATCHED_WHY = ("match_note",)


def resolved(path: Path, against: Against | None = None, *, why: bool = False) -> list[dict[str, object]]:
    """Every row of the list, in its order, with who it is; and with its entry in a register where one is given."""
    from cwbaudit.resolve import match, names_of

    listed = read_list(path)
    asked = _asked(listed, path)
    found = names_of(asked, why=why)
    answers = [{name: row[name] for name in (*_FOUND, *(_WHY if why else ()))} for row in found]
    if against is not None:
        matched = match(*against(found))
        told = (*_MATCHED, *(_MATCHED_WHY if why else ()))
        answers = [{**answer, **{name: row[name] for name in told}} for answer, row in zip(answers, matched, strict=True)]
    header = _each_once(listed.header)
    own = [dict(zip(header, row, strict=True)) for row in listed.rows]
    return [{**row, **answer} for row, answer in zip(own, answers, strict=True)]


def _each_once(header: Sequence[str]) -> list[str]:
    """The same names of columns, a name that was there before with its number: no column takes the place of another."""
    named: list[str] = []
    for name in header:
        again = (f"{name} ({number})".lstrip() for number in count(2))
        named.append(name if name not in named else next(other for other in again if other not in {*header, *named}))
    return named


def replaced(path: Path, rows: Sequence[dict[str, object]]) -> list[str]:
    """The columns of the file whose place our answers take."""
    return [name for name in read_list(path).header if name in {*_FOUND, *_WHY, *_MATCHED, *_MATCHED_WHY}] if rows else []


def register(named: str) -> Against:
    """The register to look names up in: an imported one by the name of its kind, else a list in a file."""
    kinds = [str(kind) for kind in Kind]
    if named not in kinds:
        if not Path(named).exists():
            fix = did_you_mean(named, kinds) or f"Name a CSV file or a workbook, or an imported register: {', '.join(kinds)}."
            raise UsageError(f'There is neither a file nor a register called "{named}".', where="--against", fix=fix)
        listed = entries(Path(named))
        return lambda asked: (asked, listed)
    found = imported(Kind(named))
    if found is None:
        raise UsageError(f"No register of {named} was imported.", fix=f"Import one with: cwbaudit register import FILE --kind {named}")

    def looked_up(asked: _Rows) -> tuple[_Rows, Iterable[Entry]]:
        wanted = in_its_terms(named, asked)
        return wanted, candidates(found.path, wanted)

    return looked_up


def entries(path: Path) -> list[Entry]:
    """The names of a list, and beside them its trading names, each with its number and postcode where the list has them."""
    listed = read_list(path)
    found = places(listed.header)
    if "name" not in found:
        raise _no_name(listed, path, "name")
    own, *beside = (listed.column(found.get(name)) for name in ("name", "number", "postcode", "status"))
    also = listed.column(trading(listed.header, found["name"]))
    named = [(name, number, postcode, gone(status)) for name, number, postcode, status in zip(own, *beside, strict=True)]
    others = [(other, *entry[1:]) for other, entry in zip(also, named, strict=True) if entry[0] and other.casefold() != entry[0].casefold()]
    return [entry for entry in (*named, *others) if entry[0]]


def _asked(listed: Listed, path: Path) -> list[dict[str, str]]:
    """The rows under our own names of columns."""
    by_name = {plain(name): place for place, name in reversed([*enumerate(listed.header)])}
    found = {ours: by_name[plain(ours)] for ours in _ASKED if plain(ours) in by_name}
    if "supplier_name" not in found:
        raise _no_name(listed, path, "supplier_name")
    return [{ours: row[place].strip() for ours, place in found.items()} for row in listed.rows]


def _no_name(listed: Listed, path: Path, wanted: str) -> UsageError:
    fix = f"Call one of its columns {wanted}. It has: {', '.join(listed.header)[:300]}."
    return UsageError(f"No column of the file is called {wanted}.", where=f"{path}, row 1", fix=fix)
