"""Spreadsheets as rows of texts: what was pasted, CSV and XLSX; and rows as files again. Pure.

Whatever cannot be read raises Unreadable, in a sentence. Blank rows and columns at the end are left out.
"""

import csv
import datetime
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from references.formats.encoding import storable

from .sheets import Unreadable, harmless

LARGEST = 2_000_000
ROWS, COLUMNS = 200, 60
"""With their heads. A comparison that large would help nobody."""
_UNPACKED = 40_000_000
_MARK = "\ufeff"  # without it Excel reads UTF-8 as Latin-1
_PROTECTED = b"\xd0\xcf\x11\xe0"


def from_paste(text):
    """What a spreadsheet puts on the clipboard: columns by tabs, cells with line breaks in quotation marks."""
    return _tidy(_separated(storable(text), "\t"))


def from_file(name, content):
    """The rows of an uploaded file, by its name and its bytes."""
    if len(content) > LARGEST:
        raise Unreadable(
            "This file is larger than 2 MB. A comparison is much smaller: take out what is not part of it."
        )
    if not content:
        raise Unreadable("This file is empty.")
    if content.startswith(_PROTECTED):
        raise Unreadable(
            "This file is protected by a password, or in an old format. Save it as XLSX without a password."
        )
    if content.startswith(b"PK") or name.lower().endswith((".xlsx", ".xlsm")):
        return _tidy(_workbook(content))
    return _tidy(_csv(content))


def _csv(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16", "replace")
        else:
            raise Unreadable("This file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.") from error
    text = storable(text)
    first = text.partition("\n")[0]
    return _separated(text, max(",;\t", key=first.count))


def _separated(text, delimiter):
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(f"This cannot be read as a table: {error}.") from error


# ---- XLSX


def _workbook(content):
    """The texts of the first sheet. Formulas are refused: what they come to, only their spreadsheet knows."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise Unreadable("This file is far too large once it is unpacked.")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write down too few
        rows = sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS + 1)
        return [[_text(cell) for cell in row] for row in rows]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("This file is broken, or no XLSX file. Save it anew, or paste the cells instead.") from error


def _text(cell):
    value = cell.value
    match value:
        case None:
            return ""
        case str() if cell.data_type == "f":
            raise Unreadable(
                f"Cell {get_column_letter(cell.column)}{cell.row} holds a formula. Replace it by its value, then try again."
            )
        case bool():
            return str(value).lower()
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
    return storable(str(value))


def _number(value, shown_as):
    number = Decimal(repr(value))
    if "%" in shown_as:
        return f"{(number * 100).normalize():f}%"
    return f"{number.normalize():f}"


def _tidy(rows):
    """The rows as texts without blank ends. Raises Unreadable where there is nothing, or too much."""
    rows = [[str(text).strip() for text in row] for row in rows]
    rows = [_without_end(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Unreadable("There is nothing in it. Copy the table with its first row and its first column.")
    widest = max(map(len, rows))
    if len(rows) > ROWS or widest > COLUMNS:
        raise Unreadable(f"This is too large: up to {ROWS} rows and {COLUMNS} columns, with their heads, can be read.")
    return rows


def _without_end(row):
    while row and not row[-1]:
        row = row[:-1]
    return row


# ---- writing


def csv_file(rows):
    """The rows as CSV, UTF-8 with a byte order mark, in which no spreadsheet finds a formula."""
    file = StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([harmless(text) for text in row] for row in rows)
    return (_MARK + file.getvalue()).encode()


def as_pasted(rows):
    """The rows as a spreadsheet puts them on the clipboard."""
    file = StringIO()
    csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)
    return file.getvalue()


def xlsx_file(rows, name):
    """The rows as a workbook of one sheet; every cell is text, so that none is a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(name))
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([_as_text(sheet, text) for text in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _as_text(sheet, text):
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _sheet_name(name):
    """Without what a sheet's name may not hold, and no longer than it may be."""
    return "".join(c for c in name if c not in "[]:*?/\\")[:31] or "Comparison"
