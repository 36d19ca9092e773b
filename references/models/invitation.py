import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class InvitationQuerySet(models.QuerySet):
    def open(self, now):
        """Those whose link works at `now`."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """An outside expert who is asked about named claims, by a link that expires. See `references.audit.invitations`.

    Only a digest of the link's key is kept, so that nobody who reads the database can answer in the expert's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(max_length=200, help_text="Readers see it beside each answer.")
    credentials = models.CharField(
        max_length=300, help_text="Profession and qualification. Readers see it beside each answer."
    )
    interests = models.TextField(
        "declared interests", blank=True, help_text="As the expert states them with the first answer."
    )
    message = models.TextField("what is asked", blank=True)
    claims = models.ManyToManyField("references.Claim", related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField("first opened", null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="invitation_expires_later",
                violation_error_message="The link has to work for some time: choose a later day.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="invitation_revoked_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.name}, invited {self.invited_at:%-d %B %Y}"
