import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class ReportKind(models.TextChoices):
    """What readers choose from."""

    NUMBER = "number", "A number is wrong"
    SOURCE = "source", "The source does not say this"
    OUTDATED = "outdated", "There is newer evidence"
    UNSAFE = "unsafe", "Following this could harm somebody"
    UNCLEAR = "unclear", "I do not understand it"
    LINK = "link", "A link does not work"
    OTHER = "other", "Something else"


class ReportOutcome(models.TextChoices):
    CORRECTED = "corrected", "led to a correction"
    WILL_CORRECT = "will-correct", "will be corrected in the next edition"
    STANDS = "stands", "checked again; the sentence stands"
    NOT_ABOUT = "not-about", "not about this claim"
    SPAM = "spam", "not a report"


class ProblemReportQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def told_to_readers(self):
        """Those whose outcome stands on the claim's page."""
        return self.filter(is_public=True).exclude(outcome="")


class ProblemReport(models.Model):
    """A reader says that something is wrong with a claim. `text` is the reader's and is never public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey("references.Claim", on_delete=models.PROTECT, related_name="reports")
    wording = models.TextField(help_text="The sentence as the reader saw it.")
    edition = models.PositiveIntegerField(null=True, help_text="The number of the edition that the reader saw.")
    kind = models.CharField(max_length=10, choices=ReportKind)
    text = models.TextField()
    at = models.DateTimeField()
    # a keyed digest of the sender's address for the rate limit; emptied within two days
    sender = models.CharField(max_length=64, blank=True, editable=False)
    outcome = models.CharField(max_length=12, choices=ReportOutcome, blank=True)
    answer = models.TextField("outcome in your words", blank=True)
    is_public = models.BooleanField("shown on the claim's page", default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ProblemReportQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(fields=["at"], condition=Q(outcome=""), name="report_waiting"),
            models.Index(fields=["sender", "at"], condition=~Q(sender=""), name="report_of_sender"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="report_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(answer=""),
                name="report_public_in_our_words",
                violation_error_message="Say the outcome in your own words; readers never see the reporter's.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.claim}"


class ReporterAddress(models.Model):
    """Where to tell a reporter the outcome. Apart from the report, in no export, erased 90 days after the outcome."""

    report = models.OneToOneField(
        ProblemReport, primary_key=True, on_delete=models.CASCADE, related_name="reporter_address"
    )
    email = models.EmailField()
    erase_at = models.DateTimeField(null=True, help_text="Set with the outcome.")

    def __str__(self):
        return "address of a reporter"
