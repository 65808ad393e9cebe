"""Registers of companies, charities and co-operatives, and any list with names: read as published, kept as an index."""
