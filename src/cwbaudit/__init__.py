"""cwbaudit: where anchor institutions' spend goes, what of it could come home, and what would change if it did."""

__version__ = "0.1.0"
