import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    FINISHED = "finished", "finished"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "cancelled"


class JobQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])


class Job(models.Model):
    """A piece of work that goes on without its page: what staff see of it, and what the worker keeps of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=120, help_text="The function that does it.")
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=200, help_text="Like “Import magnesium-library.ris”.")
    # two jobs with the same key never wait or run at once
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    said = models.CharField("progress", max_length=300, blank=True)
    reason = models.TextField(blank=True, help_text="Why it failed, in a sentence.")
    trace = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    result_id = models.UUIDField(null=True, blank=True, help_text="The row of django-tasks that carries it now.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "-asked_at"], name="job_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(state__in=["waiting", "running"]),
                name="job_once_at_a_time",
            )
        ]
        permissions = [("run_job", "Can cancel and retry jobs")]

    def __str__(self):
        return self.title

    @property
    def is_over(self):
        return self.state in {JobState.FINISHED, JobState.FAILED, JobState.CANCELLED}

    @property
    def counted(self):
        """Like “5,096 of 8,214”; "" where nothing is counted."""
        if self.total:
            return f"{self.done:,} of {self.total:,}"
        return f"{self.done:,}" if self.done else ""


class Worker(models.Model):
    """A living worker: its heartbeat."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Schedule(models.Model):
    """A job that comes again. Whoever moves `next_at` on has the run, so no two workers start it."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
