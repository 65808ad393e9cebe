"""Registers of companies, charities and co-operatives, and any list with names: read as published."""

from cwbaudit.registers.listfile import Listed, read_list

__all__ = ["Listed", "read_list"]
