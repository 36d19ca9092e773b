from django.conf import settings
from django.db import models
from django.db.models import Q

from references.outcomes import Outcome, Way

from .passage import Basis


class Verdict(models.Model):
    """What a reviewer, or an invited expert, decided about one citation, for one exact wording.

    Append-only; see `references.audit.verdicts`. `reviewer_name` is the name as it was, of either of the two.
    """

    citation = models.ForeignKey("references.Citation", on_delete=models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome)
    mismatches = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    suggested = models.TextField("suggested wording", blank=True)
    way = models.CharField("how it came about", max_length=16, choices=Way, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="verdicts")
    invitation = models.ForeignKey(
        "references.Invitation", null=True, on_delete=models.PROTECT, related_name="verdicts"
    )
    reviewer_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    read = models.CharField("what was read", max_length=12, choices=Basis, blank=True)
    context = models.TextField("paragraph as it was", blank=True, help_text="Not judged; a change of it only warns.")
    judged = models.TextField()
    judged_digest = models.CharField(max_length=64)
    previous = models.CharField("digest of the previous verdict", max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["citation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["citation", "number"], name="verdict_number_unique_per_citation"),
            models.CheckConstraint(condition=Q(number__gte=1), name="verdict_number_from_one"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=False, invitation__isnull=True)
                | Q(reviewer__isnull=True, invitation__isnull=False),
                name="verdict_by_reviewer_or_invited",
                violation_error_message="A verdict is given by a reviewer or by an invited expert, by exactly one.",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, {self.reviewer_name}, {self.at:%-d %B %Y}"
