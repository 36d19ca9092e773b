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


class Said(models.TextChoices):
    """What a person said of a look-alike."""

    NOTHING = "", "not decided"
    APART = "apart", "another work"
    SAME = "same", "the same work"
    VERSIONS = "versions", "another version"


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

    # what a person chose for all records of the file
    fill_gaps = models.BooleanField("fill the gaps of those already here", default=False)
    not_findable_because = models.TextField(
        "why some have no identifier",
        default="Imported from a file that gives no identifier.",
        help_text="Readers see it at each record that has neither an identifier nor an address.",
    )
    collections = models.ManyToManyField("references.Collection", blank=True, related_name="+")
    tags = models.ManyToManyField("references.Tag", blank=True, related_name="+")
    # the newest source when the file was read: what came after it was not compared then, and is when the records go in
    library_seen = models.BigIntegerField(default=0)

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
    # the position of an earlier record of this file that is, or may be, the same work
    twin = models.PositiveIntegerField(null=True)
    said = models.CharField(max_length=8, choices=Said, blank=True, default=Said.NOTHING)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    gains = models.JSONField(default=list, help_text="Labels of the fields that the source would gain.")
    # {field: [before, after]} of gaps filled, for undoing
    filled = models.JSONField(default=dict)

    class Meta:
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_record_once")]
        indexes = [models.Index(fields=["batch", "state", "position"], name="import_record_state")]

    def __str__(self):
        return f"record {self.position}, line {self.line}"
