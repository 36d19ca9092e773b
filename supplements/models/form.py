from django.core.exceptions import ValidationError
from django.db import models

from supplements import chemistry


class Route(models.TextChoices):
    ORAL = "oral", "by mouth"
    SKIN = "skin", "on the skin"
    INFUSION = "infusion", "by infusion"


class Bond(models.TextChoices):
    SALT = "salt", "salt"
    CHELATE = "chelate", "chelate"
    OTHER = "other", "other"


class Form(models.Model):
    """A form in which a substance is taken, by one route. What is swallowed is one of its compounds."""

    substance = models.ForeignKey("supplements.Substance", on_delete=models.PROTECT, related_name="forms")
    name = models.CharField(max_length=100, help_text="Without the substance, like “Oxide”.")
    slug = models.SlugField(max_length=60)
    synonyms = models.CharField(
        max_length=300, blank=True, help_text="Separated by commas, like “glycinate, diglycinate”."
    )
    bond = models.CharField("salt or chelate", max_length=8, choices=Bond, default=Bond.SALT)
    route = models.CharField(max_length=10, choices=Route, default=Route.ORAL)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["substance", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["substance", "slug"],
                name="form_slug_once_per_substance",
                violation_error_message="Another form of this substance has this address.",
            ),
            models.UniqueConstraint(
                fields=["substance", "name", "route"],
                name="form_once_per_substance_and_route",
                violation_error_message="This form stands in the catalogue already, by the same route.",
            ),
        ]

    def __str__(self):
        return f"{self.substance.name} {self.name[:1].lower()}{self.name[1:]}{self.by_route}"

    @property
    def by_route(self):
        """Said only where it is not by mouth."""
        return "" if self.route == Route.ORAL else f", {self.get_route_display()}"


class Compound(models.Model):
    """What a form can be made of: one formula, with its water."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="compounds")
    name = models.CharField(max_length=120, help_text="What tells it from the others, like “dihydrate”.")
    formula = models.CharField(max_length=chemistry.LONGEST, help_text="With its water, like MgCl2·6H2O.")
    cas = models.CharField("CAS number", max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["form", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "formula"],
                name="compound_once_per_form",
                violation_error_message="This formula stands in this form already.",
            )
        ]

    def __str__(self):
        return f"{self.name} ({chemistry.shown(self.formula)})"

    def clean(self):
        wrong = {}
        self.formula = chemistry.normal(self.formula)
        form = getattr(self, "form", None)
        element = form.substance.element if form and form.substance_id else ""
        try:
            if element:
                chemistry.fraction(self.formula, element)
            else:
                chemistry.masses(self.formula)
        except chemistry.FormulaUnreadable as error:
            wrong["formula"] = str(error)
        if self.cas and not chemistry.is_cas(self.cas):
            wrong["cas"] = (
                "This is no CAS number: its last digit does not fit the others. Copy it again, like 1309-48-4."
            )
        if wrong:
            raise ValidationError(wrong)

    @property
    def fraction(self):
        """How much of it is the element: a Decimal from 0 to 1, or None where the substance is none."""
        element = self.form.substance.element
        return chemistry.fraction(self.formula, element) if element else None
