from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Decision(models.TextChoices):
    OPEN = "", "not decided"
    MERGED = "merged", "the same work"
    VERSIONS = "versions", "two versions of one work"
    APART = "apart", "different works"


class LookAlikeQuerySet(models.QuerySet):
    def waiting(self):
        """Pairs that nobody decided, of sources that both stand for themselves."""
        return self.filter(decision=Decision.OPEN, first__merged_into=None, second__merged_into=None)


class LookAlike(models.Model):
    """Two sources that may be one work, and what a person said of them."""

    first = models.ForeignKey("references.Source", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("references.Source", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(help_text="How alike the titles are, 0 to 100.")
    reasons = models.JSONField(default=list, help_text="Sentences: why they look alike.")
    digest = models.CharField(max_length=64, help_text="Of both records; if one changes, the pair is offered again.")
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision, blank=True, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LookAlikeQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        verbose_name = "look-alike"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="look_alike_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="look_alike_in_order"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="look_alike_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.first.citekey} and {self.second.citekey}"


class SourceMerge(models.Model):
    """Two records made one: what moved and what was taken over, so that it can be undone."""

    winner = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="merges_won")
    loser = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="merges_lost")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # what moved and what was taken over, row by row; written and read by references.duplicates.merging
    moved = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at__isnull=True), name="source_merged_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.loser.citekey} into {self.winner.citekey}"
