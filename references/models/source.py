from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from references import identifiers, titles

CITEKEY = r"[a-z0-9][a-z0-9-]{0,59}"
citekey_validator = RegexValidator(
    rf"^{CITEKEY}\Z", "A citekey has small letters, digits and hyphens only, like “yousef2013”."
)


WAYS_TO_FIND_IT = (*identifiers.CANONICAL, "url", "not_findable_because")
CANNOT_BE_FOUND = "Give an identifier or a URL, or say in public why there is none."


class CslType(models.TextChoices):
    ARTICLE = "article-journal", "journal article"
    BOOK = "book", "book"
    CHAPTER = "chapter", "chapter"
    REPORT = "report", "report"
    GUIDELINE = "standard", "guideline"
    WEBPAGE = "webpage", "web page"
    THESIS = "thesis", "thesis"
    DATASET = "dataset", "data set"


class StudyDesign(models.TextChoices):
    SYSTEMATIC_REVIEW = "systematic-review", "systematic review"
    META_ANALYSIS = "meta-analysis", "systematic review with meta-analysis"
    RANDOMISED = "randomised-trial", "randomised trial"
    NON_RANDOMISED = "non-randomised-trial", "trial without randomisation"
    COHORT = "cohort", "cohort study"
    CASE_CONTROL = "case-control", "case-control study"
    CROSS_SECTIONAL = "cross-sectional", "cross-sectional study"
    CASE_SERIES = "case-series", "case reports"
    LABORATORY = "laboratory", "laboratory study"
    ANIMAL = "animal", "animal study"
    NARRATIVE_REVIEW = "narrative-review", "narrative review"
    GUIDELINE = "guideline", "guideline"
    REFERENCE_VALUES = "reference-values", "reference values"
    RISK_ASSESSMENT = "risk-assessment", "risk assessment"
    REGULATORY = "regulatory", "regulatory document"
    FACT_SHEET = "fact-sheet", "fact sheet"


class SourceStatus(models.TextChoices):
    """What is known of the work itself, from its notices. Unknown is never ok."""

    UNKNOWN = "unknown", "not looked up yet"
    CLEAR = "clear", "no notice known"
    CORRECTED = "corrected", "corrected"
    CONCERN = "concern", "expression of concern"
    RETRACTED = "retracted", "retracted"


class Season(models.TextChoices):
    SPRING = "spring", "spring"
    SUMMER = "summer", "summer"
    AUTUMN = "autumn", "autumn"
    WINTER = "winter", "winter"


class Identification(models.TextChoices):
    """Whether we know which work a text means that names it only by journal and year."""

    IDENTIFIED = "identified", "identified"
    CANDIDATES = "candidates", "described, candidates known"
    NOT_LOCATED = "not-located", "described, not located"


class CheckState(models.TextChoices):
    """How the last look for notices went. A check that failed is never a clean bill."""

    NEVER = "never", "never checked"
    CHECKED = "checked", "checked"
    FAILED = "failed", "could not be checked"


class SourceFamily(models.Model):
    """Versions of one work: preprint and paper, or the editions of a review."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "family of versions"
        verbose_name_plural = "families of versions"

    def __str__(self):
        return self.name


class SourceQuerySet(models.QuerySet):
    def resolve(self, citekeys):
        """{citekey as written: source}; follows aliases and merges. Keys that nobody has are left out."""
        wanted = set(citekeys)
        found = {s.citekey: s for s in self.filter(citekey__in=wanted).select_related("merged_into")}
        if rest := wanted - found.keys():
            aliases = CitekeyAlias.objects.filter(citekey__in=rest).select_related("source__merged_into")
            found |= {a.citekey: a.source for a in aliases}
        return {key: source.survivor for key, source in found.items()}


class Source(models.Model):
    """A work that can be cited."""

    citekey = models.CharField(
        max_length=60, unique=True, validators=[citekey_validator], help_text="Short stable name, like “yousef2013”."
    )
    csl_type = models.CharField("type", max_length=20, choices=CslType, default=CslType.ARTICLE)
    title = models.TextField(
        help_text="Italics, bold, sub- and superscript as in HTML: tags i, b, sub and sup. No other markup."
    )
    authors = models.JSONField(
        default=list,
        blank=True,
        help_text="Persons as {family, given, suffix}, organisations as {literal}, in the order of the work.",
    )
    editors = models.JSONField(default=list, blank=True)
    container_title = models.CharField("journal, book or site", max_length=300, blank=True)
    container_title_short = models.CharField("short title of the journal", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    season = models.CharField(max_length=8, choices=Season, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    pages = models.CharField("pages or article number", max_length=60, blank=True)
    number = models.CharField("report number", max_length=60, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    publisher_place = models.CharField("place of publication", max_length=200, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, blank=True, default="en")
    issn = models.CharField("ISSN", max_length=9, blank=True)

    doi = models.CharField("DOI", max_length=255, blank=True)
    pmid = models.CharField("PMID", max_length=8, blank=True)
    pmcid = models.CharField("PMCID", max_length=12, blank=True)
    isbn = models.CharField("ISBN", max_length=13, blank=True, help_text="With 13 digits; shorter ones are converted.")
    arxiv = models.CharField("arXiv id", max_length=40, blank=True)
    url = models.URLField("address on the web", max_length=1000, blank=True)
    not_findable_because = models.TextField(
        "why it has no identifier", blank=True, help_text="Shown to readers when there is no identifier and no address."
    )

    open_access_url = models.URLField(
        "free to read at", max_length=1000, blank=True, help_text="Where anybody may read the whole work."
    )

    abstract = models.TextField(
        blank=True, help_text="A paragraph for each part; its heading in front, like “Results: Pain fell …”."
    )
    keywords = models.JSONField(default=list, blank=True)
    mesh = models.JSONField("MeSH terms", default=list, blank=True)
    publication_types = models.JSONField(default=list, blank=True, help_text="As the catalogue names them.")
    design = models.CharField("study design", max_length=24, choices=StudyDesign, blank=True)
    sample_size = models.PositiveIntegerField(null=True, blank=True, help_text="People (or studies) in all.")
    sample_note = models.CharField(
        max_length=200, blank=True, help_text="As readers see it, like “240 randomised, 209 analysed”."
    )
    population = models.TextField(blank=True, help_text="Who was studied.")
    funding = models.TextField(blank=True)
    interests = models.TextField("competing interests", blank=True)

    family = models.ForeignKey(
        SourceFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name="family of versions",
    )
    version_label = models.CharField("version", max_length=60, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        verbose_name="newer version",
        help_text="Where this one is cited, editors are told of the newer one.",
    )
    status = models.CharField(max_length=12, choices=SourceStatus, default=SourceStatus.UNKNOWN, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_sources"
    )

    identification = models.CharField(
        max_length=12,
        choices=Identification,
        default=Identification.IDENTIFIED,
        help_text="Do we know which work it is?",
    )
    candidates = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="candidate_for",
        verbose_name="works it may be",
        help_text="For a source that a text names only by journal and year.",
    )
    collections = models.ManyToManyField("references.Collection", blank=True, related_name="sources")
    tags = models.ManyToManyField("references.Tag", blank=True, related_name="sources")
    private_note = models.TextField(blank=True, help_text="For colleagues. Readers never see it.")

    # {field: ["hand" | "crossref" | …, ISO time]}: which field came from where and when; written by `references.filling`
    origins = models.JSONField(default=dict, blank=True, editable=False)
    looked_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    check_state = models.CharField(max_length=8, choices=CheckState, default=CheckState.NEVER, editable=False)
    checked_at = models.DateTimeField("last checked", null=True, blank=True, editable=False)
    check_tried_at = models.DateTimeField("last tried", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["citekey"]
        indexes = [
            models.Index(fields=["check_state", "check_tried_at"], name="source_due_for_check"),
            models.Index(fields=["year"], name="source_year"),
            # the few that are retracted or under concern are asked for by every list of the audit
            models.Index(fields=["status"], name="source_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(doi="")
                | ~Q(pmid="")
                | ~Q(pmcid="")
                | ~Q(isbn="")
                | ~Q(arxiv="")
                | ~Q(url="")
                | ~Q(not_findable_because="")
                | Q(merged_into__isnull=False),
                name="source_can_be_found",
                violation_error_message=CANNOT_BE_FOUND,
            ),
            models.CheckConstraint(
                condition=Q(doi="") | Q(doi__startswith="10."),
                name="source_doi_is_canonical",
                violation_error_message="A DOI starts with “10.”.",
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True, month__isnull=True)
                | Q(day__isnull=True, month__range=(1, 12), year__isnull=False)
                | Q(day__range=(1, 31), month__range=(1, 12), year__isnull=False),
                name="source_date_is_a_date",
                violation_error_message="A day needs a month, and a month needs a year.",
            ),
            models.CheckConstraint(
                condition=Q(season="") | Q(year__isnull=False, month__isnull=True),
                name="source_season_has_a_year",
                violation_error_message="A season needs a year, and stands in place of a month.",
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=models.F("id")),
                name="source_not_superseded_by_itself",
                violation_error_message="A source cannot be its own newer version.",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="source_not_merged_into_itself",
                violation_error_message="A source cannot be merged into itself.",
            ),
            # DOIs are case-insensitive, so two spellings would become two sources.
            models.UniqueConstraint(
                Lower("doi"),
                condition=~Q(doi=""),
                name="source_doi_unique",
                violation_error_message="Another source has this DOI.",
            ),
            *[
                models.UniqueConstraint(
                    fields=[field],
                    condition=~Q(**{field: ""}),
                    name=f"source_{field}_unique",
                    violation_error_message=f"Another source has this {label}.",
                )
                for field, label in (("pmid", "PMID"), ("pmcid", "PMCID"), ("isbn", "ISBN"), ("arxiv", "arXiv id"))
            ],
        ]

    def __str__(self):
        return f"{self.short_name} · {self.plain_title}"

    def get_absolute_url(self):
        return reverse("source", args=[self.citekey])

    @property
    def plain_title(self):
        return titles.plain(self.title)

    @property
    def survivor(self):
        """This source, or the one it was merged into."""
        source = self
        while source.merged_into_id:
            source = source.merged_into
        return source

    @property
    def short_name(self):
        """“Yousef 2013”, as people speak of it; the citekey where there is no author."""
        first = self.authors[0] if self.authors else {}
        name = first.get("family") or first.get("literal") or self.citekey
        return f"{name} {self.year}" if self.year else name

    def clean_fields(self, exclude=None):
        for field, canonical in identifiers.CANONICAL.items():
            if exclude and field in exclude:
                continue
            typed = getattr(self, field)
            if typed:
                try:
                    setattr(self, field, canonical(typed))
                except ValueError as error:
                    raise ValidationError({field: str(error)}) from error
        super().clean_fields(exclude=exclude)

    def clean(self):
        self.title = titles.tidy(self.title)
        # The constraint knows `merged_into`, which is in no form; so a form would skip it.
        if not self.merged_into_id and not any(getattr(self, name) for name in WAYS_TO_FIND_IT):
            raise ValidationError(CANNOT_BE_FOUND, code="cannot-be-found")
        for field in ("authors", "editors"):
            check_names(field, getattr(self, field))
        if self.citekey and CitekeyAlias.objects.filter(citekey=self.citekey).exclude(source_id=self.pk or 0).exists():
            raise ValidationError({"citekey": "Another source had this citekey before; its old links still use it."})


def check_names(field, names):
    """Raise ValidationError unless `names` is a list of {family, given?} or {literal}."""
    shapes = (
        isinstance(n, dict)
        and set(n) <= {"family", "given", "suffix", "literal"}
        and bool(n.get("family")) != bool(n.get("literal"))
        for n in (names if isinstance(names, list) else [None])
    )
    if not all(shapes):
        raise ValidationError({field: "Each name is a person with a family name, or an organisation."})


class CitekeyAlias(models.Model):
    """A name that a source had before. The text of drafts and editions still uses it."""

    citekey = models.CharField(max_length=60, unique=True, validators=[citekey_validator])
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="aliases")

    class Meta:
        ordering = ["citekey"]
        verbose_name_plural = "citekey aliases"

    def __str__(self):
        return self.citekey

    def clean(self):
        if Source.objects.filter(citekey=self.citekey).exists():
            raise ValidationError({"citekey": "A source has this citekey now."})
