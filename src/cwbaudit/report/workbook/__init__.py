"""The analyst's workbook, a sheet at a time."""
