"""The validation pack: published figures with known answers, worked out by the code that audits use."""

from cwbaudit.selftest.checks import Check, run

__all__ = ["Check", "run"]
