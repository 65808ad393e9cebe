"""audit.toml as frozen models. Every mistake names its key, its line and the fix; nothing in it executes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from cwbaudit import headings as vocabulary
from cwbaudit.codes import CodeHeading
from cwbaudit.config.asked import EffectConfig, ScenarioConfig
from cwbaudit.config.decisions import Decisions
from cwbaudit.config.defined import PlaceConfig
from cwbaudit.config.horizon import Horizon
from cwbaudit.config.keys import Model, Names, Pounds, listed
from cwbaudit.errors import did_you_mean
from cwbaudit.standing import READY_IDS, RULE_IDS, chosen
from cwbaudit.terms import Exclusion, Influence, Kind, Scope

COLUMNS = (
    "supplier_name", "amount", "date", "supplier_ref", "postcode", "company_number", "charity_number", "vat_number", "address", "category",
    "category_code", "service", "description", "contract_ref", "declared_influence", "transaction_ref", "credit", "sign",
)  # fmt: skip
NOT_KEPT = {  # columns that are only read by, and stand in no table
    "transaction_ref": "the body's own number of the payment or invoice; lines alike but for it are not repeats of one another",
    "credit": "credits, where they stand in a column beside the debits: they are taken from the amount",
    "sign": "what says of each row whether its sum is a credit: CR or DR, Invoice or Credit Note",
}
UNWRITTEN = ("base", "decisions", "line")  # fields of the models that are no keys of audit.toml
REGISTER_COLUMNS = ("supplier_ref", "supplier_name", "postcode", "company_number", "charity_number", "vat_number", "address")


class Period(Model):
    """The dates that the audit covers, both included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise ValueError("ends before it starts")
        return self


class AuditConfig(Model):
    """`[audit]`: what the audit is called and which dates it covers."""

    title: str = "Spend-leakage audit"
    period: Period | None = None


class RegistersConfig(Model):
    """`[registers]`: which imported registers the audit uses. None unless asked for, so that two machines give one answer."""

    companies: bool = False
    charities: bool = False
    cooperatives: bool = False
    vintage: dict[Literal["companies", "charities", "cooperatives"], str] = Field(default={})


class SourceFile(Model):
    """One file, and the name it goes by in every table: its path as seen from the config's folder."""

    path: Path
    label: str


_SEVERAL = ("amount", "address", "supplier_name", "date")


def _in_parts(columns: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
    for ours, theirs in columns.items():
        if not isinstance(theirs, str) and (ours not in _SEVERAL or not theirs):
            listed = ", ".join(f"`{name}`" for name in _SEVERAL)
            raise ValueError(f'only {listed} may be several columns, and {ours} is one column: write {ours} = "..."')
    return columns


def _an_order(value: str) -> str:
    """An order of day and month in letters, as `dd/mm/yyyy` or `%d-%b-%y`: of other words none can be told, and some look like one."""
    letters = re.sub(r"[^a-z]+", " ", value.replace("%", " ").casefold()).split()
    if value and not ({"d"} < {word[0] for word in letters} and all(re.fullmatch("d+|m+|b|y+", word) for word in letters)):
        raise ValueError('is no order of day and month. Write "dd/mm/yyyy" or "mm/dd/yyyy"')
    return value.replace("%b", "%m")


class SourceConfig(Model):
    """`[[source]]`: one body's spend files and how to read what cannot be found by itself."""

    body: str
    files: tuple[SourceFile, ...]
    register_files: tuple[SourceFile, ...] = Field(default=(), alias="register")
    contract_files: tuple[SourceFile, ...] = Field(default=(), alias="contracts")
    buyer: Names = ()
    columns: Annotated[dict[Literal[COLUMNS], str | tuple[str, ...]], AfterValidator(_in_parts)] = Field(default={})  # type: ignore[valid-type]
    register_columns: Annotated[dict[Literal[REGISTER_COLUMNS], str | tuple[str, ...]], AfterValidator(_in_parts)] = Field(default={})  # type: ignore[valid-type]
    sheet: str = ""
    header_row: int | None = Field(default=None, ge=1)
    date_format: Annotated[str, AfterValidator(_an_order)] = ""
    amount_basis: Literal["net", "gross", "unstated"] = "unstated"
    signs: Literal["", "as published", "reversed"] = ""
    suppliers_above: bool | None = None
    unit: Literal["", "pounds", "pence", "thousands", "millions"] = ""
    number_in_name: bool | None = None
    leave_out: dict[str, Names] | None = None
    control_total: Pounds | None = None
    keep_totals: bool = False
    drop_repeats: bool = False
    top: int | None = Field(default=None, ge=1)


def _known_kinds(where: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    known = [kind.value for kind in Kind]
    for word in where.get("kind", ()):
        if word.strip().casefold() not in known:
            raise ValueError(f'there is no kind "{word}". {did_you_mean(word, known) or "Known: " + ", ".join(known)}'.strip("."))
    return where


ScopeWhere = Annotated[
    dict[Literal["body", "supplier", "category", "heading", "contract_ref", "kind"], Names], AfterValidator(_known_kinds)
]
Where: TypeAlias = Annotated[
    dict[Literal["body", "supplier", "category", "heading", "contract_ref", "locality", "kind"], Names], AfterValidator(_known_kinds)
]


def _a_heading(value: str) -> str:
    known = vocabulary.known()
    if value.casefold() not in known:
        raise ValueError(f"is no heading. {did_you_mean(value, known) or 'Known: ' + ', '.join(known.values())}".rstrip("."))
    return known[value.casefold()]


class Rule(Model):
    """What rules of every kind have in common: a name, where it is written, and a reason."""

    id: str
    line: int = Field(default=0, description="where it stands in audit.toml; not for writing")
    because: str


class HeadingRule(Rule):
    """`[[heading.rule]]`: under which heading spend falls, where the words of its label mislead."""

    heading: Annotated[str, AfterValidator(_a_heading)]
    where: dict[Literal["body", "supplier", "category"], Names]


class HeadingConfig(Model):
    """`[heading]`: rules in order, the first that matches wins; what none reaches is judged by its codes and its words."""

    codes: tuple[CodeHeading, ...] = Field(default=(), description="files of codes and the headings that they stand for, as read")
    rule: tuple[HeadingRule, ...] = ()


class ScopeRule(Rule):
    """`[[scope.rule]]`: spend that is left out, and why."""

    exclusion: Exclusion
    where: ScopeWhere


class ScopeConfig(Model):
    """`[scope]`: rules in order, the first that matches wins: yours, then the default ones; what no rule reaches is in scope."""

    default: Literal[Scope.IN_SCOPE] = Scope.IN_SCOPE
    defaults: bool = True
    without: Annotated[tuple[Literal[RULE_IDS], ...], BeforeValidator(listed)] = ()  # type: ignore[valid-type]
    ready: Annotated[tuple[Literal[READY_IDS], ...], BeforeValidator(listed)] = Field(default=(), alias="with")  # type: ignore[valid-type]
    rule: tuple[ScopeRule, ...] = ()

    @property
    def standing(self) -> list[ScopeRule]:
        """The default rules that this config leaves switched on, and the ready ones it switches on."""
        return [ScopeRule.model_validate(rule) for rule in chosen(self.defaults, self.without, self.ready)]


class InfluenceRule(Rule):
    """`[[influence.rule]]`: whether spend could be bought elsewhere, until when not, and why."""

    influence: Influence
    until: date | None = None
    where: Where

    @model_validator(mode="after")
    def _until_only_when_locked(self) -> InfluenceRule:
        if self.until and self.influence is not Influence.LOCKED:
            raise ValueError("has `until`, which only a locked rule may have")
        return self


class InfluenceConfig(Horizon):
    """`[influence]`: rules in order, the first that matches wins. The default is required: a silent one is a political choice."""

    default: Influence
    presumptions: bool = False
    rule: tuple[InfluenceRule, ...] = ()


Workbook = Literal["analyst", "accessible"]


class ReportConfig(Model):
    """`[report]`: what the reports show."""

    individuals: Literal["masked", "named"] = "masked"
    workbook: Workbook = "analyst"


class PublishConfig(Model):
    """`[publish]`: what the published edition withholds."""

    smallest: int = Field(default=5, ge=1)
    dominance: Decimal = Field(default=Decimal("0.85"), gt=0, le=1)
    suppliers: Literal["banded", "none"] = "banded"


class Config(Model):
    """The whole of audit.toml, with the folder it lies in and the decisions beside it."""

    base: Path
    audit: AuditConfig = AuditConfig()
    place: PlaceConfig
    sources: tuple[SourceConfig, ...] = Field(alias="source")
    registers: RegistersConfig = RegistersConfig()
    heading: HeadingConfig = HeadingConfig()
    scope: ScopeConfig = ScopeConfig()
    influence: InfluenceConfig
    scenarios: tuple[ScenarioConfig, ...] = Field(default=(), alias="scenario")
    report: ReportConfig = ReportConfig()
    publish: PublishConfig = PublishConfig()
    effect: EffectConfig | None = None
    decisions: Decisions = Decisions()

    @property
    def tops(self) -> dict[str, int]:
        """How many of its suppliers are taken, of each body that takes its largest alone."""
        return {source.body: source.top for source in self.sources if source.top is not None}

    @model_validator(mode="after")
    def _one_top_for_a_body(self) -> Config:
        for source in self.sources:
            if source.top is not None and source.top != self.tops[source.body]:
                raise ValueError(f'the sources of "{source.body}" name two numbers of largest suppliers in `top`: a body has one')
        return self

    @model_validator(mode="after")
    def _contracts_need_a_period(self) -> Config:
        if any(source.contract_files for source in self.sources) and self.audit.period is None:
            raise ValueError("a contracts register needs [audit] period: what runs beyond its end is locked")
        return self

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Config:
        for what, ids in (
            ("scenario", [scenario.name for scenario in self.scenarios]),
            ("definition", [self.place.name, *(also.name for also in self.place.also)]),
        ):
            twice = sorted({name for name in ids if ids.count(name) > 1})
            if twice:
                raise ValueError(f'two {what}s are called "{twice[0]}"')
        return self
