"""The blocks of an article, and its byline, as parts of its form."""

from content_editor.admin import ContentEditorInline
from django.contrib import admin

from articles.models import (
    ArticleAuthor,
    Callout,
    ComparisonTable,
    Conclusion,
    Figure,
    KeyPoints,
    QuestionAnswer,
    SubstanceFacts,
    Table,
    Text,
    Unknowns,
)

from .catalogue_blocks import ComparisonTableForm
from .figures import FigureForm
from .formsets import SurvivingFormSet

ICONS = {
    Text: "notes",
    KeyPoints: "key",
    QuestionAnswer: "quiz",
    Callout: "campaign",
    Figure: "image",
    Table: "table_chart",
    ComparisonTable: "compare",
    SubstanceFacts: "medication",
    Unknowns: "help",
    Conclusion: "flag",
}

FORMS = {
    Figure: {"form": FigureForm},
    # searched for as it is typed: a list of all would be read again for each block
    ComparisonTable: {"form": ComparisonTableForm, "autocomplete_fields": ["comparison"]},
    SubstanceFacts: {"autocomplete_fields": ["substance"]},
}

BLOCK_INLINES = [
    ContentEditorInline.create(block, icon=icon, formset=SurvivingFormSet, **FORMS.get(block, {}))
    for block, icon in ICONS.items()
]


class AuthorInline(admin.TabularInline):
    """The byline, in order."""

    model = ArticleAuthor
    formset = SurvivingFormSet
    fields = ["contributor", "position"]
    verbose_name_plural = "authors"
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contributor")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # Listed once, not again for each author; without iter() they would be counted as well.
        field.choices = list(iter(field.choices))
        return field
