"""Tables for spreadsheets: CSV that no spreadsheet takes for a formula."""

import csv
from io import StringIO

from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"  # without it Excel reads UTF-8 as Latin-1


def csv_text(header, rows):
    """The rows as CSV, UTF-8 with a byte order mark. A text that a spreadsheet would run gets an apostrophe in front."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return _MARK + file.getvalue()


def csv_file(name, header, rows):
    """A response that is saved under `name`."""
    response = HttpResponse(csv_text(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _harmless(cell):
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
