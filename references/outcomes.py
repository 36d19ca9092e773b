"""The words of stance, verdict and certainty. Pure; models, checks and pages take them from here."""

from django.db.models import TextChoices


class Stance(TextChoices):
    """What the editor says that a source does for a claim."""

    SUPPORTS = "supports", "supports"
    QUALIFIES = "qualifies", "qualifies"
    CONTRADICTS = "contradicts", "contradicts"
    MENTIONS = "mentions", "mentions"


class Outcome(TextChoices):
    """What a reviewer decided about one citation."""

    SUPPORTED = "supported", "supported"
    PARTLY = "partly", "partly supported"
    WEAKER = "weaker", "weaker than we say"
    NOT_ADDRESSED = "not-addressed", "not addressed"
    CONTRADICTED = "contradicted", "contradicted"
    NOT_REACHED = "not-reached", "could not be reached"
    UNDONE = "undone", "undone"


VERDICTS = [o for o in Outcome if o is not Outcome.UNDONE]
"""The six that a reviewer may give; `undone` takes the last one back."""

NOT_JUDGED = ["", Outcome.UNDONE, Outcome.NOT_REACHED]
"""Outcomes of a citation that nobody judged, or whose latest verdict does not count."""

FITTING = {
    Stance.SUPPORTS: {Outcome.SUPPORTED},
    Stance.QUALIFIES: {Outcome.PARTLY, Outcome.WEAKER},
    Stance.CONTRADICTS: {Outcome.CONTRADICTED},
    Stance.MENTIONS: {Outcome.NOT_ADDRESSED},
}


class Way(TextChoices):
    """How a verdict came about, where it is not one reviewer reading one citation."""

    STILL_HOLDS = "still-holds", "still holds"
    SECOND_OPINION = "second-opinion", "second opinion"
    TOGETHER = "together", "settled together"
    ARBITER = "arbiter", "decided as arbiter"


class Mismatch(TextChoices):
    """What in the sentence does not match the source."""

    NUMBER = "number", "number"
    UNIT = "unit", "unit"
    DOSE_BASIS = "dose-basis", "dose basis"
    POPULATION = "population", "population"
    FORM = "form", "form"
    ROUTE = "route", "route"
    OUTCOME = "outcome", "outcome"
    COMPARATOR = "comparator", "comparator"
    DESIGN = "design", "design"
    DIRECTION = "direction", "direction"
    CERTAINTY = "certainty", "certainty"
    DATE = "date", "date"


class Level(TextChoices):
    """GRADE: how sure all evidence makes us."""

    HIGH = "high", "high"
    MODERATE = "moderate", "moderate"
    LOW = "low", "low"
    VERY_LOW = "very-low", "very low"


class Direction(TextChoices):
    FOR = "for", "for the claim"
    MIXED = "mixed", "mixed"
    AGAINST = "against", "against the claim"
    NONE_FOUND = "none-found", "no good evidence found"


class Downgrade(TextChoices):
    """GRADE's reasons to be less sure."""

    BIAS = "bias", "risk of bias"
    INCONSISTENCY = "inconsistency", "inconsistency"
    INDIRECTNESS = "indirectness", "indirectness"
    IMPRECISION = "imprecision", "imprecision"
    PUBLICATION_BIAS = "publication-bias", "publication bias"
