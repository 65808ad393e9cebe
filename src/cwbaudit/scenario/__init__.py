"""What-ifs: spend -> spend. Every penny is conserved, and only in-scope, influenceable, placed spend moves."""

from cwbaudit.scenario.cube import TO_BE_FOUND, Outcome, movable, part, totals
from cwbaudit.scenario.path import Stage, path, release
from cwbaudit.scenario.policy import bring_home, lots, paid_under
from cwbaudit.scenario.shift import shift
from cwbaudit.scenario.suppose import assessed, placed, relocated, unplaced
from cwbaudit.scenario.target import reach

__all__ = [
    "TO_BE_FOUND", "Outcome", "Stage", "assessed", "bring_home", "lots", "movable", "paid_under", "part", "path", "placed", "reach",
    "release", "relocated", "shift", "totals", "unplaced",
]  # fmt: skip
