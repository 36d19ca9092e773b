import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from references.outcomes import FITTING, NOT_JUDGED, Outcome, Stance

# An editor who says “contradicts” expects “contradicted”: readers are told so, and nothing is left to do.
AS_EXPECTED = Q(*[Q(stance=stance, outcome__in=fitting) for stance, fitting in FITTING.items()], _connector=Q.OR)


class CitationQuerySet(models.QuerySet):
    def present(self):
        return self.filter(present=True, claim__present=True)

    def unchecked(self):
        """Nobody has judged them, or the last judgement does not count."""
        return self.present().filter(outcome__in=NOT_JUDGED)

    def stale(self):
        return self.present().exclude(verdict_digest="").exclude(digest=F("verdict_digest"))

    def awaiting_verdict(self):
        """Without a fresh verdict: never judged, undone, not reached, or stale."""
        return self.filter(needs_verdict=True, claim__present=True)


class Citation(models.Model):
    """The link from a claim to a source. `digest` is that of what would be judged today."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey("references.Claim", on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey("references.Source", on_delete=models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.SUPPORTS)
    passages = models.ManyToManyField(
        "references.Passage", through="references.CitationPassage", related_name="citations"
    )
    present = models.BooleanField(default=True)
    # in the edition that readers see, even if the draft has dropped it; written by publishing
    is_live = models.BooleanField(default=False, editable=False)
    digest = models.CharField(max_length=64)
    verdict_digest = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    # when its latest verdict was given; copied like the outcome
    judged_at = models.DateTimeField(null=True, editable=False)
    # a number in the sentence stands in none of the passages; found anew whenever the digest is
    numbers_differ = models.BooleanField(default=False, editable=False)
    # The database keeps it, so that no act can forget to; the index below holds only the rows that wait.
    needs_verdict = models.GeneratedField(
        expression=Case(
            When(
                Q(present=True) & (Q(outcome__in=NOT_JUDGED) | ~Q(digest=F("verdict_digest"))),
                then=Value(True),
            ),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "id"]
        indexes = [
            models.Index(fields=["present", "outcome"], name="citation_state"),
            models.Index(fields=["claim"], condition=Q(needs_verdict=True), name="citation_needs_verdict"),
            models.Index(fields=["source"], condition=Q(is_live=True), name="citation_live"),
            models.Index(fields=["judged_at"], condition=Q(is_live=True), name="citation_judged_live"),
            # the same words on the same source in other places
            models.Index(fields=["digest"], name="citation_same_words"),
            # how many claims rest on each source is read from it alone
            models.Index(fields=["source", "present", "claim"], name="citation_of_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "source"],
                condition=Q(present=True),
                name="citation_once_per_claim_and_source",
                violation_error_message="This claim names this source already.",
            )
        ]
        permissions = [("judge_citation", "Can give verdicts on citations")]

    def __str__(self):
        return f"{self.source.citekey} {self.get_stance_display()}: {self.claim}"

    def get_audit_url(self):
        return reverse("audit:citation", args=[self.pk])

    @property
    def is_fresh(self):
        """Whether its latest verdict counts and was given for today's wording."""
        return bool(self.verdict_digest) and self.digest == self.verdict_digest


class CitationPassage(models.Model):
    """A passage that a citation rests on. PROTECT: a judged passage must not vanish."""

    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="uses")
    passage = models.ForeignKey("references.Passage", on_delete=models.PROTECT, related_name="uses")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["citation", "passage"], name="passage_once_per_citation"),
        ]

    def __str__(self):
        return str(self.passage)
