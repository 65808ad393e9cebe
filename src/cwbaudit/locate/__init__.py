"""Aliases to suppliers: where each one is, and what place the audit is about."""

from cwbaudit.locate.credits import credits_for
from cwbaudit.locate.gazetteer import Gazetteer, directory_status, forget_import, gazetteer_status, open_gazetteer
from cwbaudit.locate.lookups import lookup
from cwbaudit.locate.official import import_directory
from cwbaudit.locate.places import place
from cwbaudit.locate.postcode import parse
from cwbaudit.locate.stage import bases, locate

__all__ = [
    "Gazetteer",
    "bases",
    "credits_for",
    "directory_status",
    "forget_import",
    "gazetteer_status",
    "import_directory",
    "locate",
    "lookup",
    "open_gazetteer",
    "parse",
    "place",
]
