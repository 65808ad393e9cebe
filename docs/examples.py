"""The specification tests as a page: each test's name is what it claims, its text tables are the case and the answer."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

SPEC = Path(__file__).parents[1] / "tests" / "spec"
_FOUND = "same"


def page() -> Iterator[str]:
    """The lines of the page."""
    yield from (
        "# Worked examples",
        "",
        "Small cases with their answers, as the tests of the method state them. Each is run with the tests.",
        "",
    )
    for path in sorted(SPEC.glob("test_*.py")):
        yield from _module(ast.parse(path.read_text(encoding="utf-8")))


def _module(tree: ast.Module) -> Iterator[str]:
    head, _, rest = (ast.get_docstring(tree) or "").partition("\n\n")
    title, _, said = head.partition(":")
    said = said.strip()
    yield from (f"## {title}", "", f"{said[:1].upper()}{said[1:]}" if said else "", "")
    yield from ((rest, "") if rest else ())
    common = [node for node in tree.body if isinstance(node, ast.Assign) and list(_tables(node))]
    for node in common:
        yield from ("Every case begins with:", "")
        yield from (line for _, table in _tables(node) for line in _markdown(table))
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and (ast.get_docstring(node) or list(_tables(node))):
            yield from _case(_Written(named).visit(node))


class _Written(ast.NodeTransformer):
    """A table that the module names once stands where a case uses its name."""

    def __init__(self, named: dict[str, ast.expr]) -> None:
        self.named = named

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.named.get(node.id)
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.strip().startswith("|"):
            return ast.copy_location(ast.Constant(value.value), node)
        return node


def _case(test: ast.FunctionDef) -> Iterator[str]:
    claim = test.name.removeprefix("test_").replace("_", " ")
    yield from (f"### {claim[:1].upper()}{claim[1:]}", "")
    yield from ((said, "") if (said := ast.get_docstring(test)) else ())
    yield from _rules(test)
    before = ""
    for kind, table in _tables(test):
        if kind != before:
            yield from (f"{kind}:", "")
        yield from _markdown(table)
        before = kind


def _tables(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The text tables inside, in order, each with what it is: the case, or what is found."""
    for call in _calls(node):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        for argument in call.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value.strip().startswith("|"):
                yield ("Found" if name == _FOUND else "Given"), argument.value


def _calls(node: ast.AST) -> list[ast.Call]:
    found = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return sorted(found, key=lambda call: (call.args[0].lineno, call.args[0].col_offset) if call.args else (call.lineno, call.col_offset))


def _markdown(table: str) -> Iterator[str]:
    rows = [re.sub(r" +", " ", line.strip()) for line in table.strip().splitlines() if line.strip()]
    yield rows[0]
    yield "|" + " --- |" * (rows[0].count("|") - 1)
    yield from (*rows[1:], "")


def _rules(test: ast.FunctionDef) -> Iterator[str]:
    """The rules that a case sets, as audit.toml would."""
    for node in test.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "rules":
            kinds = {keyword.arg for call in _calls(test) for keyword in call.keywords if isinstance(keyword.value, ast.Name)}
            rules = eval(compile(ast.Expression(node.value), "spec", "eval"), {"date": date}).get("rule", [])  # noqa: S307  (our tests)
            kind = "scope" if "scope" in kinds else "heading" if any("heading" in rule for rule in rules) else "influence"
            yield from ("```toml", *(line for rule in rules for line in _rule(kind, rule)), "```", "")


def _rule(kind: str, rule: dict[str, Any]) -> Iterator[str]:
    yield f"[[{kind}.rule]]"
    yield from (f"{key} = {_toml(value)}" for key, value in rule.items())


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
