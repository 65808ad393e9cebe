"""From what was published to what is analysed, and what was read and found on the way."""

from __future__ import annotations

from pydantic import Field

from cwbaudit.money import ZERO
from cwbaudit.report.model.parts import Count, Money, Part


class Excluded(Part):
    """Spend that is out of scope, by rule."""

    exclusion: str
    rule: str
    because: str
    amount: Money
    lines: Count

    @property
    def said(self) -> str:
        """Why, with the rule where it is told: the published edition names none."""
        return f"{self.because} (rule {self.rule})" if self.rule else self.because


class Ledger(Part):
    """From what was published to what is analysed: payments + credits = published; published - excluded = in scope."""

    payments: Money
    credits: Money
    published: Money
    excluded: Money
    in_scope: Money
    lines: Count
    set_aside_rows: Count
    set_aside: Money = Field(description="readable amounts on rows set aside, such as total rows; in no other figure")
    exclusions: list[Excluded]
    public_bodies: Money = Field(default=ZERO, description="of what is in scope, paid to other public bodies")


class Source(Part):
    """One file that was read, for the data log."""

    source: str
    body: str
    sha256: str
    encoding: str
    header_row: int
    columns: dict[str, str]
    amount_basis: str
    date_format: str
    rows_read: Count
    lines: Count
    amount: Money
    set_aside_rows: Count
    control_total: Money | None = Field(description="the finance system's own figure; agreed to the penny when given")


class FindingCount(Part):
    """How often one kind of finding occurs, with one example."""

    code: str
    severity: str
    title: str
    meaning: str
    remedy: str
    count: Count
    amount: Money
    example: str
