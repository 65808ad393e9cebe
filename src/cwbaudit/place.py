"""A place: which authorities are local and which are regional. Built from names by locate, used by classify, printed by report."""

from __future__ import annotations

from dataclasses import dataclass

from cwbaudit.terms import Locality


@dataclass(frozen=True)
class Place:
    """The definition that every share rests on; `local` and `regional` map authority codes to names and do not overlap."""

    name: str
    region_name: str
    local: dict[str, str]
    regional: dict[str, str]
    definition: str
    notes: tuple[str, ...] = ()

    def locality(self, authority_code: str, outside_uk: bool = False) -> Locality:
        """Where a supplier in this authority stands; an unknown authority is unplaced, never leaking."""
        if authority_code in self.local:
            return Locality.LOCAL
        if authority_code in self.regional:
            return Locality.REGIONAL
        return Locality.LEAKING if authority_code or outside_uk else Locality.UNPLACED
