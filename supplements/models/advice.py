"""What somebody should know before, while and after taking a substance."""

from django.db import models
from django.db.models import F, Q

from references.models.claim import Kind
from supplements import wording

from .row import FactRow, Seriousness


class Care(models.TextChoices):
    """What a caution asks for, the strictest first."""

    DO_NOT = "do-not-take", "do not take it"
    ASK_FIRST = "ask-first", "ask first"
    TAKE_CARE = "take-care", "take care"


class Caution(FactRow):
    """Who should be careful. Where it says “do not” or “ask first”, readers who choose it get no ranking and no dose."""

    part = "cautions"
    claim_kind = Kind.SAFETY

    condition = models.CharField(
        max_length=120, help_text="Like “Kidney disease”; readers choose it under “I have or take”."
    )
    slug = models.SlugField(max_length=60)
    advice = models.TextField(max_length=600, help_text="A whole sentence, or two.")
    care = models.CharField("what it asks for", max_length=12, choices=Care, default=Care.TAKE_CARE)
    seriousness = models.CharField("how serious", max_length=8, choices=Seriousness, default=Seriousness.MODERATE)
    outside_limits = models.BooleanField(
        "limits do not cover them", default=False, help_text="Said with every result that names a limit."
    )

    class Meta:
        ordering = ["position", "condition"]
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "slug"],
                name="caution_once_per_substance",
                violation_error_message="A caution with this address is there already.",
            )
        ]

    def sentence(self):
        return wording.sentence(f"{self.condition}: {self.advice}")


class AdverseEffect(FactRow):
    """What can go wrong with taking it."""

    part = "adverse-effects"
    claim_kind = Kind.SAFETY

    name = models.CharField(max_length=120)
    known = models.TextField("what is known", max_length=600, help_text="A whole sentence, or two.")
    seriousness = models.CharField("how serious", max_length=8, choices=Seriousness, default=Seriousness.MINOR)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "unwanted effect"

    def sentence(self):
        return wording.sentence(f"{self.name}: {self.known}")


class Topic(models.TextChoices):
    START = "start", "how to start"
    SPLIT = "split", "splitting the dose"
    FOOD = "food", "with or without food"
    STOP = "stop", "when to stop"
    OTHER = "other", "besides"


class HowToTake(FactRow):
    """Advice on taking it."""

    part = "how-to-take"
    claim_kind = Kind.DOSE

    topic = models.CharField(max_length=6, choices=Topic)
    advice = models.TextField(max_length=600, help_text="A whole sentence, or two.")

    class Meta:
        ordering = ["position", "topic", "id"]
        verbose_name = "advice on taking it"
        verbose_name_plural = "how to take it"

    def sentence(self):
        return wording.sentence(self.advice)

    def heads(self):
        return {"topic": self.get_topic_display()}


class Medicine(models.Model):
    """A class of medicines, the same for every substance."""

    name = models.CharField(max_length=120, unique=True, help_text="In the plural, like “Tetracycline antibiotics”.")
    slug = models.SlugField(max_length=60, unique=True)
    lay_name = models.CharField(
        "as people say", max_length=120, blank=True, help_text="For “I take …”, like “an antibiotic (tetracycline)”."
    )
    examples = models.CharField(max_length=300, blank=True, help_text="Names on packets, separated by commas.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Happens(models.TextChoices):
    MEDICINE_LESS = "medicine-less", "less of the medicine is absorbed"
    SUBSTANCE_LESS = "substance-less", "less of the substance is absorbed"
    LOSES_MORE = "loses-more", "the body loses more of the substance"
    LOSES_LESS = "loses-less", "the body loses less of the substance"
    OTHER = "other", "something else"


_IN_ORDER = "The hours are upside down: give the smaller number first."


def _in_order(name):
    return Q(**{f"{name}_to": None}) | Q(**{f"{name}_to__gte": F(f"{name}_from")})


class Interaction(FactRow):
    """What a substance and a class of medicines do to each other, as one authority has it.

    How sure that is, an appraisal of its claim says. before, after: hours that lie between; the substance comes first, or
    second. They need not be the same.
    """

    part = "interactions"
    claim_kind = Kind.SAFETY

    medicine = models.ForeignKey(Medicine, on_delete=models.PROTECT, related_name="interactions")
    authority = models.ForeignKey("supplements.Authority", on_delete=models.PROTECT, related_name="+")
    happens = models.CharField("what happens", max_length=14, choices=Happens)
    explained = models.TextField("in a sentence", max_length=600, help_text="What happens, as readers will read it.")
    seriousness = models.CharField("how serious", max_length=8, choices=Seriousness, default=Seriousness.MODERATE)
    before_from = models.DecimalField(
        "hours before the medicine", max_digits=4, decimal_places=1, null=True, blank=True,
        help_text="The substance is taken so long before it.",
    )  # fmt: skip
    before_to = models.DecimalField("to", max_digits=4, decimal_places=1, null=True, blank=True)
    after_from = models.DecimalField("hours after the medicine", max_digits=4, decimal_places=1, null=True, blank=True)
    after_to = models.DecimalField("to", max_digits=4, decimal_places=1, null=True, blank=True)
    advice = models.TextField(max_length=600, blank=True, help_text="What else to do, like “Have your levels checked.”")

    class Meta:
        ordering = ["position", "medicine__name", "authority__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "medicine", "authority"],
                name="interaction_once_per_authority",
                violation_error_message="What this authority says of these medicines stands in the catalogue already.",
            ),
            models.CheckConstraint(
                condition=_in_order("before"), name="interaction_before_in_order", violation_error_message=_IN_ORDER
            ),
            models.CheckConstraint(
                condition=_in_order("after"), name="interaction_after_in_order", violation_error_message=_IN_ORDER
            ),
            models.CheckConstraint(
                condition=(Q(before_from__isnull=False) | Q(before_to=None))
                & (Q(after_from__isnull=False) | Q(after_to=None)),
                name="interaction_hours_begin",
                violation_error_message="Give the smaller number of hours too.",
            ),
        ]

    @property
    def before(self):
        return None if self.before_from is None else (self.before_from, self.before_to)

    @property
    def after(self):
        return None if self.after_from is None else (self.after_from, self.after_to)

    @property
    def spacing(self):
        return wording.spacing(self.substance.said, before=self.before, after=self.after)

    def sentence(self):
        return wording.sentence(f"{self.medicine.name}: {self.explained}", self.spacing, self.advice)

    def heads(self):
        return {"authority": self.authority.name, "medicine": self.medicine.name}


class Food(FactRow):
    """How much of the substance a serving holds."""

    part = "foods"
    claim_kind = Kind.COMPOSITION

    name = models.CharField(max_length=120)
    serving = models.CharField(max_length=80, help_text="Like “28 g, roasted”.")
    amount = models.DecimalField(max_digits=9, decimal_places=3, help_text="A serving, in the unit of the substance.")

    class Meta:
        ordering = ["-amount", "name"]
        verbose_name = "food"
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "name", "serving"],
                name="food_once_per_serving",
                violation_error_message="This serving of this food is there already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="food_amount_not_negative",
                violation_error_message="Give an amount of 0 or more.",
            ),
        ]

    def sentence(self):
        amount = f"{wording.number(self.amount)} {self.substance.unit}"
        return f"{self.name}, {self.serving}: {amount} of {self.substance.said}."
