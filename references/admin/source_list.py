"""The list of sources: what stands in its columns, for the rows of one page only."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from references import titles
from references.bibliography import authors_short
from references.models import Citation, LookAlike
from references.models.duplicate import Decision

from .source_filters import FILTERS
from .source_standing import IN_A_DRAFT, Judged, last_look, standing_of

# long, and in no column
_NOT_SHOWN = (
    "abstract", "population", "funding", "interests", "mesh", "keywords", "publication_types", "origins",
    "private_note", "editors",
)  # fmt: skip
LOOKS = {
    Judged.OK: "st-ok",
    Judged.PARTLY: "st-part",
    Judged.NEGATIVE: "st-no",
    Judged.STALE: "st-part",
    Judged.NEVER: "st-none",
}
_NOTICE_LOOKS = {"bad": "ntc no", "doubt": "ntc", "plain": "ntc e", "quiet": "ntc q"}


def mark(name):
    return format_html('<svg class="ic" aria-hidden="true"><use href="#v-{}"/></svg>', name)


class SourceList(ChangeList):
    """Merged records are left out by the filter on records; the standing of each row is asked for its page."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.defer(*_NOT_SHOWN).select_related("superseded_by")

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        standing = standing_of(self.result_list)
        for source in self.result_list:
            source.standing = standing[source.pk]


def look_alikes_open():
    """How many pairs wait for a word of somebody."""
    pairs = LookAlike.objects.filter(decision=Decision.OPEN, first__merged_into=None, second__merged_into=None)
    return pairs.count()


def _cited_in_drafts():
    cited = Citation.objects.filter(IN_A_DRAFT, source=OuterRef("pk")).order_by()
    counted = cited.values("source").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class SourceColumns:
    """Mixin of SourceAdmin: the list and its columns."""

    list_display = ["key", "work", "study", "claims", "verdicts", "look"]
    list_display_links = ["key"]
    list_filter = FILTERS
    list_per_page = 100
    list_max_show_all = 100
    show_full_result_count = False
    change_list_template = "admin/references/source_list.html"
    search_fields = ["citekey"]  # switches the search field on; `get_search_results` decides
    search_help_text = "Title, author, citekey, year, DOI, PMID, PMCID, ISBN."

    def get_changelist(self, request, **kwargs):
        return SourceList

    @admin.display(description="citekey", ordering="citekey")
    def key(self, source):
        return source.citekey

    @admin.display(description="source", ordering="title")
    def work(self, source):
        where = source.container_title_short or source.container_title or source.publisher
        place = " ".join(str(part) for part in (where or source.get_csl_type_display(), source.year) if part)
        about = " · ".join(part for part in (authors_short({"author": source.authors}), place) if part)
        # escaped there, but for its four kinds of markup
        return format_html('<span class="ti">{}</span><small>{}</small>', mark_safe(titles.html(source.title)), about)

    @admin.display(description="design", ordering="design")
    def study(self, source):
        sample = f"n = {source.sample_size:,}" if source.sample_size else ""
        return format_html("{}<small>{}</small>", source.get_design_display().capitalize() or "–", sample)

    @admin.display(description="claims", ordering=_cited_in_drafts())
    def claims(self, source):
        standing = source.standing
        if not standing.live:
            return standing.claims
        return format_html('{}<small class="lv">{} live</small>', standing.claims, standing.live)

    @admin.display(description="verdicts")
    def verdicts(self, source):
        if not source.standing.verdicts:
            return mark_safe('<span class="mut">not cited</span>')
        return format_html(
            '<span class="cnts">{}</span>',
            format_html_join(
                "",
                '<span class="{0}" title="{1}">{2}<span class="visually-hidden">{1}: </span>{3}</span>',
                ((LOOKS[s], s.label, mark(s.value), n) for s, n in source.standing.verdicts.items()),
            ),
        )

    @admin.display(description="notices, last check", ordering="checked_at")
    def look(self, source):
        told = format_html_join(
            "",
            '<span class="{}">{}{}</span>',
            ((_NOTICE_LOOKS[n.look], mark(n.mark) if n.mark else "", n.words) for n in source.standing.notices),
        )
        return format_html("{}<small>{}</small>", told, last_look(source))
