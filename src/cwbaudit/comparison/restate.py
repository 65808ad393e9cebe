"""The old audit by the new audit's definition of local, as far as its suppliers' authorities allow; else why not."""

from __future__ import annotations

from collections.abc import Mapping

from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import UsageError
from cwbaudit.folder import Audit
from cwbaudit.report.model import Place
from cwbaudit.report.words import listed
from cwbaudit.tables import SPEND, SUPPLIERS
from cwbaudit.terms import Locality, Precision, Scope

NAMED = 5
_PLACES = """
    select s.supplier_id, s.name, s.authority, s.precision, min(c.locality) as locality, sum(abs(c.amount)) as amount
    from spend c join suppliers s on s.supplier_id = c.supplier_id
    where c.scope = '{scope}' group by all order by amount desc, s.supplier_id
"""
_RESTATED = "select s.* replace (l.locality as locality) from spend s join l on l.supplier_id = s.supplier_id"


def same_place(old: Place, new: Place) -> bool:
    """Whether both audits count the same areas as local and the same as regional, whatever they call them."""
    return set(old.local) == set(new.local) and set(old.regional) == set(new.regional)


def restated(old: Audit, new: Audit) -> Tabular:
    """OLD's cube with the localities that NEW's definition gives; UsageError, saying why, when that cannot be told."""
    before, place = old.report.place, new.report.place
    if same_place(before, place):
        return old[SPEND]
    for audit, own in ((old, before), (new, place)):
        _only_authorities(audit, own)
    _all_known(old, new, place)
    import pyarrow as pa

    rows = sql("select supplier_id, authority, precision from s", s=old[SUPPLIERS]).dicts()
    localities = pa.table({"supplier_id": [row["supplier_id"] for row in rows], "locality": [str(_locality(row, place)) for row in rows]})
    return sql(_RESTATED, spend=old[SPEND], l=localities)


def _locality(supplier: Mapping[str, object], place: Place) -> Locality:
    authority = supplier["authority"]
    if authority in place.local:
        return Locality.LOCAL
    if authority in place.regional:
        return Locality.REGIONAL
    return Locality.LEAKING if authority or supplier["precision"] == Precision.COUNTRY else Locality.UNPLACED


def _rows(audit: Audit) -> list[dict[str, object]]:
    return sql(_PLACES.format(scope=Scope.IN_SCOPE), spend=audit[SPEND], suppliers=audit[SUPPLIERS]).dicts()


def _only_authorities(audit: Audit, place: Place) -> None:
    """A definition is known to rest on whole authorities when they alone explain every locality that the audit found by it."""
    otherwise = [str(row["name"]) for row in _rows(audit) if _locality(row, place) != row["locality"]]
    if otherwise:
        raise _incomparable(
            f"{audit.report.title} places {_some(otherwise, 'supplier')} by more than the local authority they lie in, so one audit's "
            "suppliers cannot be judged by the other's definition of local."
        )


def _all_known(old: Audit, new: Audit, place: Place) -> None:
    """An authority that is nowhere in the new audit's list of authorities may have become part of a local one."""
    from cwbaudit.locate.authorities import authorities

    known = {authority.name for authority in authorities().values()} | {str(row["authority"]) for row in _rows(new)}
    gone = {str(row["authority"]): None for row in _rows(old) if row["authority"] and row["authority"] not in known}
    defined = [name for name in (*place.local, *place.regional) if name not in known]
    if gone or defined:
        raise _incomparable(
            f"The list of authorities does not have {_some([*gone, *defined], 'name')}, so whether the old audit's suppliers are local "
            "by the new definition cannot be told."
        )


def _some(names: list[str], thing: str) -> str:
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return f"{'the ' if len(names) == 1 else ''}{thing}{'s' if len(names) > 1 else ''} {listed([*names[:NAMED], *more])}"


def _incomparable(why: str) -> UsageError:
    fix = "Run the old audit again with the [place] of the new one in its audit.toml, into another folder, and compare that."
    return UsageError("These two audits cannot be compared: what counts as local differs.", where=why, fix=fix)
