"""The house: imports run one way, only one module knows the engine, and starting up is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cwbaudit

SRC = Path(cwbaudit.__file__).parent
STAGES = ("read", "resolve", "locate", "sort", "classify", "measure", "scenario")
GROUND = (
    "errors", "catalogue", "noted", "terms", "money", "numbers", "withheld", "arrays", "table", "tables", "engine", "names", "grids", "headings", "codes", "kinds", "people", "standing", "place", "where",
    "config", "effect",
)  # fmt: skip
MODULES = sorted(SRC.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The first name after `cwbaudit.` of everything a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cwbaudit":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("cwbaudit.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(SRC).parts[0].removesuffix(".py")
    used = imported(path) - {room}
    if room in STAGES:
        assert used <= set(GROUND), f"a stage imports only the ground floor, not {used - set(GROUND)}"
    if room in GROUND:
        assert not used & {*STAGES, "report", "folder", "pipeline", "cli", "api"}
    if room != "__main__":
        assert "cli" not in used


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_only_the_engine_knows_the_database(path: Path) -> None:
    if path.name == "engine.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert "duckdb" not in names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SRC).as_posix())
def test_nothing_is_swallowed_and_only_the_command_line_prints(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            broad = getattr(node.type, "id", "") in ("Exception", "BaseException")
            # a panic of calamine's Rust is a BaseException without a name to catch: whatever is caught so must be raised again
            assert not broad or isinstance(node.body[-1], ast.Raise)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            assert path.relative_to(SRC).as_posix() == "cli/terminal.py"


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["what-if", "-h"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"""
import sys
sys.argv = ["cwbaudit", *{arguments!r}]
from cwbaudit.cli import main
try:
    main()
except SystemExit:
    pass
heavy = [name for name in ("pandas", "numpy", "pyarrow", "duckdb", "rapidfuzz", "rich") if name in sys.modules]
print(heavy, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout.strip()


def test_a_command_does_without_pandas_and_what_asks_for_it_later_gets_it(tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("Supplier,Amount,Postcode\nBaker,10.00,PR1 2HE\n", encoding="utf-8")
    code = """
import sys
sys.argv = ["cwbaudit", "run", "town.csv", "--local", "Preston", "--quiet"]
from cwbaudit.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
assert "pyarrow" in sys.modules and "pandas" not in sys.modules
import pyarrow
assert list(pyarrow.table({"a": [1]}).to_pandas()["a"]) == [1]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
