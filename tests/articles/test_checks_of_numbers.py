"""What editors and reviewers are told about numbers and doses. Which sentences are found: see `labelled.numbers`."""

import pytest

from articles.checks import Library, Request, numbers
from articles.checks.doses import doses_above_the_limit_say_so
from articles.checks.limits import LIMITS, limit_for
from articles.checks.stated import Stated
from references.quantities import quantities
from tests.articles import frozen_content

EMPTY = {"before_you_take_it": "<p>Ask a doctor first.</p>"}


def content(*texts, passages=("Pain fell.",), sources=("yousef2013",), **extra):
    """An article of one paragraph, all its claims on the same sources."""
    said = [{"locator": "", "quote": "", "finding": p, "basis": "abstract"} for p in passages]
    cited = [frozen_content.citation(s, passages=said) for s in sources]
    claims = [frozen_content.claim(f"claim {n}", citations=cited, text=t, **extra) for n, t in enumerate(texts)]
    html = " ".join(frozen_content.mark(f"claim {n}", t) for n, t in enumerate(texts))
    block = frozen_content.block("text", text=f"<p>{html}</p>")
    listed = [frozen_content.source(s, sample_size=None) for s in sources]
    return frozen_content.content(block, claims=claims, sources=listed, **EMPTY)


def found(content, code, **request):
    return [f for check in numbers.CHECKS for f in check(content, Request(**request)) if f.code == code]


def test_the_number_that_is_not_there_is_told_with_the_nearest_that_is():
    (finding,) = found(content("In all, 212 people took part.", passages=["221 participants."]), "number-not-in-source")
    assert finding.message == "“212 people” stands in none of the passages; the nearest there is “221 participants”."
    assert finding.citation == frozen_content.claim_id("yousef2013")
    assert not finding.blocks


def test_a_number_may_stand_in_any_of_the_sources_of_its_claim():
    both = content("It fell by 1.33 and by 0.11 mg/L.", passages=["1.33 and 0.11 mg/L"], sources=("a2020", "b2020"))
    assert found(both, "number-not-in-source") == []
    (finding,) = found(content("It fell by 5 mg/L.", sources=("a2020", "b2020")), "number-not-in-source")
    assert finding.citation == ""  # about the claim: neither source is to blame alone


def test_how_many_sources_stand_behind_a_sentence_is_no_number_to_look_for():
    two = content("Two trials found this.", sources=("a2020", "b2020"))
    assert found(two, "number-not-in-source") == []
    assert found(content("Three trials found this.", sources=("a2020", "b2020")), "number-not-in-source")


def test_a_claim_without_a_passage_is_not_compared():
    assert found(content("In all, 212 people took part.", passages=[]), "number-not-in-source") == []


def test_another_unit_and_another_order_of_magnitude_are_told_apart():
    (finding,) = found(content("They took 365 g.", passages=["365 mg"]), "unit-differs")
    assert finding.message == "“365 g” here, “365 mg” in the source: another unit."
    (finding,) = found(content("They took 35 mg.", passages=["350 mg"]), "unit-differs")
    assert finding.message == "“35 mg” here, “350 mg” in the source: another order of magnitude."


def test_a_dose_above_the_limit_is_told_with_the_limit_its_scope_and_who_set_it():
    (finding,) = found(content("Take 500 mg of magnesium a day."), "above-limit")
    assert finding.message == (
        "“500 mg” is above the limit of 350 mg a day from supplements and medicines for people from 9 years on "
        "(US Institute of Medicine, 1997), and nothing beside it says so."
    )


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("adults", 350),
        ("a 10-year-old", 350),
        ("children aged 4 to 8", 110),
        ("a 5-year-old child", 110),
        ("toddlers", 65),
    ],
)
def test_the_limit_is_that_of_the_people_the_sentence_names(text, amount):
    assert limit_for("magnesium", text).amount == amount


def test_only_confirmed_limits_are_held_each_with_scope_and_authority():
    assert {(limit.amount, limit.unit) for limit in LIMITS} == {(65, "mg"), (110, "mg"), (350, "mg")}
    assert all(limit.scope and limit.authority for limit in LIMITS)
    assert limit_for("zinc", "adults") is None


def test_an_article_may_say_once_for_all_its_doses_that_they_are_above_the_limit():
    above = content("They took 500 mg of magnesium a day.")
    above["blocks"].append(frozen_content.block("callout", title="", text="<p>Some of the doses here are higher.</p>"))
    assert list(doses_above_the_limit_say_so(above, Request())) == []


def test_two_figures_for_one_thing_are_told_at_the_later_claim():
    twice = content("The US limit for adults is 350 mg a day.", "The US limit for adults is 400 mg a day.")
    (finding,) = found(twice, "told-twice")
    assert finding.number == 2
    assert (
        finding.message
        == "“400 mg a day” here, and “350 mg a day” in claim 1: “The US limit for adults is 350 mg a day.”"
    )


def test_another_live_article_with_another_figure_is_named():
    there = Stated("0", "The US limit for adults is 360 mg a day.", "Magnesium and sleep", frozenset({"yousef2013"}))
    here = content("The US limit for adults is 350 mg a day.")
    (finding,) = found(here, "told-elsewhere", library=Library(elsewhere=(there,)))
    assert "“Magnesium and sleep”" in finding.message
    assert found(here, "told-elsewhere") == []


def test_rules_about_words_leave_other_languages_alone():
    dutch = content("Take 500 mg of magnesium oxide a day.")
    dutch["article"]["language"] = "nl"
    assert {f.code for check in numbers.CHECKS for f in check(dutch, Request())} == {"number-not-in-source"}


@pytest.mark.parametrize("text", ["", "9" * 100_000, "1 mg " * 20_000, "\ud7ff % % 0 mg", "[" * 1_000])
def test_no_sentence_is_too_odd_for_the_rules(text):
    odd = content(text, text, passages=[text])
    for check in numbers.CHECKS:
        assert list(check(odd, Request())) is not None
    assert len(quantities(text)) >= 0
