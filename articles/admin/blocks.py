"""The blocks of an article, and its byline, as parts of its form."""

from content_editor.admin import ContentEditorInline
from django.contrib import admin

from articles.models import (
    ArticleAuthor,
    Callout,
    Conclusion,
    Figure,
    KeyPoints,
    QuestionAnswer,
    Table,
    Text,
    Unknowns,
)

from .figures import FigureForm
from .formsets import SurvivingFormSet

ICONS = {
    Text: "notes",
    KeyPoints: "key",
    QuestionAnswer: "quiz",
    Callout: "campaign",
    Figure: "image",
    Table: "table_chart",
    Unknowns: "help",
    Conclusion: "flag",
}

FORMS = {Figure: {"form": FigureForm}}

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
