import pytest

from references.designs import DESIGNS, design_of
from references.models.source import StudyDesign

TABLE = [
    # publication types
    ({"publication_types": ["Journal Article", "Randomized Controlled Trial"]}, "randomised-trial"),
    ({"publication_types": ["Meta-Analysis", "Randomized Controlled Trial"]}, "meta-analysis"),
    ({"publication_types": ["Systematic Review", "Meta-Analysis"]}, "meta-analysis"),
    ({"publication_types": ["Systematic Review"]}, "systematic-review"),
    ({"publication_types": ["Systematic Review"], "title": "X: a meta-analysis"}, "meta-analysis"),
    ({"publication_types": ["Practice Guideline"]}, "guideline"),
    ({"publication_types": ["Controlled Clinical Trial"]}, "non-randomised-trial"),
    ({"publication_types": ["Case Reports"]}, "case-series"),
    ({"publication_types": ["Journal Article", "Review"]}, "narrative-review"),
    ({"publication_types": ["Review"], "title": "Magnesium: a systematic review"}, "systematic-review"),
    # a clinical trial may be randomised or not; the catalogue does not say
    ({"publication_types": ["Clinical Trial"]}, ""),
    ({"publication_types": ["Clinical Trial"], "title": "A randomized controlled trial of x"}, "randomised-trial"),
    ({"publication_types": ["Observational Study"]}, ""),
    ({"publication_types": ["Observational Study"], "mesh": ["Cohort Studies"]}, "cohort"),
    # what speaks about other works
    ({"publication_types": ["Letter"], "title": "A randomised trial of x"}, ""),
    ({"publication_types": ["Comment", "Randomized Controlled Trial"]}, ""),
    ({"title": "Magnesium for sleep: study protocol for a randomised controlled trial"}, ""),
    ({"title": "Retraction: A randomised trial of x"}, ""),
    # animals
    ({"mesh": ["Animals", "Rats, Wistar", "Magnesium/pharmacology"]}, "animal"),
    ({"mesh": ["Animals", "Humans"]}, ""),
    ({"mesh": ["Animals", "Mice"], "publication_types": ["Randomized Controlled Trial"]}, "animal"),
    ({"mesh": ["Animals"], "publication_types": ["Review"]}, "narrative-review"),
    ({"mesh": ["Animals"], "publication_types": ["Systematic Review"]}, "systematic-review"),
    ({"title": "Magnesium and bone in aged rats"}, "animal"),
    ({"mesh": ["Cells, Cultured", "Magnesium"]}, "laboratory"),
    ({"mesh": ["Case-Control Studies", "Humans"]}, "case-control"),
    ({"mesh": ["Retrospective Studies", "Humans"]}, ""),
    # titles
    ({"title": "Magnesium in pain: systematic review and meta-analysis of randomised controlled trials"}, "meta-analysis"),
    ({"title": "A double-blind, placebo-controlled study of magnesium"}, "randomised-trial"),
    ({"title": "A non-randomised controlled trial of magnesium"}, "non-randomised-trial"),
    ({"title": "A <i>randomized</i>, double-blind, crossover trial"}, "randomised-trial"),
    ({"title": "Magnesium intake and fractures: a prospective cohort study"}, "cohort"),
    ({"title": "Serum magnesium: a cross-sectional study"}, "cross-sectional"),
    ({"title": "Dietary Reference Intakes for Calcium and Magnesium"}, "reference-values"),
    ({"title": "Magnesium: fact sheet for consumers"}, "fact-sheet"),
    ({"title": "Magnesium for skeletal muscle cramps"}, ""),
    ({"csl_type": "standard"}, "guideline"),
    ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("said", "design"), TABLE)
def test_a_design_is_taken_only_from_what_settles_it(said, design):
    assert design_of(**said) == design
    assert design in {"", *StudyDesign.values}


def test_the_designs_are_those_of_sources():
    assert set(StudyDesign.values) == DESIGNS
