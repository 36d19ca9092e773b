import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse


class Voice(models.TextChoices):
    OWN = "own", "our own voice"
    REPORTED = "reported", "reported: what others say"


class Kind(models.TextChoices):
    EFFICACY = "efficacy", "efficacy"
    SAFETY = "safety", "safety"
    DOSE = "dose", "dose"
    MECHANISM = "mechanism", "mechanism"
    PREVALENCE = "prevalence", "prevalence"
    COMPOSITION = "composition", "composition"
    DEFINITION = "definition", "definition"


class ClaimQuerySet(models.QuerySet):
    def of(self, document):
        """The claims of one document, whether their marks still stand in the text or not."""
        content_type = ContentType.objects.get_for_model(document)
        return self.filter(content_type=content_type, object_id=str(document.pk))

    def present(self):
        return self.filter(present=True)


class Claim(models.Model):
    """A statement our text makes. The text is the truth; rows are derived from its marks by `references.citing`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=36)
    document = GenericForeignKey()

    text = models.TextField()
    voice = models.CharField(max_length=8, choices=Voice, default=Voice.OWN)
    reported_by = models.CharField(
        "who says so", max_length=200, blank=True, help_text="For reported claims, like “labels”."
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.EFFICACY)
    no_evidence_because = models.TextField(
        "openly without evidence because", blank=True, help_text="Readers see this reason."
    )
    section = models.CharField(max_length=300, blank=True)
    context = models.TextField("paragraph", blank=True)
    question = models.TextField("question it answers", blank=True)
    # what is judged with the text of a row: its heads, form, route and unit
    heads = models.JSONField(default=dict, blank=True, editable=False)
    place = models.CharField(max_length=60, blank=True, help_text="Where in the document: a field, or a block.")
    position = models.PositiveIntegerField(default=0)
    present = models.BooleanField(default=True)
    is_live = models.BooleanField(default=False)
    # present, and no present citation but mentions; kept by every act that changes citations
    without_source = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["content_type", "object_id", "position"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "present", "position"], name="claim_of_document"),
            models.Index(
                fields=["content_type", "object_id"], condition=Q(without_source=True), name="claim_without_source"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(no_evidence_because="") | ~Q(kind__in=["dose", "safety"]),
                name="claim_dose_and_safety_need_evidence",
                violation_error_message="A claim about dose or safety cannot stand openly without evidence.",
            ),
        ]
        permissions = [("appraise_claim", "Can appraise how sure all evidence makes us of a claim")]

    def __str__(self):
        return self.text[:100]

    def get_absolute_url(self):
        return reverse("claim", args=[self.pk])
