"""Two finished audits side by side: what changed, split into its causes so that the parts add up exactly."""

from cwbaudit.comparison.build import compare

__all__ = ["compare"]
