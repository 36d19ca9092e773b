from django.conf import settings
from django.db import models
from django.db.models import Q


class NoticeKind(models.TextChoices):
    CORRECTION = "correction", "correction"
    CONCERN = "concern", "expression of concern"
    RETRACTION = "retraction", "retraction"
    NEWER_VERSION = "newer-version", "newer version"
    OTHER = "other", "other notice"


class NoticeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at__isnull=True)


class Notice(models.Model):
    """Something published about a source. Written by `references.notices` only."""

    source = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    published_on = models.DateField("date of the notice", null=True, blank=True)
    doi = models.CharField("DOI of the notice", max_length=255, blank=True)
    url = models.URLField("address of the notice", max_length=1000, blank=True)
    note = models.TextField(blank=True, help_text="What it says, in our words. Readers see it.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_because = models.TextField(blank=True, help_text="Why this notice does not concern the source after all.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_because="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="notice_lifted_with_reason",
                violation_error_message="Say who lifts the notice and why.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.source.citekey}"
