from django.db import models
from django.db.models import F, Q

from references.models.claim import Kind
from supplements import wording

from .row import FactRow


class IntakeKind(models.TextChoices):
    RDA = "rda", "recommended intake (RDA)"
    AI = "ai", "adequate intake (AI)"
    UL = "ul", "upper limit (UL)"


class Sex(models.TextChoices):
    ANY = "any", "everybody"
    MALE = "male", "men and boys"
    FEMALE = "female", "women and girls"


class Stage(models.TextChoices):
    NONE = "", "neither pregnant nor breast-feeding"
    PREGNANT = "pregnant", "pregnant"
    BREASTFEEDING = "breast-feeding", "breast-feeding"


class Scope(models.TextChoices):
    ALL = "all", "all sources, food included"
    SUPPLEMENTS = "supplements", "supplements and medicines only"


class IntakeValue(FactRow):
    """An amount a day that an authority recommends or sets as a limit, for some people, from some sources."""

    part = "intake"
    claim_kind = Kind.DOSE

    authority = models.ForeignKey("supplements.Authority", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=IntakeKind)
    sex = models.CharField(max_length=6, choices=Sex, default=Sex.ANY)
    stage = models.CharField("pregnancy", max_length=14, choices=Stage, default=Stage.NONE, blank=True)
    age_from = models.PositiveSmallIntegerField("from, in months", help_text="228 for 19 years.")
    age_below = models.PositiveSmallIntegerField(
        "below, in months",
        null=True,
        blank=True,
        help_text="372 for “up to 30 years”, since 31 is no more of it; empty: and over.",
    )
    amount = models.DecimalField(max_digits=9, decimal_places=3, help_text="A day, in the unit of the substance.")
    scope = models.CharField("counted", max_length=12, choices=Scope)

    class Meta:
        ordering = ["authority__position", "kind", "age_from", "stage", "sex", "id"]
        verbose_name = "intake value"
        constraints = [
            models.CheckConstraint(
                condition=Q(age_below=None) | Q(age_below__gt=F("age_from")),
                name="intake_ages_in_order",
                violation_error_message="The age at which it ends must be above the age at which it begins.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="intake_amount_above_zero",
                violation_error_message="Give an amount above 0. Where no value is set, leave the row out.",
            ),
            models.CheckConstraint(
                condition=Q(kind="ul") | Q(scope="all"),
                name="intake_recommended_from_all_sources",
                violation_error_message="Recommended and adequate intakes count all sources, food included.",
            ),
            models.CheckConstraint(
                condition=Q(stage="") | Q(sex="female"),
                name="intake_stage_of_women",
                violation_error_message="Values in pregnancy and breast-feeding are those of women.",
            ),
            models.UniqueConstraint(
                fields=["substance", "authority", "kind", "sex", "stage", "age_from"],
                name="intake_once_per_people",
                violation_error_message="This authority has a value of this kind for these people already.",
            ),
        ]

    @property
    def people(self):
        """“Women, 19 to 30 years, pregnant”."""
        who = {Sex.ANY: "People", Sex.MALE: "Men", Sex.FEMALE: "Women"}
        if self.age_below is not None and self.age_below <= 228:
            who = {Sex.ANY: "Children", Sex.MALE: "Boys", Sex.FEMALE: "Girls"}
        said = [who[Sex(self.sex)], wording.ages(self.age_from, self.age_below), self.get_stage_display()]
        return ", ".join(said if self.stage else said[:2])

    def sentence(self):
        what = IntakeKind(self.kind).label
        amount = f"{wording.number(self.amount)} {self.substance.unit} of {self.substance.said} a day"
        counted = f"counting {Scope(self.scope).label}" if self.kind == IntakeKind.UL else "food included"
        return f"{self.people}: the {what} is {amount}, {counted} ({self.authority.name})."

    def heads(self):
        return {"people": self.people, "authority": self.authority.name, "scope": self.get_scope_display()}


class StudiedDose(FactRow):
    """A dose that was used in a study which the catalogue cites: a mark on the dose chart, no advice."""

    part = "doses"
    claim_kind = Kind.DOSE

    label = models.CharField(max_length=120, help_text="The study in a few words, like “Trial in new back pain, 2021”.")
    low = models.DecimalField("dose a day", max_digits=9, decimal_places=3, help_text="Of the substance itself.")
    high = models.DecimalField("up to", max_digits=9, decimal_places=3, null=True, blank=True)
    form = models.ForeignKey("supplements.Form", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["low", "position", "id"]
        verbose_name = "dose used in a study"
        verbose_name_plural = "doses used in studies"
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gt=0) & (Q(high=None) | Q(high__gte=F("low"))),
                name="studied_dose_in_order",
                violation_error_message="The range is upside down: give the smaller dose first.",
            )
        ]

    def sentence(self):
        of = (
            f"{self.substance.said} {self.form.name[:1].lower()}{self.form.name[1:]}"
            if self.form
            else self.substance.said
        )
        amount = f"{wording.span(self.low, self.high)} {self.substance.unit}"
        as_form = f", as {of}" if self.form else ""
        return f"{self.label}: {amount} of {self.substance.said} a day{as_form}."

    def heads(self):
        return {"form": str(self.form)} if self.form else {}
