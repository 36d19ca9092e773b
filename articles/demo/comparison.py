"""The comparison of forms: what is asked of each, and by which scale. What its cells say: see `cells.py`."""

from references.models.claim import Kind
from supplements.models.comparison import AttributeKind, Better, FilterAs

COMPARISON = {"name": "Forms of magnesium", "slug": "forms"}

WEIGHT, ABSORBED, ABSORPTION = "magnesium-by-weight", "share-absorbed", "absorption"
IN_CELLS, GUT, SLEEP, CRAMPS = "in-cells", "gut", "sleep", "cramps"
BACK, CRP, BOWELS, WATCH = "back-pain", "inflammation", "constipation", "what-to-watch"


def step(label, meaning, passes=False):
    return {"label": label, "meaning": meaning, "passes": passes}


def goal(label):
    return {"filter_as": FilterAs.GOAL, "filter_label": label}


OUTCOME = {"kind": AttributeKind.OUTCOME, "claim_kind": Kind.EFFICACY}

ATTRIBUTES = {
    WEIGHT: {
        "name": "Magnesium by weight",
        "meaning": "How much of the compound is magnesium: computed from its formula.",
        "kind": AttributeKind.COMPUTED,
        "claim_kind": Kind.COMPOSITION,
    },
    ABSORBED: {
        "name": "Share absorbed",
        "meaning": "Of the magnesium in a dose. Methods differ, so only figures of one study can be compared.",
        "kind": AttributeKind.NUMBER,
        "unit": "% of the dose",
        "better": Better.MORE,
        "claim_kind": Kind.MECHANISM,
    },
    ABSORPTION: {
        "name": "Absorption against oxide",
        "meaning": "In people who took both, or in groups that were compared.",
        "kind": AttributeKind.SCALE,
        "better": Better.MORE,
        "claim_kind": Kind.MECHANISM,
        **goal("Taken up better than oxide"),
        "steps": (
            step("Less than oxide", "Less magnesium was taken up than from oxide."),
            step("About the same", "No difference was found between this form and oxide."),
            step("More than oxide", "More magnesium was taken up than from oxide.", passes=True),
        ),
    },
    IN_CELLS: {
        "name": "Magnesium inside cells",
        "meaning": "What a test of cells showed. Nobody feels it.",
        "kind": AttributeKind.TEXT,
        "claim_kind": Kind.MECHANISM,
    },
    GUT: {
        "name": "How the gut bears it, against oxide",
        "kind": AttributeKind.SCALE,
        "better": Better.MORE,
        "claim_kind": Kind.SAFETY,
        "filter_as": FilterAs.CONDITION,
        "filter_label": "A gut that is easily upset",
        "steps": (
            step("Worse than oxide", "It upset the gut more than oxide did."),
            step("About the same", "No difference was found between this form and oxide."),
            step("Better than oxide", "It upset the gut less than oxide did.", passes=True),
        ),
    },
    SLEEP: {"name": "Sleep in older people", **OUTCOME, **goal("Sleep")},
    CRAMPS: {"name": "Cramps in older adults", **OUTCOME, **goal("Cramps")},
    BACK: {"name": "Back pain", **OUTCOME, **goal("Back pain")},
    CRP: {
        "name": "Inflammation",
        "meaning": "By CRP, a sign of inflammation in the blood.",
        **OUTCOME,
        **goal("Inflammation"),
    },
    BOWELS: {"name": "Constipation", **OUTCOME, **goal("Constipation")},
    WATCH: {
        "name": "What to watch",
        "meaning": "What was seen in people who took it.",
        "kind": AttributeKind.TEXT,
        "claim_kind": Kind.SAFETY,
    },
}
