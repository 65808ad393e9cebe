"""lines -> aliases: who each supplier is, across every body, with a person's say above every score."""

from cwbaudit.resolve.listing import names_of
from cwbaudit.resolve.register import match
from cwbaudit.resolve.stage import resolve

__all__ = ["match", "names_of", "resolve"]
