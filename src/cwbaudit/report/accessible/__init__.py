"""The workbook that can be published as it is: the profile `accessible`, by the Government Analysis Function's checklist.

One table a sheet, no formula, no merged cell, no picture, no meaning in a colour; a cover, a list of contents and a sheet of notes.
"""
