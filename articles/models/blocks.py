"""The blocks of an article. A block is only for what has fields of its own; sections are headings in the text."""

from content_editor.models import create_plugin_base
from django.db import models
from django.db.models import Q

from articles.fields import PROSE, SECTIONS, TABLE, ClaimTextField
from references.canonical import text_of

from .article import Article

Block = create_plugin_base(Article)


class _Excerpt:
    def __str__(self):
        text = text_of(self.text)
        return text if len(text) <= 60 else f"{text[:59]}…"


class Text(_Excerpt, Block):
    text = ClaimTextField(extensions=SECTIONS)

    class Meta(Block.Meta):
        verbose_name = verbose_name_plural = "text"


class KeyPoints(_Excerpt, Block):
    text = ClaimTextField(extensions=PROSE, help_text="A list, one point a line.")

    class Meta(Block.Meta):
        verbose_name = verbose_name_plural = "key points"


class QuestionAnswer(Block):
    question = models.CharField(max_length=250, blank=True)
    answer = ClaimTextField(blank=True, extensions=PROSE)

    class Meta(Block.Meta):
        verbose_name = "question and answer"
        verbose_name_plural = "questions and answers"

    def __str__(self):
        return self.question


class CalloutKind(models.TextChoices):
    NOTE = "note", "note"
    WARNING = "warning", "warning"
    HELP = "help", "when to get help"


class Callout(_Excerpt, Block):
    kind = models.CharField(max_length=8, choices=CalloutKind, default=CalloutKind.NOTE)
    title = models.CharField(max_length=150, blank=True)
    text = ClaimTextField(extensions=PROSE)

    class Meta(Block.Meta):
        verbose_name = "callout"


class Figure(Block):
    image = models.ImageField(upload_to="figures/%Y/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField("text for those who cannot see it", max_length=400, blank=True)
    caption = ClaimTextField(blank=True, extensions=PROSE)
    creator = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=100, blank=True)

    class Meta(Block.Meta):
        verbose_name = "figure"

    def __str__(self):
        return self.alt[:60]


class Table(_Excerpt, Block):
    caption = models.CharField(max_length=200)
    text = ClaimTextField("table", extensions=TABLE)

    class Meta(Block.Meta):
        verbose_name = "table"

    def __str__(self):
        return self.caption


class Unknowns(_Excerpt, Block):
    text = ClaimTextField(extensions=PROSE, help_text="What nobody has found out yet, one point a line.")

    class Meta(Block.Meta):
        verbose_name = verbose_name_plural = "what we do not know"


class Conclusion(_Excerpt, Block):
    text = ClaimTextField(extensions=PROSE)

    class Meta(Block.Meta):
        verbose_name = "conclusion"


class ComparisonTable(Block):
    """A comparison of the catalogue, whole or a choice. Its cells are claims of the substance; the edition freezes them."""

    comparison = models.ForeignKey("supplements.Comparison", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150, blank=True, help_text="Empty: the name of the comparison.")
    only_forms = models.JSONField("only these forms", default=list, blank=True)
    only_attributes = models.JSONField("only these attributes", default=list, blank=True)

    class Meta(Block.Meta):
        verbose_name = "comparison of forms"
        verbose_name_plural = "comparisons of forms"

    def __str__(self):
        return self.title or "Comparison of forms"


class Part(models.TextChoices):
    """What of a substance a block shows; the values are parts of `supplements`."""

    DEFINITION = "definition", "what it is"
    INTAKE = "intake", "intake values"
    DOSE_CHART = "dose-chart", "dose chart: intake values and doses used in studies"
    INTERACTIONS = "interactions", "interactions with medicines"
    CAUTIONS = "cautions", "cautions"
    ADVERSE_EFFECTS = "adverse-effects", "unwanted effects"
    HOW_TO_TAKE = "how-to-take", "how to take it"
    FOODS = "foods", "foods"


class SubstanceFacts(Block):
    """A part of what the catalogue knows about a substance."""

    substance = models.ForeignKey("supplements.Substance", on_delete=models.PROTECT, related_name="+")
    part = models.CharField("shows", max_length=20, choices=Part)
    title = models.CharField(max_length=150, blank=True, help_text="Empty: what it shows.")
    example_food = models.DecimalField(
        "example: from food",
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="For a dose chart: an amount a day that is shown as an example, in the unit of the substance.",
    )
    example_dose = models.DecimalField(
        "example: from a supplement", max_digits=9, decimal_places=3, null=True, blank=True
    )

    class Meta(Block.Meta):
        verbose_name = "part of the catalogue"
        verbose_name_plural = "parts of the catalogue"
        constraints = [
            models.CheckConstraint(
                condition=(Q(example_food=None) | Q(example_food__gte=0))
                & (Q(example_dose=None) | Q(example_dose__gte=0)),
                name="substancefacts_examples_not_negative",
                violation_error_message="Give amounts of 0 or more.",
            )
        ]

    def __str__(self):
        return self.title or self.get_part_display()


BLOCKS = [
    Text, KeyPoints, QuestionAnswer, Callout, Figure, Table, ComparisonTable, SubstanceFacts, Unknowns, Conclusion,
]  # fmt: skip
CATALOGUE_BLOCKS = (ComparisonTable, SubstanceFacts)
