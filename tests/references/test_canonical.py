import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.canonical import (
    canonical_json,
    canonical_text,
    differs_only_in_notices,
    digest,
    judged_text,
    text_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pain  fell\n by 2.", "Pain fell by 2."),
        ("“Pain” fell", '"Pain" fell'),
        ("don’t", "don't"),
        ("«Pain» fell", '"Pain" fell'),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("10\u00a0mg", "10 mg"),
        (" a ", "a"),
    ],
)
def test_spaces_quotation_marks_and_composition_do_not_change_a_wording(one, other):
    assert canonical_text(one) == canonical_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10² mg", "102 mg"),
        ("½ a tablet", "1/2 a tablet"),
        ("5–10 mg", "5-10 mg"),
        ("7.5", "75"),
        ("may help", "May help"),
        ("−0.11", "-0.11"),
    ],
)
def test_everything_else_does(one, other):
    assert canonical_text(one) != canonical_text(other)


@given(st.text())
def test_canonical_text_is_the_same_the_second_time(text):
    assert canonical_text(canonical_text(text)) == canonical_text(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>10<sup>3</sup> people</p>", "10^3 people"),
        ("<p>H<sub>2</sub>O</p>", "H_2O"),
        ("<p>one</p><p>two</p>", "one two"),
        ("<p>one<br>two</p>", "one two"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<p>a <strong>b</strong>c &amp; d</p>", "a bc & d"),
        ("", ""),
    ],
)
def test_text_is_taken_out_of_html_without_losing_powers_and_breaks(html, text):
    assert text_of(html) == text


def test_canonical_json_has_one_spelling():
    here = datetime(2026, 3, 4, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    there = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    assert canonical_json({"b": here, "a": "é"}) == canonical_json({"a": "é", "b": there})
    assert canonical_json({"a": "é"}) == '{"a":"é"}'
    assert canonical_json(UUID(int=1)) == '"00000000-0000-0000-0000-000000000001"'


def test_a_float_has_no_canonical_spelling():
    with pytest.raises(TypeError):
        canonical_json({"dose": 1.5})


JUDGED = {
    "claim": "Pain fell by 2.",
    "kind": "efficacy",
    "voice": "own",
    "stance": "supports",
    "passages": [{"locator": "p. 1", "quote": "", "finding": "Pain fell by 2.", "basis": "abstract"}],
    "notices": [],
}
NOTICE = {"kind": "correction", "published_on": None, "note": "A table was corrected."}


@pytest.mark.parametrize(
    "change",
    [
        {"claim": "Pain fell by 3."},
        {"kind": "safety"},
        {"voice": "reported"},
        {"stance": "qualifies"},
        {"passages": []},
        {"passages": [{**JUDGED["passages"][0], "locator": "p. 2"}]},
        {"notices": [NOTICE]},
        {"question": "Does it help?"},
        {"heads": {"row": "Oxide", "column": "Absorption"}},
    ],
)
def test_each_part_of_what_was_judged_changes_the_digest(change):
    assert digest(judged_text(**JUDGED)) != digest(judged_text(**(JUDGED | change)))


def test_the_order_of_passages_and_typography_do_not():
    other = {"locator": "p. 9", "quote": "“fell”", "finding": "", "basis": "table"}
    one = judged_text(**(JUDGED | {"passages": [*JUDGED["passages"], other]}))
    same = judged_text(**(JUDGED | {"passages": [{**other, "quote": '"fell"'}, *JUDGED["passages"]]}))
    assert one == same


def test_what_was_judged_names_no_citekey_and_no_row():
    assert set(json.loads(judged_text(**JUDGED))) == {
        "format", "claim", "kind", "voice", "stance", "passages", "notices"
    }  # fmt: skip


def test_a_difference_in_notices_alone_is_told_apart():
    before = judged_text(**JUDGED)
    assert differs_only_in_notices(before, judged_text(**(JUDGED | {"notices": [NOTICE]})))
    assert not differs_only_in_notices(before, before)
    assert not differs_only_in_notices(before, judged_text(**(JUDGED | {"notices": [NOTICE], "stance": "qualifies"})))
