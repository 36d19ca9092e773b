from django.conf import settings
from django.db import models
from django.db.models import Q


class Basis(models.TextChoices):
    """What was read."""

    ABSTRACT = "abstract", "abstract"
    FULL_TEXT = "full-text", "full text"
    TABLE = "table", "table or figure"
    RECORD = "record", "bibliographic record"


class Passage(models.Model):
    """A place in a source: where, and what stands there, word for word or in our words."""

    source = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="passages")
    locator = models.CharField("place", max_length=200, blank=True, help_text="Like “Abstract, results” or “p. 261”.")
    quote = models.TextField("quote, word for word", blank=True)
    finding = models.TextField("finding, in our words", blank=True)
    basis = models.CharField("read in", max_length=12, choices=Basis, default=Basis.ABSTRACT)
    page = models.PositiveIntegerField(
        "page of the attached PDF",
        null=True,
        blank=True,
        help_text="Opens the attached file there. No part of a verdict.",
    )
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["source", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quote="") | ~Q(finding=""),
                name="passage_says_something",
                violation_error_message="Give the quote word for word, or the finding in your own words.",
            )
        ]

    def __str__(self):
        return f"{self.source.citekey}, {self.locator or 'place not given'}: {(self.quote or self.finding)[:80]}"
