"""audit.toml as frozen models. Every mistake names its key, its line and the fix; nothing in it executes."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from cwbaudit import headings as vocabulary
from cwbaudit.asked import EffectConfig, Policy, ScenarioConfig, Shift, Step
from cwbaudit.codes import CodeHeading, load_codes
from cwbaudit.decisions import Decisions, load_decisions
from cwbaudit.defined import AlsoConfig, Area, Definition, PlaceConfig, Within
from cwbaudit.errors import ConfigError, SourceError, did_you_mean
from cwbaudit.horizon import Horizon, check_horizon
from cwbaudit.keys import Model, Names, Pounds, listed
from cwbaudit.rulecheck import each_its_own_id, no_contradiction, no_lock_of_the_past
from cwbaudit.standing import READY_IDS, RULE_IDS, chosen
from cwbaudit.terms import Exclusion, Influence, Kind, Scope
from cwbaudit.tomlmap import explain_mistake, locate, syntax_mistake

__all__ = [
    "AlsoConfig", "Area", "Config", "Definition", "EffectConfig", "PlaceConfig", "Policy", "ScenarioConfig", "Shift", "Step", "Within",
    "build", "found", "load",
]  # fmt: skip

COLUMNS = (
    "supplier_name", "amount", "date", "supplier_ref", "postcode", "company_number", "category", "category_code", "service", "description",
    "contract_ref", "declared_influence", "transaction_ref", "credit",
)  # fmt: skip
NOT_KEPT = {  # columns that are only read by, and stand in no table
    "transaction_ref": "the body's own number of the payment or invoice; lines alike but for it are not repeats of one another",
    "credit": "credits, where they stand in a column beside the debits: they are taken from the amount",
}
UNWRITTEN = ("base", "decisions", "line")  # fields of the models that are no keys of audit.toml
REGISTER_COLUMNS = ("supplier_ref", "supplier_name", "postcode", "company_number")


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


class SourceConfig(Model):
    """`[[source]]`: one body's spend files and how to read what cannot be found by itself."""

    body: str
    files: tuple[SourceFile, ...]
    register_files: tuple[SourceFile, ...] = Field(default=(), alias="register")
    contract_files: tuple[SourceFile, ...] = Field(default=(), alias="contracts")
    buyer: Names = ()
    columns: dict[Literal[COLUMNS], str] = Field(default={})  # type: ignore[valid-type]
    register_columns: dict[Literal[REGISTER_COLUMNS], str] = Field(default={})  # type: ignore[valid-type]
    sheet: str = ""
    header_row: int | None = Field(default=None, ge=1)
    date_format: str = ""
    amount_basis: Literal["net", "gross", "unstated"] = "unstated"
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


def load(path: Path) -> Config:
    """The config at `path`; ConfigError for every mistake in it, SourceError for files that are not there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"There is no file {path}.", fix="Write one with: cwbaudit init FILES...") from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise ConfigError(f"{path} is not a text file in UTF-8.", fix="Open it in Notepad and save it as UTF-8.") from None
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise syntax_mistake(path, text, error) from None
    return build(raw, base=path.resolve().parent, path=path, text=text)


def build(raw: dict[str, Any], *, base: Path, path: Path | None = None, text: str = "") -> Config:
    """The config that `raw` states, with file patterns resolved against `base` and the decisions found there."""
    for source in raw.get("source", []):
        if isinstance(source, dict):
            for name in ("files", "register", "contracts"):
                if name in source:
                    source[name] = _found(listed(source[name]), base, f"[[source]] {source.get('body', '')}: {name}")
    heading = raw.get("heading")
    if isinstance(heading, dict) and "codes" in heading:
        files = [file.path for file in _found(listed(heading["codes"]), base, "[heading] codes")]
        raw = {**raw, "heading": {**heading, "codes": [one for path in files for one in load_codes(path)]}}
    decisions = load_decisions(base / "decisions")
    try:
        config = Config.model_validate({**_with_lines(raw, text), "base": base, "decisions": decisions})
    except ValidationError as error:
        raise explain_mistake(error, path, text) from None
    for number, scenario in enumerate(config.scenarios):
        scenario.stands_at(locate(text, ("scenario", number, "name")) or 0)
    _check_rules(config, path)
    registers = any(source.contract_files for source in config.sources)
    check_horizon(config.influence, config.audit.period.end if config.audit.period else None, contracts=registers, path=path, text=text)
    return config


def _with_lines(raw: dict[str, Any], text: str) -> dict[str, Any]:
    """The same, each rule with the line where it stands."""
    numbered = dict(raw)
    for kind in ("heading", "scope", "influence"):
        section = raw.get(kind)
        rules = section.get("rule") if isinstance(section, dict) else None
        if isinstance(section, dict) and isinstance(rules, list):
            lines = [locate(text, (kind, "rule", i)) or 0 for i in range(len(rules))]
            with_line = [{**rule, "line": line} if isinstance(rule, dict) else rule for rule, line in zip(rules, lines, strict=True)]
            numbered[kind] = {**section, "rule": with_line}
    return numbered


def _check_rules(config: Config, path: Path | None) -> None:
    influence, scope, heading = config.influence.rule, config.scope.rule, config.heading.rule
    for kind, rules in (("heading", heading), ("scope", (*config.scope.standing, *scope)), ("influence", influence)):
        each_its_own_id(kind, rules, path)
    no_contradiction("heading", heading, [rule.heading for rule in heading], path)
    no_contradiction("scope", scope, [rule.exclusion for rule in scope], path)
    no_contradiction("influence", influence, [(rule.influence, rule.until) for rule in influence], path)
    period = config.audit.period
    no_lock_of_the_past(influence, [rule.until for rule in influence], period.start if period else None, path)


def _found(patterns: object, base: Path, where: str) -> list[SourceFile]:
    if not isinstance(patterns, list):
        raise ConfigError(f"{where} must be a file name or a list of them.", where=str(base))
    paths = dict.fromkeys(path for pattern in patterns for path in found(str(pattern), base, where))
    return [SourceFile(path=path, label=_label(path, base)) for path in paths]


def _label(path: Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # Windows: the file lies on another drive
        return path.as_posix()


def found(pattern: str, base: Path, where: str) -> list[Path]:
    """The files in `base` that `pattern` means, sorted; SourceError, with what the folder holds, when there is none."""
    exact = base / pattern
    if exact.is_file():
        return [exact]
    glob = any(mark in pattern for mark in "*?[") and not Path(pattern).is_absolute()
    paths = sorted(path for path in base.glob(pattern) if path.is_file() and not path.name.startswith("~$")) if glob else []
    if paths:
        return paths
    folder = exact.parent
    near = [p.name for p in folder.iterdir() if p.is_file()] if folder.is_dir() else []
    hint = did_you_mean(exact.name, near) or (
        f"The folder holds: {', '.join(sorted(near)[:8])}." if near else f"There is no folder {folder}."
    )
    raise SourceError(f"There is no file {pattern}.", where=f"{where}, in {base}", fix=hint)
