"""Can readers follow it, and is what health articles leave out too often there?"""

import pytest

from articles.checks import Request, structure
from articles.checks.reading_grade import reading_grade, syllables
from tests.articles import frozen_content
from tests.articles.labelled.structure import EASY, HARD


def found(content, code):
    return [f for check in structure.CHECKS for f in check(content, Request()) if f.code == code]


def text(html, number=1):
    return frozen_content.block("text", id=f"text-{number}", text=html)


# ---- reading grade


def test_the_reading_grade_tells_plain_words_from_hard_ones():
    plain = ["Magnesium did not help.", "Ask your doctor first."]
    hard = [
        "Supplementation demonstrated statistically insignificant antinociceptive efficacy across heterogeneous populations, "
        "notwithstanding considerable methodological limitations of the underlying investigations."
    ]
    assert reading_grade(plain) < 6 < 12 < reading_grade(hard)


@pytest.mark.parametrize("nothing", [[], [""], ["3.5"], ["… !"]])
def test_what_holds_no_words_has_no_grade(nothing):
    assert reading_grade(nothing) == 0


@pytest.mark.parametrize(
    ("word", "count"),
    [("pain", 1), ("magnesium", 4), ("little", 2), ("bone", 1), ("the", 1), ("review", 2), ("créatine", 2)],
)
def test_syllables_are_told_from_letters(word, count):
    assert syllables(word) == count


def test_a_section_is_graded_by_itself_with_its_hardest_sentences():
    hard = " ".join([*(f"Number {n} is plain." for n in range(6)), HARD[0], HARD[1], HARD[1]])
    content = frozen_content.content(text(f"<h2>Easy</h2><p>{EASY[0]}</p><h2>Hard</h2><p>{hard}</p>", 7))
    (finding,) = found(content, "hard-to-read")
    assert finding.place == "text-7"
    assert finding.message.startswith("“Hard” reads like grade ")
    assert finding.mend.count("“") == 5
    assert "Although the bioavailability" in finding.mend.split(" · ")[0] + finding.mend.split(" · ")[1]
    assert finding.mend.count("Although the bioavailability") == 1


def test_a_section_goes_on_in_the_next_block():
    content = frozen_content.content(
        text("<h2>Hard</h2>", 1), text(f"<p>{HARD[0]}</p>", 2), text(f"<p>{HARD[1]}</p>", 3)
    )
    assert [f.place for f in found(content, "hard-to-read")] == ["text-2"]


def test_a_few_hard_words_and_tables_are_not_graded():
    table = frozen_content.block(
        "table", id="table-1", caption="", text=f"<table><tbody><tr><td>{HARD[0]}</td></tr></tbody></table>"
    )
    assert found(frozen_content.content(text(f"<p>{EASY[4]}</p>"), table), "hard-to-read") == []


# ---- links


def test_a_link_without_a_name_is_found_in_each_place():
    blocks = [
        text('<p><a href="https://example.org">here</a> and <a href="https://example.org/2"> </a></p>'),
        frozen_content.block(
            "figure", id="figure-1", alt="A bone", caption='<p><a href="https://example.org">link</a></p>'
        ),
    ]
    findings = found(frozen_content.content(*blocks), "link-text")
    assert [(f.message, f.place) for f in findings] == [
        ("The link “here” does not say where it leads.", "text-1"),
        ("A link has no words.", "text-1"),
        ("The link “link” does not say where it leads.", "figure-1"),
    ]


def test_a_link_may_be_named_by_its_title():
    html = '<p><a href="https://example.org" title="A trial of 2013"></a></p>'
    assert found(frozen_content.content(text(html)), "link-text") == []


# ---- what is left out


def test_the_finding_on_help_leads_to_before_you_take_it():
    (finding,) = found(frozen_content.content(claims=[frozen_content.claim("a")]), "no-help")
    assert finding.place == "before_you_take_it"


def test_an_article_without_claims_is_not_asked_for_help_or_doubts():
    content = frozen_content.content(text("<p>Our new office.</p>"))
    assert not found(content, "no-help")
    assert not found(content, "no-uncertainty")


def test_a_source_that_one_claim_mentions_and_another_rests_on_carries_something():
    mentions, supports = (
        frozen_content.claim(stance, citations=[frozen_content.citation(stance=stance)])
        for stance in ("mentions", "supports")
    )
    sources = [frozen_content.source()]
    assert found(frozen_content.content(claims=[mentions], sources=sources), "only-mentioned")
    assert not found(frozen_content.content(claims=[mentions, supports], sources=sources), "only-mentioned")
