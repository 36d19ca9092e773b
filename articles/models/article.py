import uuid
from datetime import timedelta

from content_editor.models import Region
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.fields import PROSE, SENTENCE, ClaimTextField

from .contributor import Contributor


class Topic(models.Model):
    """What an article is about, for lists."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ArticleQuerySet(models.QuerySet):
    def live(self):
        """Articles that readers can open, withdrawn ones not among them."""
        return self.filter(live_edition__isnull=False)

    def ever_public(self):
        return self.filter(editions__isnull=False).distinct()


class Article(models.Model):
    """A working draft with an identity. Readers see its live edition, never these fields.

    It is a document in the sense of `references`: claims point to it, and it offers what they ask of a document.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=100, unique=True, help_text="Part of the public address; it stays once published."
    )
    answer = ClaimTextField("one-sentence answer", blank=True, extensions=SENTENCE)
    summary = ClaimTextField("quick summary", blank=True, extensions=PROSE)
    before_you_take_it = ClaimTextField(
        "before you take it",
        blank=True,
        extensions=PROSE,
        help_text="Kidneys, pregnancy, medicines, when to get help. Needed where doses or benefits are spoken of.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles")
    authors = models.ManyToManyField(Contributor, through="ArticleAuthor", related_name="articles")
    review_due = models.DateField("next review due", null=True, blank=True)
    funding = models.TextField(blank=True)
    disclosures = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en-GB")
    related = models.ManyToManyField("self", blank=True, symmetrical=False, verbose_name="related articles")

    is_health = models.BooleanField(
        "speaks about health",
        default=True,
        help_text="A checked edition then needs a medical approval by somebody whose credentials are on record.",
    )
    is_demonstration = models.BooleanField(
        "is a demonstration",
        default=False,
        help_text="Its pages say so. It needs no medical approval, and never claims one.",
    )

    draft_version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    live_edition = models.OneToOneField(
        "articles.Edition", null=True, editable=False, on_delete=models.PROTECT, related_name="live_article"
    )
    reader_alerts = models.JSONField(default=list, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.TextField(blank=True, editable=False)

    regions = [Region(key="main", title="Body")]
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, live_edition__isnull=True)
                    & ~Q(withdrawn_because="")
                ),
                name="article_withdrawn_with_reason",
                violation_error_message="A withdrawn article has no live edition, and says who withdrew it and why.",
            )
        ]
        permissions = [
            ("publish_article", "Can publish articles"),
            ("withdraw_article", "Can withdraw articles"),
            ("publish_in_emergency", "Can publish articles in an emergency"),
        ]

    def __str__(self):
        return self.title

    # ---- what every document offers to `references`

    def get_absolute_url(self):
        return reverse("article", args=[self.slug])

    def get_admin_url(self):
        return reverse("admin:articles_article_change", args=[self.pk])

    def get_report_url(self):
        """The audit report of the live edition."""
        return reverse("audit-report", args=[self.pk])

    def get_claim_url(self, claim):
        """Where staff see the claim among the other sentences: in the draft as readers will, else in what is live."""
        page = reverse("admin:articles_article_preview", args=[self.pk]) if claim.present else self.get_absolute_url()
        return f"{page}#c-{claim.pk.hex[:12]}"

    def claim_context(self, claim):
        """Where readers will meet the claim: section and paragraph."""
        return {"section": claim.section, "paragraph": claim.context, "question": claim.question}

    def live_wording(self, claim):
        """{edition, text}: what readers see of the claim now; None where they do not see it."""
        from articles import live_wording

        return live_wording.live_wording(self, claim)

    def worked_on_by(self):
        """The people who worked on the draft since the last edition."""
        from django.contrib.auth import get_user_model

        from .draft_edit import DraftEdit

        return get_user_model().objects.filter(pk__in=DraftEdit.objects.since_last_edition(self).values("person"))

    def lock(self):
        """Hold this article's row until the transaction ends."""
        return Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)

    def record_work(self, *, by, now, act):
        """Write down that `by` changed the draft. Stale forms are refused from now on."""
        from .draft_edit import DraftEdit

        last = self.editions.order_by("-number").first()
        # a request may have waited for a publish; its edit belongs to the next edition
        now = max(now, last.published_at + timedelta(microseconds=1)) if last else now
        DraftEdit.objects.create(article=self, person=by, at=now, act=act)
        Article.objects.filter(pk=self.pk).update(draft_version=F("draft_version") + 1, changed_at=now, changed_by=by)

    def findings_about(self, claim):
        """What the checks find about this claim today; see `articles.findings_about`."""
        from articles import findings_about

        return findings_about.findings_about(self, claim, now=timezone.now())

    def evidence_changed(self):
        """Tell readers at once what became known about sentences that are live."""
        from articles import impact

        impact.refresh_alerts(self)


class ArticleAuthor(models.Model):
    """The byline, in order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "author"
        constraints = [models.UniqueConstraint(fields=["article", "contributor"], name="author_once_per_article")]

    def __str__(self):
        return str(self.contributor)
