"""The default scope rules: data/scope.toml, in the grammar of audit.toml. They follow the user's own rules, and can be switched off."""

from __future__ import annotations

import tomllib
from typing import Any

from cwbaudit.people import data

_SCOPE: dict[str, list[dict[str, Any]]] = tomllib.loads(data("scope.toml"))["scope"]
RULES = tuple(_SCOPE["rule"])
READY = tuple(_SCOPE["ready"])
RULE_IDS = tuple(rule["id"] for rule in RULES)
READY_IDS = tuple(rule["id"] for rule in READY)


def chosen(defaults: bool, without: tuple[str, ...], ready: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rules that stand: all defaults, or none of them, without those named, and the ready ones that are asked for."""
    standing = [rule for rule in RULES if defaults and rule["id"] not in without]
    return [*standing, *(rule for rule in READY if rule["id"] in ready)]
