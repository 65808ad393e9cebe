"""lines -> aliases: who each supplier is, across every body, with a person's say above every score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cwbaudit.resolve.listing import names_of
    from cwbaudit.resolve.register import match
    from cwbaudit.resolve.stage import resolve

__all__ = ["match", "names_of", "resolve"]


def __getattr__(name: str) -> Any:
    """Each loaded when it is asked for: a run that keeps every table needs no numpy, and a helper nothing but what it works with."""
    if name == "resolve":
        from cwbaudit.resolve.stage import resolve

        return resolve
    if name == "names_of":
        from cwbaudit.resolve.listing import names_of

        return names_of
    if name == "match":
        from cwbaudit.resolve.register import match

        return match
    raise AttributeError(f"module 'cwbaudit.resolve' has no attribute {name!r}")
