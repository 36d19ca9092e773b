from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Q

from references.notice_types import NoticeKind, NoticeType


class NoticeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at__isnull=True)


class Notice(models.Model):
    """Something published about a source. Written by `references.notices` only."""

    source = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    type = models.CharField(
        "exact type", max_length=24, choices=NoticeType, blank=True, help_text="What the publisher calls it."
    )
    published_on = models.DateField("date of the notice", null=True, blank=True)
    doi = models.CharField("DOI of the notice", max_length=255, blank=True)
    pmid = models.CharField("PMID of the notice", max_length=8, blank=True)
    url = models.URLField("address of the notice", max_length=1000, blank=True)
    note = models.TextField(blank=True, help_text="What it says, in our words. Readers see it.")
    recorded_at = models.DateTimeField()
    # empty: the watch recorded it
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
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
                | (Q(lifted_at__isnull=False) & ~Q(lifted_because="")),
                name="notice_lifted_with_reason",
                violation_error_message="Say why the notice is lifted.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.source.citekey}"

    @property
    def address(self):
        """Where the notice itself can be read, or ""."""
        return f"https://doi.org/{quote(self.doi, safe='/:;().')}" if self.doi else self.url


class NoticeWitness(models.Model):
    """Who says that a notice stands, and where we saw it. The same event from two places has two witnesses."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="witnesses")
    asserted_by = models.CharField(max_length=40, help_text="Like “publisher”, “retraction-watch”, “pubmed”.")
    seen_in = models.CharField(max_length=40, help_text="The feed that told us: crossref, pubmed, europe-pmc …")
    record_id = models.CharField("its number there", max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ["first_seen_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "asserted_by", "seen_in"], name="witness_once_per_notice_and_feed"
            )
        ]

    def __str__(self):
        return f"{self.asserted_by}, seen in {self.seen_in}"
