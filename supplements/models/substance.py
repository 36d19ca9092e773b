import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from references.models.claim import Kind
from supplements import carriers, chemistry

from .row import FactRow


class Unit(models.TextChoices):
    MG = "mg", "mg"
    UG = "µg", "µg"
    G = "g", "g"


class Substance(models.Model):
    """What is taken, whatever its form. It is a document in the sense of `references`: claims of the catalogue point to it."""

    locked_first = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, help_text="Part of the public address.")
    synonyms = models.CharField(max_length=300, blank=True, help_text="Separated by commas.")
    element = models.CharField(
        "chemical element",
        max_length=2,
        blank=True,
        help_text="Its symbol, like Mg: what a tablet holds of it is computed from formulas. Empty where it is none.",
    )
    unit = models.CharField(max_length=3, choices=Unit, default=Unit.MG, help_text="In which its amounts are given.")
    draft_version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    # ---- what every document offers to `references`

    def get_absolute_url(self):
        return carriers.address_of(self)

    def get_admin_url(self):
        return reverse("admin:supplements_substance_change", args=[self.pk])

    def get_claim_url(self, claim):
        """Where staff work on the row of this claim."""
        from supplements import catalogue

        return catalogue.address_of(claim) or self.get_admin_url()

    def claim_context(self, claim):
        """Where readers will meet the claim: part of the catalogue, and the row with its heads."""
        return {"section": claim.section, "paragraph": claim.context, "question": ""}

    def live_wording(self, claim):
        """{edition, text}: what readers see of the claim now; None where they do not see it."""
        return carriers.live_wording(claim)

    def findings_about(self, claim):
        return carriers.findings_about(claim)

    def evidence_changed(self):
        """Tell readers at once what became known about rows that are live."""
        carriers.evidence_changed(self)

    def worked_on_by(self):
        """The people who ever worked on this part of the catalogue."""
        from django.contrib.auth import get_user_model

        return get_user_model().objects.filter(pk__in=self.edits.values("person"))

    def clean(self):
        if self.element:
            try:
                chemistry.fraction(self.element, self.element)
            except chemistry.FormulaUnreadable as error:
                raise ValidationError({"element": f"“{self.element}” is the symbol of no element, like Mg."}) from error

    @property
    def said(self):
        """The name within a sentence."""
        return self.name[:1].lower() + self.name[1:]

    def lock(self):
        """Hold this row until the transaction ends."""
        return Substance.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)

    def record_work(self, *, by, now, act, part="", what=""):
        """Write down that `by` changed the catalogue. part: as `CatalogueEdit` names it."""
        last = self.edits.order_by("-at").values_list("at", flat=True).first()
        now = max(now, last + timedelta(microseconds=1)) if last else now
        CatalogueEdit.objects.create(substance=self, person=by, at=now, act=act, part=part, what=what[:300])
        Substance.objects.filter(pk=self.pk).update(draft_version=F("draft_version") + 1, changed_at=now, changed_by=by)


class CatalogueEdit(models.Model):
    """Who worked on the catalogue. Append-only.

    part: what was changed, as a part of a substance or “comparison-<id>”; "forms" for what all comparisons share; "" for
    work on evidence alone, which `references` keeps for each claim.
    """

    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="edits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    act = models.CharField(max_length=20)
    part = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=300, blank=True, help_text="What stands there now, or what was taken out.")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["substance", "part", "at"], name="catalogue_edit_of_part")]

    def __str__(self):
        return f"{self.act} by {self.person} at {self.at}"


class Definition(FactRow):
    """What the substance is, in a sentence or two."""

    part = "definition"
    claim_kind = Kind.DEFINITION

    text = models.TextField("what it is", max_length=1_000)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "sentence on what it is"
        verbose_name_plural = "what it is"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="definition_says_something",
                violation_error_message="Write a sentence.",
            )
        ]

    def sentence(self):
        return self.text.strip()


class Authority(models.Model):
    """Who recommends, limits or warns: shown by name, so that differing advice stays two."""

    name = models.CharField(max_length=200, unique=True, help_text="Like “US Institute of Medicine, 1997”.")
    short = models.CharField("short name", max_length=40, unique=True, help_text="For choices and charts, like “US”.")
    slug = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "authorities"

    def __str__(self):
        return self.short
