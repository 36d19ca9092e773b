import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class ApprovalRole(models.TextChoices):
    MEDICAL = "medical", "medical"
    LEGAL = "legal", "legal"
    EDITORIAL = "editorial", "editorial"
    AFTERWARDS = "afterwards", "after an emergency"


class Omission(models.TextChoices):
    """What health articles leave out too often; the approver says of each that it is there or does not apply."""

    DOSE = "dose", "dose, and how much is too much"
    KIDNEYS = "kidneys", "kidney disease"
    PREGNANCY = "pregnancy", "pregnancy and breast-feeding"
    MEDICINES = "medicines", "medicines that do not go with it"
    RED_FLAGS = "red-flags", "red flags: when to get help"
    ALTERNATIVES = "alternatives", "alternatives"
    NOTHING = "nothing", "what happens if nothing is done"


THERE = "there"
"""What a checklist says of an omission that the article does not have."""


class Approval(models.Model):
    """Somebody stands for what an article says. Append-only; see `articles.approving`.

    `approved_digest` is that of the content without verdicts, notices and approvals: another one makes it out of date.
    edition: for the role `afterwards`, the edition that was published in an emergency.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="approvals")
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=ApprovalRole)
    edition = models.ForeignKey("articles.Edition", null=True, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=300, blank=True, help_text="As they stood on record.")
    interests = models.TextField("declared interests for this topic")
    checklist = models.JSONField(default=dict, help_text="{omission: “there”, or why it does not apply}")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    approved_digest = models.CharField(max_length=64)
    previous = models.CharField("digest of the previous approval", max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="approval_number_unique_per_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="approval_number_from_one"),
            models.CheckConstraint(
                condition=~Q(role="medical") | ~Q(credentials=""),
                name="approval_medical_has_credentials",
                violation_error_message="A medical approval needs credentials on record.",
            ),
            models.CheckConstraint(
                condition=~Q(interests=""),
                name="approval_declares_interests",
                violation_error_message="Declare your interests for this topic; write “None” if there are none.",
            ),
            models.CheckConstraint(
                condition=Q(role="afterwards", edition__isnull=False)
                | (~Q(role="afterwards") & Q(edition__isnull=True)),
                name="approval_afterwards_names_edition",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} approval by {self.person_name}, {self.at:%-d %B %Y}"


class Waiver(models.Model):
    """A reviewer lets a finding of a check stand, with a public reason. Append-only; see `articles.waiving`.

    `about` is the digest of what the finding is about, its wording included: when that changes, the waiver falls.
    taken_back: this row ends the waiver of the same `code` and `about`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="waivers")
    claim = models.ForeignKey("references.Claim", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("rule", max_length=40)
    about = models.CharField(max_length=64)
    finding = models.TextField("what was found")
    because = models.TextField("reason")
    taken_back = models.BooleanField(default=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "at", "id"]
        indexes = [models.Index(fields=["article", "code"], name="waiver_of_rule")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""),
                name="waiver_has_a_reason",
                violation_error_message="Say why this finding may stand; readers see the reason.",
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.because[:60]}"
