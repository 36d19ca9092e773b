from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from references.models.claim import Kind
from supplements import wording

from .form import Route
from .row import Row


class Comparison(models.Model):
    """Forms of one substance beside each other, by attributes."""

    substance = models.ForeignKey("supplements.Substance", on_delete=models.PROTECT, related_name="comparisons")
    name = models.CharField(max_length=150, help_text="Like “Forms of magnesium”.")
    slug = models.SlugField(max_length=60)
    forms = models.ManyToManyField("supplements.Form", through="ComparedForm", related_name="comparisons")

    class Meta:
        ordering = ["substance", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "slug"],
                name="comparison_slug_once_per_substance",
                violation_error_message="Another comparison of this substance has this address.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def part(self):
        """As `CatalogueEdit` names it."""
        return f"comparison-{self.pk}"

    def get_admin_url(self):
        return reverse("admin:supplements_comparison_change", args=[self.pk])


class ComparedForm(models.Model):
    """A form in a comparison, at its place."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="rows")
    form = models.ForeignKey("supplements.Form", on_delete=models.PROTECT, related_name="compared")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["comparison", "position", "id"]
        verbose_name = "form"
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "form"],
                name="form_once_per_comparison",
                violation_error_message="This form is in the comparison already.",
            )
        ]

    def __str__(self):
        return str(self.form)

    def clean(self):
        if self.form_id and self.comparison_id and self.form.substance_id != self.comparison.substance_id:
            raise ValidationError({"form": "This is a form of another substance."})


class AttributeKind(models.TextChoices):
    NUMBER = "number", "a number with a unit"
    SCALE = "scale", "a step on a scale"
    OUTCOME = "outcome", "an effect on an outcome"
    TEXT = "text", "a few words"
    COMPUTED = "computed", "computed: the element's share of the compound"


class Better(models.TextChoices):
    MORE = "more", "more is better"
    LESS = "less", "less is better"
    NEITHER = "neither", "neither is better"


class FilterAs(models.TextChoices):
    NOTHING = "", "no filter"
    GOAL = "goal", "a goal: “What matters to you”"
    CONDITION = "condition", "a condition: “I have or take”"


class Attribute(models.Model):
    """A question that a comparison asks of each form."""

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="attributes")
    name = models.CharField(max_length=80, help_text="Like “Absorption, compared”.")
    slug = models.SlugField(max_length=60)
    meaning = models.CharField(
        "what it means", max_length=200, blank=True, help_text="Stands under the head of the column."
    )
    kind = models.CharField("what a cell holds", max_length=8, choices=AttributeKind)
    unit = models.CharField(max_length=30, blank=True, help_text="Of numbers, like “% of the dose”.")
    better = models.CharField("is more better", max_length=8, choices=Better, default=Better.NEITHER)
    claim_kind = models.CharField("kind of claim", max_length=12, choices=Kind, default=Kind.EFFICACY)
    filter_as = models.CharField(
        "readers filter by it as", max_length=10, choices=FilterAs, default=FilterAs.NOTHING, blank=True
    )
    filter_label = models.CharField("as what", max_length=80, blank=True, help_text="Like “Sleep”, or “Loose stool”.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["comparison", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "slug"],
                name="attribute_slug_once_per_comparison",
                violation_error_message="Another attribute of this comparison has this address.",
            ),
            models.UniqueConstraint(
                fields=["comparison", "name"],
                name="attribute_once_per_comparison",
                violation_error_message="Another attribute of this comparison has this name.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="number") | ~Q(unit=""),
                name="attribute_number_has_unit",
                violation_error_message="A number needs a unit. Write it as readers will read it.",
            ),
            models.CheckConstraint(
                condition=Q(filter_as="") | ~Q(filter_label=""),
                name="attribute_filter_has_label",
                violation_error_message="Say what readers will choose, like “Sleep”.",
            ),
        ]

    def __str__(self):
        return self.name


class Step(models.Model):
    """One step of an attribute's scale, the lowest first, with what it means."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="steps")
    label = models.CharField(max_length=60)
    meaning = models.CharField("what it means", max_length=200)
    passes = models.BooleanField(
        "passes the filter", default=False, help_text="Forms on this step stay when readers filter by the attribute."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["attribute", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["attribute", "label"],
                name="step_once_per_attribute",
                violation_error_message="The scale has a step of this name already.",
            )
        ]

    def __str__(self):
        return self.label


class Effect(models.TextChoices):
    """What an outcome did, apart from how sure that is."""

    HELPS = "helps", "helps"
    NO_DIFFERENCE = "no-difference", "no clear difference"
    HARMS = "harms", "makes it worse"
    DIFFERS = "differs", "results differ"


class Empty(models.TextChoices):
    """Why a cell has no value. A cell that nobody touched has no row at all, and means the first."""

    NOT_SEARCHED = "not-searched", "not searched yet"
    NONE_FOUND = "none-found", "searched, none found"
    NOT_APPLICABLE = "not-applicable", "does not apply"
    WITHDRAWN = "withdrawn", "withdrawn"


class Cell(Row):
    """What one form shows on one attribute: a value, which is a claim, or the reason why there is none."""

    part = "cell"

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="cells")
    form = models.ForeignKey("supplements.Form", on_delete=models.PROTECT, related_name="cells")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="cells")

    low = models.DecimalField("number", max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField("up to", max_digits=12, decimal_places=4, null=True, blank=True)
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.PROTECT, related_name="cells")
    effect = models.CharField(max_length=14, choices=Effect, blank=True)
    text = models.CharField("in a few words", max_length=200, blank=True, help_text="For an effect: how large it was.")
    note = models.CharField(max_length=300, blank=True, help_text="What readers must know beside the value.")
    studies = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many studies.")
    people = models.PositiveIntegerField(null=True, blank=True, help_text="How many people took part.")
    who = models.CharField("who they were", max_length=120, blank=True, help_text="Like “after bowel surgery”.")
    dose_low = models.DecimalField(
        "dose a day", max_digits=9, decimal_places=3, null=True, blank=True, help_text="Of the substance itself."
    )
    dose_high = models.DecimalField("up to", max_digits=9, decimal_places=3, null=True, blank=True)
    studied_as = models.CharField(
        "form actually studied",
        max_length=120,
        blank=True,
        help_text="Where it was not just this form, like “oxide and citrate”.",
    )
    route = models.CharField("route studied", max_length=10, choices=Route, default=Route.ORAL)

    empty = models.CharField("why it is empty", max_length=14, choices=Empty, blank=True)
    looked_in = models.CharField("looked in", max_length=200, blank=True)
    looked_for = models.CharField("for", max_length=300, blank=True)
    looked_on = models.DateField("on", null=True, blank=True)

    class Meta:
        ordering = ["comparison", "form__position", "attribute__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison", "form", "attribute"],
                name="cell_once_per_form_and_attribute",
                violation_error_message="This cell is there already.",
            ),
            models.CheckConstraint(
                condition=Q(high=None) | Q(low__isnull=False, high__gte=F("low")),
                name="cell_range_in_order",
                violation_error_message="The range is upside down: give the smaller number first.",
            ),
            models.CheckConstraint(
                condition=Q(dose_high=None) | Q(dose_low__isnull=False, dose_high__gte=F("dose_low")),
                name="cell_dose_in_order",
                violation_error_message="The range of the dose is upside down: give the smaller one first.",
            ),
            models.CheckConstraint(
                condition=Q(empty="", low__isnull=False)
                | Q(empty="", step__isnull=False)
                | (Q(empty="") & ~Q(effect=""))
                | (Q(empty="") & ~Q(text=""))
                | (~Q(empty="") & Q(low=None, step=None, effect="", text="")),
                name="cell_has_value_or_reason",
                violation_error_message="A cell has a value, or says why it is empty; not both.",
            ),
            models.CheckConstraint(
                condition=~Q(empty="none-found") | (~Q(looked_in="") & ~Q(looked_for="") & Q(looked_on__isnull=False)),
                name="cell_none_found_has_receipt",
                violation_error_message="Say where you looked, for what, and on which day: readers see it.",
            ),
        ]

    @property
    def is_filled(self):
        return not self.empty

    @property
    def claim_kind(self):
        return self.attribute.claim_kind

    def clean(self):
        wrong = {}
        if self.form_id and self.is_filled and self.route != self.form.route:
            wrong["route"] = (
                f"This was studied {self.get_route_display()}, and the row is for {self.form.get_route_display()}: "
                "one says nothing of the other. Put it in the row of its own route."
            )
        wrong |= self._wrong_value() if self.attribute_id and self.is_filled else {}
        if wrong:
            raise ValidationError(wrong)

    def _wrong_value(self):
        match self.attribute.kind:
            case AttributeKind.COMPUTED:
                return {"__all__": "This column is computed from the formulas of the forms; it cannot be typed."}
            case AttributeKind.NUMBER:
                given = self.low is not None
                return {} if given else {"low": f"Give a number, in {self.attribute.unit}."}
            case AttributeKind.SCALE:
                if self.step_id is None:
                    return {"step": "Choose a step of the scale."}
                return {} if self.step.attribute_id == self.attribute_id else {"step": "This step is of another scale."}
            case AttributeKind.OUTCOME:
                return {} if self.effect else {"effect": "Say what the effect was."}
        return {} if self.text else {"text": "Write a few words."}

    def value(self):
        """What stands in the cell, in words; "" where it is empty."""
        if not self.is_filled:
            return ""
        match self.attribute.kind:
            case AttributeKind.NUMBER:
                return wording.with_unit(wording.span(self.low, self.high), self.attribute.unit)
            case AttributeKind.SCALE:
                return self.step.label
            case AttributeKind.OUTCOME:
                effect = self.get_effect_display()
                return f"{effect}: {self.text}" if self.text else effect
        return self.text

    def studied(self):
        """Who was studied, with what: “3 studies, 151 people, older adults; 320 to 729 mg a day; as oxide and citrate”."""
        counts = [
            # “one study”, not “1 study”: it counts what stands behind the cell, and no passage gives that number
            f"one {one}" if n == 1 else f"{n:,} {many}"
            for n, one, many in ((self.studies, "study", "studies"), (self.people, "person", "people"))
            if n is not None
        ]
        people = ", ".join(filter(None, [*counts, self.who]))
        unit = self.comparison.substance.unit
        dose = f"{wording.span(self.dose_low, self.dose_high)} {unit} a day" if self.dose_low is not None else ""
        return "; ".join(filter(None, [people, dose, f"studied as {self.studied_as}" if self.studied_as else ""]))

    def sentence(self):
        studied = self.studied()
        asked = f"{self.form}: {self.attribute.name[:1].lower()}{self.attribute.name[1:]}: {self.value()}"
        return wording.sentence(asked + (f" ({studied})" if studied else ""), self.note)

    def heads(self):
        said = {
            "row": str(self.form),
            "column": self.attribute.name,
            "column means": self.attribute.meaning,
            "form": self.studied_as or self.form.name,
            "route": self.get_route_display(),
            "unit": self.attribute.unit,
            "step means": self.step.meaning if self.step_id else "",
        }
        return {name: text for name, text in said.items() if text}

    def section(self):
        return f"{self.comparison.name} › {self.attribute.name}"
