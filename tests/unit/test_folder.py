"""The audit folder: made once, kept when nothing changed, checked after every step, replaced whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cwbaudit.engine import Tabular, sql
from cwbaudit.errors import ReconciliationError, TableError, UsageError
from cwbaudit.folder import MANIFEST, Audit, Making
from cwbaudit.swap import mend
from cwbaudit.tables import ALIASES, FINDINGS, LINES, SPEND
from tests.texttables import lines, spend

READ = """
    | body         | supplier_name | amount |
    | City Council | Wyre Print    |  10.00 |
    | Constabulary | Wyre Print    |  -2.50 |
"""
CUBE = """
    | body         | locality | influence     | amount |
    | City Council | local    | influenceable |  10.00 |
    | Constabulary | local    | influenceable |  -2.50 |
"""


def read(text: str) -> Tabular:
    return lines(text)


def measure(_: Path, text: str) -> Tabular:
    return spend(text)


def make(folder: Path, cube: str = CUBE, ticks: list[str] | None = None) -> Audit:
    with Making(folder, tick=(ticks if ticks is not None else []).append) as audit:
        audit.make(LINES, read, READ)
        audit.make(SPEND, measure, audit[LINES], cube)
        audit.output("report.txt", audit.state(), lambda path: _write(path, "report"))
        made, _ = audit.commit()
    return made


def _write(path: Path, text: str) -> None:
    path.write_text(text)


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_second_run_that_changes_nothing_makes_nothing_and_touches_nothing(tmp_path: Path) -> None:
    make(tmp_path / "audit")
    before = state(tmp_path / "audit")
    ticks: list[str] = []
    make(tmp_path / "audit", ticks=ticks)
    assert ticks == []
    assert state(tmp_path / "audit") == before


def test_only_what_rests_on_a_change_is_made_again(tmp_path: Path) -> None:
    make(tmp_path / "audit")
    ticks: list[str] = []
    make(tmp_path / "audit", cube=CUBE.replace("influenceable", "locked"), ticks=ticks)
    assert ticks == ["measure: spend", "report: report.txt"]


def test_a_damaged_table_is_made_again(tmp_path: Path) -> None:
    audit = make(tmp_path / "audit")
    audit[LINES].write_bytes(b"PAR1 not any more")
    ticks: list[str] = []
    again = make(tmp_path / "audit", ticks=ticks)
    assert ticks == ["read: lines"]
    assert sql("select sum(amount) from l", l=again[LINES]).one()[0] == sql("select 7.50").one()[0]


def test_same_inputs_same_bytes(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one"), make(tmp_path / "other")
    assert {name: content for name, (_, content) in state(one.folder).items()} == {
        name: content for name, (_, content) in state(other.folder).items()
    }


def test_a_penny_off_stops_the_run_and_leaves_the_last_good_audit(tmp_path: Path) -> None:
    make(tmp_path / "audit")
    before = state(tmp_path / "audit")
    with pytest.raises(ReconciliationError) as caught:
        make(tmp_path / "audit", cube=CUBE.replace("-2.50", "-2.49"))
    assert "Constabulary" in caught.value.where
    assert "difference £0.01" in caught.value.where
    assert state(tmp_path / "audit") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("influenceable |  10", "movable |  10", "influence is missing or not a known word"),
        ("local    | influenceable |  10", " | influenceable |  10", "locality"),
    ],
)
def test_a_word_that_is_not_a_term_breaks_the_contract(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(TableError, match=complaint):
        make(tmp_path / "audit", cube=CUBE.replace(old, new))
    assert not (tmp_path / "audit").exists()


def test_a_key_that_is_not_unique_breaks_the_contract(tmp_path: Path) -> None:
    with Making(tmp_path / "audit") as audit, pytest.raises(TableError, match="not unique"):
        audit.make(LINES, lambda: sql("select * from l union all select * from l", l=lines(READ)))


def test_somebody_elses_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(UsageError, match="no audit folder"):
        make(tmp_path)
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_notes_that_somebody_put_into_the_folder_stay(tmp_path: Path) -> None:
    make(tmp_path / "audit")
    (tmp_path / "audit" / "notes.txt").write_text("ask Wyre Print")
    make(tmp_path / "audit", cube=CUBE.replace("influenceable", "locked"))
    assert (tmp_path / "audit" / "notes.txt").read_text() == "ask Wyre Print"


def test_the_manifest_describes_every_table_as_a_data_package(tmp_path: Path) -> None:
    audit = make(tmp_path / "audit")
    manifest = json.loads((audit.folder / MANIFEST).read_text())
    assert manifest["profile"] == "data-package"
    by_name = {entry["name"]: entry for entry in manifest["resources"]}
    assert [field["name"] for field in by_name["spend"]["schema"]["fields"]] == list(SPEND.names)
    assert by_name["lines"]["rows"] == 2
    assert manifest["cwbaudit"]["control"] == [
        {"source": "City Council.csv", "body": "City Council", "amount": "10.00", "lines": 1},
        {"source": "Constabulary.csv", "body": "Constabulary", "amount": "-2.50", "lines": 1},
    ]


def test_findings_of_every_stage_are_kept(tmp_path: Path) -> None:
    with Making(tmp_path / "audit") as audit:
        audit.make(
            LINES,
            lambda: (
                lines(READ),
                FINDINGS.build([{"code": "total-row", "severity": "note", "source": "a", "field": "", "value": "", "note": ""}]),
            ),
        )
        assert sql("select code from f", f=audit.findings()).rows() == [("total-row",)]


def test_a_folder_without_a_manifest_is_no_audit(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="not an audit folder"):
        Audit(tmp_path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    audit = make(tmp_path / "audit")
    audit[LINES].unlink()
    with pytest.raises(TableError, match="lines"):
        audit[LINES]
    with pytest.raises(KeyError):
        audit[ALIASES]


def test_what_a_run_killed_between_two_renames_left_is_put_back(tmp_path: Path) -> None:
    audit = make(tmp_path / "audit")
    audit.folder.rename(tmp_path / ".audit.old-999999999")
    (tmp_path / ".audit.tmp-999999999").mkdir()
    mend(tmp_path / "audit")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit"]
    assert Audit(tmp_path / "audit")[LINES].is_file()


_VICTIM = """
import sys
from pathlib import Path
from tests.unit.test_folder import make, CUBE
print("go", flush=True)
for turn in range(10_000):
    make(Path(sys.argv[1]), cube=CUBE.replace("influenceable", "locked" if turn % 2 else "influenceable"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not to be had on Windows")
def test_a_killed_run_leaves_a_whole_audit(tmp_path: Path) -> None:
    """Killed at twelve moments of a run that never rests: what stands is whole, and the next run works."""
    for turn in range(12):
        victim = subprocess.Popen(
            [sys.executable, "-c", _VICTIM, str(tmp_path / "audit")],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env=os.environ,
        )
        assert victim.stdout and victim.stdout.readline() == "go\n"
        time.sleep(0.15 + 0.037 * turn)
        victim.kill()
        victim.wait()
        mend(tmp_path / "audit")
        if (tmp_path / "audit").exists():
            audit = Audit(tmp_path / "audit")
            assert sql("select sum(amount), sum(lines) from s", s=audit[SPEND]).one() == sql("select 7.50::decimal(38,2), 2::hugeint").one()
    make(tmp_path / "audit")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit"]
