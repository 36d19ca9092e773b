"""What editors and reviewers are told about what a claim rests on. Which sentences are found: see `labelled.support`."""

import pytest

from articles.checks import Request, Severity, support
from articles.checks.support import SMALL
from tests.articles import frozen_content


def content(text, *sources, kind="efficacy", stances=("supports", "supports"), passages=(), around="<p>{}</p>"):
    said = [{"locator": "", "quote": "", "finding": p, "basis": "abstract"} for p in passages]
    cited = [
        frozen_content.citation(s["citekey"], stance, passages=said)
        for s, stance in zip(sources, stances, strict=False)
    ]
    claim = frozen_content.claim("a", citations=cited, text=text, kind=kind)
    block = frozen_content.block("text", text=around.replace("{}", frozen_content.mark("a", text)))
    return frozen_content.content(block, claims=[claim], sources=sources)


def found(content, code):
    return [f for check in support.CHECKS for f in check(content, Request()) if f.code == code]


RAT = frozen_content.source("rat2010", design="animal")
CELLS = frozen_content.source("cells2011", design="laboratory")
TRIAL = frozen_content.source("trial2012", sample_size=40)
COHORT = frozen_content.source("cohort2013", design="cohort", sample_size=9000)


def test_a_benefit_on_animals_alone_names_them():
    (finding,) = found(content("Magnesium eases pain.", RAT, CELLS), "not-in-people")
    assert finding.message == "It rests on studies of animals or cells alone (rat2010, cells2011)."
    assert finding.severity is Severity.WARN


def test_one_study_of_people_among_them_is_enough():
    assert found(content("Magnesium eases pain.", RAT, TRIAL), "not-in-people") == []


def test_a_source_that_contradicts_bears_nothing():
    assert found(content("Magnesium eases pain.", RAT, TRIAL, stances=("supports", "contradicts")), "not-in-people")


def test_one_small_trial_is_told_with_its_size():
    (finding,) = found(content("Magnesium eases pain.", TRIAL), "one-small-trial")
    assert finding.message == f"It rests on one trial with 40 people (trial2012), fewer than {SMALL}."
    assert finding.severity is Severity.INFORM
    assert finding.citation == frozen_content.claim_id("trial2012")


def test_two_small_trials_are_not_one():
    assert found(content("Magnesium eases pain.", TRIAL, {**TRIAL, "citekey": "b2013"}), "one-small-trial") == []


def test_what_is_felt_and_what_was_measured_are_both_named():
    surrogate = content("Magnesium eases pain.", TRIAL, passages=["CRP fell."])
    (finding,) = found(surrogate, "only-surrogates")
    assert finding.message == "The sentence speaks of pain, its passages of “CRP”."


def test_a_benefit_behind_a_mechanism_is_told_at_its_own_place():
    drawn = content("Magnesium blocks a receptor.", RAT, kind="mechanism", around="<p>{} So it eases back pain.</p>")
    (finding,) = found(drawn, "mechanism-only")
    assert (finding.place, finding.quote) == ("text-1", "So it eases back pain.")


def test_another_paragraph_is_another_thought():
    apart = content("Magnesium blocks a receptor.", RAT, kind="mechanism", around="<p>{}</p><p>It eases back pain.</p>")
    assert found(apart, "mechanism-only") == []


def test_the_words_that_say_cause_are_quoted():
    (finding,) = found(content("Nuts prevent pain.".replace("prevent", "reduces"), COHORT), "link-as-cause")
    assert finding.message == "“reduces” says that one thing brings the other about; cohort2013 only watched."


def test_a_trial_beside_the_survey_may_speak_of_a_cause():
    assert found(content("Magnesium lowers pain.", COHORT, TRIAL), "link-as-cause") == []


@pytest.mark.parametrize(
    ("code", "text", "said", "message"),
    [
        (
            "form-differs",
            "Citrate eases pain.",
            "Magnesium oxide was taken.",
            "The sentence speaks of citrate, its source of oxide.",
        ),
        (
            "route-differs",
            "Magnesium tablets ease pain.",
            "It was given by intravenous infusion.",
            "The sentence says “by mouth”; what was studied went into a vein.",
        ),
        (
            "people-differ",
            "Men had less pain.",
            "Only women took part.",
            "The sentence speaks of men, its source of women.",
        ),
    ],
)
def test_what_differs_is_named_on_both_sides(code, text, said, message):
    (finding,) = found(content(text, TRIAL, passages=[said]), code)
    assert finding.message == message


def test_a_design_that_nobody_gave_is_taken_from_the_title_alone():
    titled = frozen_content.source("x2010", design="", csl={"title": "Magnesium eases pain in rats"})
    assert found(content("Magnesium eases pain.", titled), "not-in-people")
    unknown = frozen_content.source("x2010", design="", csl={})
    assert found(content("Magnesium eases pain.", unknown), "not-in-people") == []


@pytest.mark.parametrize("text", ["", "x" * 100_000, "magnesium oxide in men " * 5_000, "so " * 20_000, "(" * 5_000])
def test_no_sentence_is_too_odd_for_the_rules(text):
    odd = content(text, TRIAL, passages=[text], kind="mechanism")
    for check in support.CHECKS:
        assert list(check(odd, Request())) is not None
