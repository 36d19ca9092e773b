from .advice import AdverseEffect, Caution, Food, HowToTake, Interaction, Medicine
from .comparison import Attribute, Cell, ComparedForm, Comparison, Step
from .form import Compound, Form
from .intake import IntakeValue, StudiedDose
from .substance import Authority, CatalogueEdit, Definition, Substance

FACTS = (Definition, IntakeValue, StudiedDose, Interaction, Caution, AdverseEffect, HowToTake, Food)
"""Rows about a substance as a whole, in the order in which pages show them."""

PARTS = {model.part: model for model in FACTS}

__all__ = [
    "FACTS",
    "PARTS",
    "AdverseEffect",
    "Attribute",
    "Authority",
    "CatalogueEdit",
    "Caution",
    "Cell",
    "ComparedForm",
    "Comparison",
    "Compound",
    "Definition",
    "Food",
    "Form",
    "HowToTake",
    "IntakeValue",
    "Interaction",
    "Medicine",
    "Step",
    "StudiedDose",
    "Substance",
]
