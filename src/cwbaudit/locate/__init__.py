"""Aliases to suppliers: where each one is, and what place the audit is about. Each part is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cwbaudit.locate.atlas import around
    from cwbaudit.locate.credits import credits_for
    from cwbaudit.locate.gazetteer import Gazetteer, directory_status, forget_import, gazetteer_status, open_gazetteer
    from cwbaudit.locate.lookups import lookup
    from cwbaudit.locate.official import import_directory
    from cwbaudit.locate.overseas import import_country
    from cwbaudit.locate.places import place
    from cwbaudit.locate.postcode import parse
    from cwbaudit.locate.stage import bases, locate

__all__ = [
    "Gazetteer",
    "around",
    "bases",
    "credits_for",
    "directory_status",
    "forget_import",
    "gazetteer_status",
    "import_country",
    "import_directory",
    "locate",
    "lookup",
    "open_gazetteer",
    "parse",
    "place",
]
_IN = {
    "atlas": ("around",),
    "credits": ("credits_for",), "lookups": ("lookup",), "official": ("import_directory",), "overseas": ("import_country",),
    "gazetteer": ("Gazetteer", "directory_status", "forget_import", "gazetteer_status", "open_gazetteer"),
    "places": ("place",), "postcode": ("parse",), "stage": ("bases", "locate"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Looking up a postcode needs none of the places, and a run none of the imports (PEP 562)."""
    for module, names in _IN.items():
        if name in names:
            return getattr(import_module(f"cwbaudit.locate.{module}"), name)
    raise AttributeError(f"module 'cwbaudit.locate' has no attribute {name!r}")
