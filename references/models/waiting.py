"""Who has taken an item of the audit queue, and who left it for later and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ItemKind(models.TextChoices):
    """What an item of the queue is; its key is the UUID of that record."""

    CITATION = "citation", "citation"
    CLAIM = "claim", "claim without source"
    REPORT = "report", "reader's report"


class TakingQuerySet(models.QuerySet):
    def standing(self, now):
        """Those that still hold at `now`: assigned ones stay, taken ones fall back."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=now))


class Taking(models.Model):
    """One person has this item. Taken by oneself it falls back after a while (`until`); assigned by another it stays."""

    kind = models.CharField(max_length=8, choices=ItemKind)
    item = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")

    objects = TakingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "item"], name="taking_one_per_item"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(assigned_by__isnull=False),
                name="taking_falls_back_unless_assigned",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.item}: {self.person}"


class Skip(models.Model):
    """Why somebody left an item for later. It comes last for that person until what is judged (`digest`) changes."""

    kind = models.CharField(max_length=8, choices=ItemKind)
    item = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    because = models.TextField("why")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "item"], name="skip_of_item")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="skip_has_a_reason", violation_error_message="Say why you skip it."
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.because[:60]}"
