"""Magnesium and its forms. Formulas are facts of chemistry and carry no source; shares of magnesium are computed from them.

A CAS number stands only where nobody doubts which compound it names.
"""

from supplements.models.form import Bond, Route

SUBSTANCE = {"name": "Magnesium", "slug": "magnesium", "element": "Mg", "unit": "mg"}

DRY = "without water"


def form(slug, name, *compounds, bond=Bond.SALT, route=Route.ORAL, synonyms=""):
    """compounds: (name, formula) or (name, formula, CAS number)"""
    about = {"slug": slug, "name": name, "bond": bond, "route": route, "synonyms": synonyms}
    return about, [dict(zip(("name", "formula", "cas"), compound, strict=False)) for compound in compounds]


FORMS = [
    form("oxide", "Oxide", (DRY, "MgO", "1309-48-4"), bond=Bond.OTHER, synonyms="magnesia"),
    form("hydroxide", "Hydroxide", (DRY, "Mg(OH)2", "1309-42-8"), bond=Bond.OTHER, synonyms="milk of magnesia"),
    form(
        "carbonate",
        "Carbonate",
        (DRY, "MgCO3", "546-93-0"),
        ("basic carbonate", "4MgCO3·Mg(OH)2·5H2O"),
    ),
    form(
        "citrate",
        "Citrate",
        ("trimagnesium dicitrate, without water", "Mg3(C6H5O7)2"),
        ("trimagnesium dicitrate, with 9 parts of water", "Mg3(C6H5O7)2·9H2O"),
        ("magnesium hydrogen citrate", "MgC6H6O7"),
    ),
    form(
        "bisglycinate",
        "Bisglycinate",
        (DRY, "Mg(C2H4NO2)2"),
        ("dihydrate", "Mg(C2H4NO2)2·2H2O"),
        bond=Bond.CHELATE,
        synonyms="glycinate, diglycinate",
    ),
    form(
        "malate",
        "Malate",
        (DRY, "MgC4H4O5"),
        ("trihydrate", "MgC4H4O5·3H2O"),
        ("dimagnesium malate", "C4H6Mg2O7"),
    ),
    form("taurate", "Taurate", (DRY, "Mg(C2H6NO3S)2")),
    # Named without its L, which would become a small letter within a sentence.
    form(
        "threonate",
        "Threonate",
        (DRY, "Mg(C4H7O5)2"),
        ("monohydrate", "Mg(C4H7O5)2·H2O"),
        synonyms="L-threonate",
    ),
    form("lactate", "Lactate", (DRY, "Mg(C3H5O3)2"), ("dihydrate", "Mg(C3H5O3)2·2H2O")),
    form("aspartate", "Aspartate", (DRY, "Mg(C4H6NO4)2"), ("dihydrate", "Mg(C4H6NO4)2·2H2O")),
    form(
        "chloride",
        "Chloride",
        (DRY, "MgCl2", "7786-30-3"),
        ("hexahydrate", "MgCl2·6H2O", "7791-18-6"),
    ),
    form(
        "sulfate",
        "Sulfate",
        (DRY, "MgSO4", "7487-88-9"),
        ("heptahydrate", "MgSO4·7H2O", "10034-99-8"),
        synonyms="sulphate, Epsom salt",
    ),
    form(
        "chloride-skin",
        "Chloride",
        ("hexahydrate", "MgCl2·6H2O", "7791-18-6"),
        route=Route.SKIN,
        synonyms="magnesium oil",
    ),
    form(
        "sulfate-infusion",
        "Sulfate",
        ("heptahydrate", "MgSO4·7H2O", "10034-99-8"),
        route=Route.INFUSION,
        synonyms="sulphate, drip",
    ),
]
