"""lines x aliases -> headings: under which heading every kind of spend falls, and what told it."""

from cwbaudit.sort.stage import sort

__all__ = ["sort"]
