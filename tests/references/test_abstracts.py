"""Abstracts as one text with labelled parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import abstracts
from references.details import AbstractPart


def test_headings_in_capitals_become_words_and_stand_in_front():
    text = abstracts.text_of(
        [AbstractPart("Cramps are common.", "BACKGROUND"), AbstractPart("We found 11 trials.", "MAIN RESULTS:")]
    )
    assert text == "Background: Cramps are common.\n\nMain results: We found 11 trials."


def test_what_was_written_is_read_back():
    told = [AbstractPart("Why.", "Background"), AbstractPart("How.", "Materials and methods"), AbstractPart("So what.")]
    assert abstracts.parts(abstracts.text_of(told)) == told


@pytest.mark.parametrize(
    "text",
    [
        "Magnesium: a review of what is known.",
        "We asked one thing: does it help?",
        "In 2019 (see table 2): nothing.",
        "Results:",
        "https://example.org/x is where it stands.",
    ],
)
def test_a_sentence_with_a_colon_stays_a_sentence(text):
    assert abstracts.parts(text) == [AbstractPart(text)]


@pytest.mark.parametrize(
    "label", ["Authors' conclusions", "Main results", "Methods and findings", "Study design, size"]
)
def test_headings_of_journals_are_known(label):
    assert abstracts.parts(f"{label}: Pain fell.")[0].text.endswith("Pain fell.")


@given(st.text())
def test_any_text_can_be_read(text):
    assert all(part.text for part in abstracts.parts(text))


def test_an_empty_abstract_has_no_parts():
    assert abstracts.parts(" \n\n ") == []
