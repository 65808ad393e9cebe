"""Review: what a program can only suspect is put before a person in a workbook, and what the person says is taken into decisions/."""

from cwbaudit.review.applying import Applied, apply
from cwbaudit.review.asking import Asked, review
from cwbaudit.review.where import home

__all__ = ["Applied", "Asked", "apply", "home", "review"]
