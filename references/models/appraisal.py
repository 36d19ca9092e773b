from django.conf import settings
from django.db import models
from django.db.models import Q

from references.outcomes import Direction, Level


class Appraisal(models.Model):
    """How sure all evidence makes us of a claim. Append-only; see `references.audit.appraisals`."""

    claim = models.ForeignKey("references.Claim", on_delete=models.PROTECT, related_name="appraisals")
    number = models.PositiveIntegerField()
    level = models.CharField("certainty", max_length=10, choices=Level, blank=True)
    direction = models.CharField(max_length=12, choices=Direction)
    reasons = models.JSONField(default=list, blank=True)
    note = models.TextField("in a sentence", blank=True, help_text="Readers see it.")
    receipts = models.JSONField("search receipts", default=list, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="appraisals")
    invitation = models.ForeignKey(
        "references.Invitation", null=True, on_delete=models.PROTECT, related_name="appraisals"
    )
    person_name = models.CharField(max_length=200)
    independent = models.BooleanField("by someone who did not write the sentence")
    at = models.DateTimeField()
    judged = models.TextField()
    judged_digest = models.CharField(max_length=64)
    previous = models.CharField("digest of the previous appraisal", max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="appraisal_number_unique_per_claim"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, invitation__isnull=True)
                | Q(person__isnull=True, invitation__isnull=False),
                name="appraisal_by_person_or_invited",
                violation_error_message="An appraisal is given by a reviewer or by an invited expert, by exactly one.",
            ),
            models.CheckConstraint(
                condition=(Q(direction="none-found") & Q(level="")) | (~Q(direction="none-found") & ~Q(level="")),
                name="appraisal_level_unless_none_found",
                violation_error_message="Give a certainty, or say that no good evidence was found; not both.",
            ),
        ]

    def __str__(self):
        return f"{self.get_direction_display()}, {self.get_level_display() or 'not rated'}, {self.person_name}"
