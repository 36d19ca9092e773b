from django.conf import settings
from django.db import models
from django.db.models import Q

from references.outcomes import VERDICTS


class OpinionState(models.TextChoices):
    ASKED = "asked", "asked for"
    AGREED = "agreed", "both agree"
    DISAGREED = "disagreed", "they disagree"
    SETTLED = "settled", "settled"
    WITHDRAWN = "withdrawn", "no longer asked for"


OPEN = [OpinionState.ASKED, OpinionState.DISAGREED]


class SecondOpinion(models.Model):
    """Two reviewers on one citation, neither seeing the other's verdict, and how they came to one.

    first and second: their verdicts. While they disagree, one of the two proposes an outcome and the other agrees, or a
    named arbiter or an invited expert decides; `settled` is the verdict that this gave. See `references.audit.opinions`.
    """

    citation = models.ForeignKey("references.Citation", on_delete=models.PROTECT, related_name="second_opinions")
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.ASKED)
    because = models.TextField("why", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("references.Verdict", null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("references.Verdict", null=True, on_delete=models.PROTECT, related_name="+")
    proposed = models.CharField(
        "proposed outcome", max_length=16, blank=True, choices=[(o.value, o.label) for o in VERDICTS]
    )
    proposed_note = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    arbiter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled = models.ForeignKey("references.Verdict", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation"],
                condition=Q(state__in=OPEN),
                name="second_opinion_one_open_per_citation",
                violation_error_message="A second opinion on this citation is asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, closed_at__isnull=True) | (~Q(state__in=OPEN) & Q(closed_at__isnull=False)),
                name="second_opinion_closed_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.citation}: {self.get_state_display()}"
