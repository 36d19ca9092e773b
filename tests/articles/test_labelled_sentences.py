"""The labelled sentences: are there enough of them, and may each rule be as loud as it is?"""

import pytest

from articles.checks import RULES, Severity, numbers, sources, support, wording
from tests.articles.labelled import all_cases, scores

LEAST = 6
"""Of each kind, for each rule about sentences. Fewer say nothing about a rule."""
OF_EVIDENCE = {r.code for module in (numbers, support, sources) for r in module.RULES}
OF_WORDS = {r.code for r in wording.RULES}


@pytest.fixture(scope="module")
def scored():
    return scores(all_cases())


def test_there_are_two_hundred_sentences_and_about_half_of_them_are_clean():
    cases = all_cases()
    assert len(cases) >= 200
    assert 0.4 <= sum(c.expected for c in cases) / len(cases) <= 0.6


def test_every_rule_about_numbers_support_and_sources_has_labelled_sentences(scored):
    assert set(scored) >= OF_EVIDENCE


def test_every_labelled_rule_about_sentences_has_enough_of_both_kinds(scored):
    about = {code: s for code, s in scored.items() if code in OF_EVIDENCE | OF_WORDS}
    few = {c: s for c, s in about.items() if s.found + s.missed < LEAST or s.false + s.passed < LEAST}
    assert few == {}


def test_a_rule_that_is_often_wrong_only_informs(scored):
    loud = {code for code, s in scored.items() if s.precision < 0.8 and RULES[code].severity is not Severity.INFORM}
    assert loud == set()


def test_the_rules_find_most_of_what_they_are_for(scored):
    assert {code: score for code, score in scored.items() if score.recall < 0.6} == {}
