"""spend -> one Report, rendered as page, workbook, Markdown, JSON and console. No arithmetic in a renderer."""
