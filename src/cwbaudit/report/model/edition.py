"""Which edition of a report this is: for the audit's own team, or for everybody."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cwbaudit.report.model.parts import Part

INTERNAL = (
    "Internal edition, for the audit's own team: it names suppliers and quotes the data. "
    "What may be published is written by cwbaudit run --publish."
)


class Edition(Part):
    """For whom a report is, and what it therefore leaves out."""

    kind: Literal["internal", "published"] = "internal"
    says: str = Field(default=INTERNAL, description="what a reader should know of it, in words")
    withheld: int = Field(default=0, description="how many figures are withheld")
