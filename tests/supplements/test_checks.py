"""What the checks of articles make of rows of the catalogue."""

import pytest

from articles.looking import look
from tests.builders import NOW, mark, source
from tests.supplement_builders import attribute, cell, comparison, form, placing, substance

pytestmark = pytest.mark.django_db


def codes(article):
    return [f.code for f in look(article, now=NOW).findings]


def shares(*amounts):
    """An article with one column of absorbed shares, one form each."""
    zinc, cited = substance("Zinc"), source("firoz2001")
    compared = comparison(forms=[form(zinc, f"Form {n}", f"Zn{n}O") for n in range(1, len(amounts) + 1)])
    asked = attribute(compared, kind="number")
    for one, amount in zip(compared.forms.order_by("position"), amounts, strict=True):
        cell(compared, one, asked, low=amount, sources=[cited])
    return compared


def test_two_rows_with_two_figures_are_two_things():
    assert "told-twice" not in codes(placing(shares(4, 40)))


def test_a_sentence_that_gives_the_figure_of_a_row_differently_is_found():
    compared = shares(4)
    said = mark("Zinc form 1: absorption: 6% of the dose.", "firoz2001")
    article = placing(compared, html=f"<p>{said}</p>")
    assert "told-twice" in codes(article)
