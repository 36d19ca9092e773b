import uuid

from django.conf import settings
from django.db import models


class ImportState(models.TextChoices):
    READING = "reading", "being read"
    PREVIEW = "preview", "waits for your word"
    IMPORTING = "importing", "going in"
    PAUSED = "paused", "paused"
    DONE = "done", "done"
    UNDOING = "undoing", "being undone"
    UNDONE = "undone", "undone"
    FAILED = "failed", "failed"


class RecordState(models.TextChoices):
    NEW = "new", "new"
    HERE = "here", "already here"
    LOOK_ALIKE = "look-alike", "look-alike"
    UNREADABLE = "unreadable", "unreadable"
    IMPORTED = "imported", "went in"
    FILLED = "filled", "gaps filled"
    LEFT_OUT = "left-out", "left out"
    UNDONE = "undone", "taken out again"


class Import(models.Model):
    """A file of references on its way into the library."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("file", max_length=200)
    path = models.CharField(max_length=200, blank=True, help_text="In PRIVATE_ROOT.")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    format = models.CharField(max_length=16, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    lines = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    problem = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey("references.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-started_at"]

    def __str__(self):
        return self.name


class ImportRecord(models.Model):
    """One record of an imported file: what was read, and what became of it."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=RecordState)
    details = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="[{line, what stands there, what we made of it}]")
    # the source that is already here or looks alike, then the one it went into
    source = models.ForeignKey("references.Source", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    # {field: [before, after]} of gaps filled, for undoing
    filled = models.JSONField(default=dict)

    class Meta:
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_record_once")]
        indexes = [models.Index(fields=["batch", "state", "position"], name="import_record_state")]

    def __str__(self):
        return f"record {self.position}, line {self.line}"
