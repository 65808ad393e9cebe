"""read: files to lines, whatever the files look like; nothing lost, nothing guessed in silence."""

from cwbaudit.read.check import check
from cwbaudit.read.lines import read
from cwbaudit.read.survey import Understanding, survey, understand

__all__ = ["Understanding", "check", "read", "survey", "understand"]
