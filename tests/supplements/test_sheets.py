"""Cells as text in a spreadsheet, and back."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplements import sheet_files, sheets
from supplements.models import Attribute, Cell, Form, Step
from supplements.sheets import Unreadable

STEPS = [Step(pk=n, label=label) for n, label in enumerate(["lower", "about the same", "n/a", "'quoted} {x"], 1)]
NUMBER = Attribute(name="Absorption", kind="number", unit="% of the dose")
SCALE = Attribute(name="Tolerance", kind="scale")
OUTCOME = Attribute(name="Sleep", kind="outcome")
TEXT = Attribute(name="Remark", kind="text")
COLUMNS = {a.kind: a for a in (NUMBER, SCALE, OUTCOME, TEXT)}

READ = [
    (NUMBER, "23.5", {"low": Decimal("23.5"), "high": None}),
    (NUMBER, "22 to 25", {"low": 22, "high": 25}),
    (NUMBER, "22–25", {"low": 22, "high": 25}),
    (NUMBER, "4%", {"low": 4, "high": None}),
    (NUMBER, "4 % of the dose", {"low": 4, "high": None}),
    (NUMBER, "'-17", {"low": -17, "high": None}),
    (NUMBER, "−17 to −5", {"low": -17, "high": -5}),
    (NUMBER, "1,419", {"low": 1419, "high": None}),
    (SCALE, "About  the\nsame", {"step": STEPS[1]}),
    (SCALE, "'n/a", {"step": STEPS[2]}),
    (OUTCOME, "helps", {"effect": "helps", "text": ""}),
    (OUTCOME, "No clear difference: 2 minutes", {"effect": "no-difference", "text": "2 minutes"}),
    (TEXT, "'=cmd|' /C calc'!A0", {"text": "=cmd|' /C calc'!A0"}),
    (TEXT, "'none found", {"text": "none found"}),
]
REASONS = [
    ("not searched", "not-searched"),
    ("None found", "none-found"),
    ("n/a", "not-applicable"),
    ("does not apply", "not-applicable"),
    ("withdrawn", "withdrawn"),
]
WRONG = [
    (NUMBER, "much", "no number"),
    (NUMBER, "4 mg", "does not fit: this column is in % of the dose"),
    (NUMBER, "25 to 22", "upside down"),
    (NUMBER, "23,5", "with a point"),
    (SCALE, "enormous", "no step of this scale"),
    (OUTCOME, "cures: all", "“helps”, “no clear difference”"),
    (TEXT, "n/a {firoz2001}", "rests on no source"),
]


@pytest.mark.parametrize(("attribute", "text", "said"), READ)
def test_a_cell_is_read_as_its_column_holds_it(attribute, text, said):
    values = sheets.read(text, attribute, STEPS).values
    assert {name: values[name] for name in said} == said
    assert values["empty"] == ""


@pytest.mark.parametrize(("text", "reason"), REASONS)
@pytest.mark.parametrize("attribute", COLUMNS.values(), ids=str)
def test_each_column_takes_a_reason_in_place_of_a_value(attribute, text, reason):
    assert sheets.read(text, attribute, STEPS).values == {**sheets.NO_VALUE, "empty": reason}


@pytest.mark.parametrize(("attribute", "text", "sentence"), WRONG)
def test_what_does_not_fit_the_column_gets_its_sentence(attribute, text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        sheets.read(text, attribute, STEPS)


def test_sources_stand_in_braces_at_the_end():
    read = sheets.read("about as much {firoz2001; walker2003;firoz2001}", TEXT)
    assert (read.values["text"], read.citekeys) == ("about as much", ("firoz2001", "walker2003"))
    assert sheets.read("{firoz2001}", TEXT) == sheets.Read({}, ("firoz2001",))


@pytest.mark.parametrize("text", ["", "  ", "{}"])
def test_a_blank_cell_says_nothing(text):
    assert sheets.read(text, TEXT) is None


# ---- there and back

texts = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=60)
texts = texts.map(sheets.folded).filter(bool)
words = texts | st.sampled_from(
    ["=1+1", "'quoted", "n/a", "None found", "a {b}", "{b}", "-17", "helps: x", "''", "x }", "@"]
)
amounts = st.decimals(-9999, 9999, places=3)
keys = st.lists(st.sampled_from(["firoz2001", "walker2003", "o-brien.2010"]), unique=True, max_size=3)


@st.composite
def cells(draw):
    kind = draw(st.sampled_from(sorted(COLUMNS)))
    cell = Cell(form=Form(name="Oxide"), attribute=COLUMNS[kind])
    if draw(st.integers(0, 4)) == 0:
        cell.empty = draw(st.sampled_from([reason for _, reason in REASONS]))
    elif kind == "number":
        low, high = sorted([draw(amounts), draw(amounts)])
        cell.low, cell.high = low, draw(st.sampled_from([None, high]))
    elif kind == "scale":
        cell.step = draw(st.sampled_from(STEPS))
    elif kind == "outcome":
        cell.effect, cell.text = draw(st.sampled_from(["helps", "no-difference"])), draw(st.just("") | words)
    else:
        cell.text = draw(words)
    return cell


def through_csv(text):
    return sheet_files.from_file("sheet.csv", sheet_files.csv_file([["Form", "A"], ["Oxide", text]]))[1][1]


def through_xlsx(text):
    return sheet_files.from_file("sheet.xlsx", sheet_files.xlsx_file([["Form", "A"], ["Oxide", text]], "A"))[1][1]


@pytest.mark.parametrize("through", [str, through_csv, through_xlsx])
@given(cell=cells(), citekeys=keys)
def test_what_is_exported_is_read_as_the_same(through, cell, citekeys):
    citekeys = citekeys if cell.is_filled else []
    text = through(sheets.written(cell, cell.attribute, citekeys))
    read = sheets.read(text, cell.attribute, STEPS)
    for name, value in read.values.items():
        assert getattr(cell, name) == value
    assert read.values["empty"] == cell.empty
    assert list(read.citekeys) == citekeys


@given(words)
def test_no_exported_cell_is_a_formula(text):
    cell = Cell(form=Form(name="Oxide"), attribute=TEXT, text=text)
    rows = [["Form", text], [text, sheets.written(cell, TEXT)]]
    line = sheet_files.csv_file(rows).decode("utf-8-sig")
    assert not any(text.startswith(("=", "+", "-", "@")) for row in csv.reader(StringIO(line)) for text in row)
    book = openpyxl.load_workbook(BytesIO(sheet_files.xlsx_file(rows, "A")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} <= {"s", "inlineStr"}


# ---- files


def test_a_pasted_cell_may_hold_line_breaks_and_quotation_marks():
    assert sheet_files.from_paste('Form\tRemark\nOxide\t"two\nlines, ""said"""\n\n') == [
        ["Form", "Remark"],
        ["Oxide", 'two\nlines, "said"'],
    ]


def workbook(*rows):
    book, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.number_format = "0.0%" if isinstance(cell.value, float) else "General"
    book.save(file)
    return file.getvalue()


def test_numbers_of_a_workbook_are_read_as_they_are_shown():
    assert sheet_files.from_file("a.xlsx", workbook(["Form", "A"], ["Oxide", 0.04], ["Malate", 12])) == [
        ["Form", "A"],
        ["Oxide", "4%"],
        ["Malate", "12"],
    ]


REFUSED = [
    ("a.csv", b"", "empty"),
    ("a.csv", b"x" * 2_000_001, "larger than 2 MB"),
    ("a.csv", b"Form,A\nO\xffide,4\n", "not in UTF-8"),
    ("a.csv", b"\n,,\n", "nothing in it"),
    ("a.csv", b"Form,A\n" + b"x,1\n" * 200, "too large: up to 200 rows"),
    ("a.csv", b"," * 60 + b"x\n", "too large: up to 200 rows and 60 columns"),
    ("a.xlsx", b"PK\x03\x04 no zip", "broken"),
    ("a.xlsx", b"Form,A\n", "broken"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password"),
    ("a.xlsx", workbook(["Form", "A"], ["Oxide", "=1+1"]), "Cell B2 holds a formula"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[f"{n}-{s[:12]}" for n, _, s in REFUSED])
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(name, content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        sheet_files.from_file(name, content)
