import uuid

from django.conf import settings
from django.db import models


class LookUpState(models.TextChoices):
    WAITING = "waiting", "waiting"
    FOUND = "found", "found"
    NOT_FOUND = "not-found", "not found"
    FAILED = "failed", "could not be looked up"
    TAKEN = "taken", "taken over"


class LookUp(models.Model):
    """One question to the catalogues, and what came back, until a person takes it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.TextField(help_text="What was typed or pasted.")
    field = models.CharField(max_length=8, help_text="doi, pmid, pmcid, isbn, arxiv or url.")
    value = models.CharField(max_length=1000)
    source = models.ForeignKey("references.Source", null=True, on_delete=models.CASCADE, related_name="look_ups")
    state = models.CharField(max_length=10, choices=LookUpState, default=LookUpState.WAITING)
    origin = models.CharField(max_length=20, blank=True, help_text="The catalogue that answered.")
    details = models.JSONField(default=dict)
    warnings = models.JSONField(default=list, help_text="Sentences: what does not match what was asked.")
    problem = models.TextField(blank=True, help_text="A sentence: why there is no answer.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    job = models.ForeignKey("references.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["source", "-asked_at"], name="look_up_of_source")]

    def __str__(self):
        return f"{self.field} {self.value}"


class StoredAnswer(models.Model):
    """The last raw answer of an address, so that an unchanged one need not be sent again."""

    url = models.CharField(max_length=2000, unique=True)
    status = models.PositiveSmallIntegerField()
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=80, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    body = models.BinaryField()
    fetched_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["url"]

    def __str__(self):
        return self.url
