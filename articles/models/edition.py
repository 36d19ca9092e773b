from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from references.outcomes import Outcome, Stance
from references.status import Assurance


class ChangeKind(models.TextChoices):
    MAJOR = "major", "major"
    MINOR = "minor", "minor"


class EditionQuerySet(models.QuerySet):
    def live(self):
        return self.filter(live_article__isnull=False)

    def in_emergency_unapproved(self):
        """Live editions that went out in an emergency, and that nobody else has approved since."""
        return self.live().exclude(emergency_because="").filter(approvals__isnull=True)

    def resting_on(self, source):
        """Editions that cite this source, or one that was merged into it."""
        return self.filter(
            Q(citations__source=source) | Q(citations__source__merged_into=source),
        ).distinct()


class Edition(models.Model):
    """A frozen, numbered, published state of an article. Written by `articles.publishing` only; never changes."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    assurance = models.CharField(max_length=16, choices=Assurance)
    kind = models.CharField("kind of change", max_length=8, choices=ChangeKind)
    note = models.TextField("change note", blank=True)
    emergency_because = models.TextField(
        "published in an emergency because", blank=True, help_text="Readers are told until someone else approved it."
    )
    content_digest = models.CharField(max_length=64)
    previous = models.CharField("digest of the previous edition", max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_unique_per_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(note=""),
                name="edition_says_what_changed",
                violation_error_message="From the second edition on, say what changed.",
            ),
        ]
        permissions = [("suppress_edition", "Can remove the body of an edition that must not stay public")]

    def __str__(self):
        return f"{self.article}, edition {self.number}"

    def get_absolute_url(self):
        return reverse("edition", args=[self.article.slug, self.number])


class EditionContent(models.Model):
    """What the edition says, as canonical text. Goes only with a Suppression."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="content")
    content = models.TextField()

    def __str__(self):
        return f"content of {self.edition}"


class EditionRendering(models.Model):
    """The page of an edition, made from its content. Can be rebuilt at any time; outside the digest."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.CASCADE, related_name="rendering")
    renderer = models.PositiveIntegerField(help_text="Version of the renderer that made it.")
    html = models.TextField()
    title = models.CharField(max_length=200, help_text="As published; the article's own title is that of the draft.")
    description = models.TextField(blank=True, help_text="The answer as plain text, for lists and search engines.")
    meter = models.JSONField(default=dict)
    people = models.JSONField(default=dict)
    checked_from = models.DateField(null=True)
    checked_to = models.DateField(null=True)

    def __str__(self):
        return f"rendering of {self.edition}"


class PublishedCitation(models.Model):
    """One claim of an edition with one source (or openly none). Drives source pages, claim history and impact."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="citations")
    claim = models.ForeignKey("references.Claim", on_delete=models.PROTECT, related_name="published")
    source = models.ForeignKey("references.Source", null=True, on_delete=models.PROTECT, related_name="published")
    stance = models.CharField(max_length=12, choices=Stance, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    digest = models.CharField(max_length=64, help_text="Digest of what was judged, as it stood in the edition.")

    class Meta:
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "claim", "source"],
                name="published_once_per_claim_and_source",
            ),
        ]

    def __str__(self):
        return f"{self.claim} in {self.edition}"


class PublishedPart(models.Model):
    """A part of the catalogue that an edition carries: where readers find what was last published of it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="parts")
    substance = models.ForeignKey("supplements.Substance", on_delete=models.PROTECT, related_name="published")
    slug = models.SlugField("address of the substance", max_length=100, help_text="As it was.")
    part = models.CharField(max_length=20)

    class Meta:
        ordering = ["edition", "id"]
        indexes = [models.Index(fields=["slug", "edition"], name="published_part_by_slug")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "substance", "part"], name="published_part_once_per_edition"),
        ]

    def __str__(self):
        return f"{self.part} in {self.edition}"


class PublishedForm(models.Model):
    """A form that an edition shows. PROTECT: what readers were shown by name cannot be deleted."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="forms")
    form = models.ForeignKey("supplements.Form", on_delete=models.PROTECT, related_name="published")

    class Meta:
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "form"], name="published_form_once_per_edition"),
        ]

    def __str__(self):
        return f"{self.form} in {self.edition}"


class Suppression(models.Model):
    """Why the body of an edition is gone: the one legal exit from the record. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="suppressions")
    what = models.TextField(help_text="What had to go, without repeating it.")
    legal_basis = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "id"]

    def __str__(self):
        return f"{self.edition}: {self.what[:60]}"
