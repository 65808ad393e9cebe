"""The parts of the page: its words, its figures, its tables, its template, style and script."""
