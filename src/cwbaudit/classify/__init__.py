"""suppliers x rules -> verdicts: scope, locality and influence of every kind of spend, each quoting the rule that decided."""

from cwbaudit.classify.stage import classify

__all__ = ["classify"]
