"""audit.toml read from its file: every mistake names its key, its line and the fix, and every file that it means is there."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cwbaudit.codes import load_codes
from cwbaudit.config.decisions import load_decisions
from cwbaudit.config.horizon import check_horizon
from cwbaudit.config.keys import listed
from cwbaudit.config.models import Config, SourceFile
from cwbaudit.config.rulecheck import each_its_own_id, no_contradiction, no_lock_of_the_past
from cwbaudit.config.tomlmap import explain_mistake, locate, syntax_mistake
from cwbaudit.errors import ConfigError, SourceError, did_you_mean


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
