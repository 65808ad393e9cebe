"""read: files to lines, whatever the files look like; nothing lost, nothing guessed in silence."""

from cwbaudit.read.check import check
from cwbaudit.read.contracts import contracts
from cwbaudit.read.lines import read
from cwbaudit.read.survey import Understanding, survey, understand

__all__ = ["Understanding", "check", "contracts", "read", "survey", "understand"]
