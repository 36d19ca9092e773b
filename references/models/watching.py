from django.db import models


class CheckOutcome(models.TextChoices):
    CLEAR = "clear", "no notice"
    NOTICES = "notices", "notices found"
    UNKNOWN_THERE = "unknown-there", "not in this catalogue"
    FAILED = "failed", "could not be checked"


class SourceCheck(models.Model):
    """How the last look at one source in one feed went. What an earlier look found stays when a later one fails."""

    source = models.ForeignKey("references.Source", on_delete=models.CASCADE, related_name="checks")
    feed = models.CharField(max_length=20, help_text="crossref, pubmed, europe-pmc, retraction-watch")
    outcome = models.CharField(max_length=14, choices=CheckOutcome)
    notices = models.PositiveSmallIntegerField(default=0, help_text="How many it named when it last answered.")
    problem = models.TextField(blank=True)
    tried_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["source", "feed"]
        constraints = [models.UniqueConstraint(fields=["source", "feed"], name="source_check_once_per_feed")]

    def __str__(self):
        return f"{self.source.citekey} in {self.feed}: {self.get_outcome_display()}"


class LinkState(models.TextChoices):
    NEVER = "never", "never checked"
    ALIVE = "alive", "answers"
    BLOCKED = "blocked", "answers people, not programs"
    FAILING = "failing", "did not answer"
    DEAD = "dead", "dead"


class SourceLink(models.Model):
    """The address of a source on the web: whether it answers, and a copy kept elsewhere."""

    source = models.OneToOneField("references.Source", on_delete=models.CASCADE, related_name="link")
    url = models.CharField(max_length=1000, help_text="The address that was checked; another one starts anew.")
    state = models.CharField(max_length=8, choices=LinkState, default=LinkState.NEVER)
    answer = models.CharField(max_length=200, blank=True, help_text="What came back last.")
    failures = models.JSONField(default=list, help_text="ISO times of the failures that count, oldest first.")
    checked_at = models.DateTimeField(null=True, blank=True)
    archive_url = models.URLField("archived copy", max_length=1200, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archive_asked_at = models.DateTimeField(null=True, blank=True)
    archive_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["source"]

    def __str__(self):
        return f"{self.url}: {self.get_state_display()}"


class Feed(models.Model):
    """A list that was loaded as a whole: when, and how many entries, so that an empty one is noticed."""

    name = models.CharField(max_length=40, unique=True)
    loaded_at = models.DateTimeField(null=True, blank=True)
    entries = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
