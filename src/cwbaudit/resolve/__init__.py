"""lines -> aliases: who each supplier is, across every body, with a person's say above every score."""

from cwbaudit.resolve.stage import resolve

__all__ = ["resolve"]
