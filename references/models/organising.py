from django.conf import settings
from django.db import models


class Collection(models.Model):
    """Sources that belong together for somebody's work, like “Magnesium and sleep”."""

    name = models.CharField(max_length=120, unique=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Tag(models.Model):
    """A word that sources are sorted by. Readers never see it."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class SearchReceipt(models.Model):
    """Where somebody looked for a work that a text only describes, when, for what, and what came of it."""

    source = models.ForeignKey("references.Source", on_delete=models.CASCADE, related_name="receipts")
    place = models.CharField("looked in", max_length=120, help_text="Like “PubMed” or “the publisher's site”.")
    looked_for = models.TextField(help_text="The words of the search, as typed.")
    found = models.TextField(blank=True, help_text="What came of it; empty means nothing.")
    at = models.DateField("on")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "search receipt"

    def __str__(self):
        return f"{self.place}, {self.at}: {self.looked_for[:60]}"


class Attachment(models.Model):
    """The PDF of a source, for staff only. The file lies in PRIVATE_ROOT and is handed out by a view."""

    source = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200, help_text="As the file was called when it was uploaded.")
    path = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"],
                name="attachment_once_per_source",
                violation_error_message="This very file is attached already.",
            )
        ]

    def __str__(self):
        return self.name
