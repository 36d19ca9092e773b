"""Claims, citations, verdicts and appraisals: what was written and judged, to look at."""

from django.contrib import admin

from references.audit.disputes import hidden_from
from references.deleting import why_claim_stays
from references.models import Appraisal, Citation, Claim, Verdict

from .deleting import KeepsTheRecord, ReadOnlyAdmin


class NotWhileBlind:
    """Leaves out what would tell a first verdict to whoever gives the second opinion. `citation`: the way to it."""

    citation = ""

    def get_queryset(self, request):
        hidden = Citation.objects.filter(hidden_from(request.user)).order_by().values("pk")
        return super().get_queryset(request).exclude(**{f"{self.citation}pk__in": hidden})


class CitationInline(NotWhileBlind, ReadOnlyAdmin, admin.TabularInline):
    model = Citation
    fields = ["source", "stance", "present", "outcome", "fresh", "changed_by", "changed_at"]
    readonly_fields = ["fresh"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "changed_by", "claim")

    @admin.display(description="fresh", boolean=True)
    def fresh(self, citation):
        return citation.is_fresh


class VerdictInline(NotWhileBlind, ReadOnlyAdmin, admin.TabularInline):
    citation = "citation__"
    model = Verdict
    fields = ["number", "outcome", "reviewer_name", "at", "note"]


class AppraisalInline(ReadOnlyAdmin, admin.TabularInline):
    model = Appraisal
    fields = ["number", "direction", "level", "person_name", "at", "note"]


@admin.register(Claim)
class ClaimAdmin(KeepsTheRecord, ReadOnlyAdmin, admin.ModelAdmin):
    actions = ()
    list_display = ["__str__", "document", "kind", "voice", "present", "is_live", "changed_by", "changed_at"]
    list_filter = ["present", "is_live", "kind"]
    list_select_related = ["changed_by"]
    search_fields = ["text"]
    show_full_result_count = False
    inlines = [CitationInline, AppraisalInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("document")

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def why_it_stays(self, obj):
        return why_claim_stays(obj)


@admin.register(Citation)
class CitationAdmin(NotWhileBlind, ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["claim", "source", "stance", "outcome", "fresh", "present", "changed_at"]
    list_filter = ["present", "outcome", "stance"]
    list_select_related = ["claim", "source"]
    search_fields = ["claim__text", "source__citekey", "source__title"]
    show_full_result_count = False
    inlines = [VerdictInline]

    @admin.display(description="fresh", boolean=True)
    def fresh(self, citation):
        return citation.is_fresh

    def view_on_site(self, citation):
        return citation.get_audit_url()


@admin.register(Verdict)
class VerdictAdmin(NotWhileBlind, ReadOnlyAdmin, admin.ModelAdmin):
    citation = "citation__"
    list_display = ["at", "outcome", "reviewer_name", "source", "claim"]
    list_filter = ["outcome"]
    list_select_related = ["citation__claim", "citation__source"]
    search_fields = ["reviewer_name", "citation__claim__text", "citation__source__citekey", "note"]
    ordering = ["-at"]
    show_full_result_count = False

    @admin.display(description="source")
    def source(self, verdict):
        return verdict.citation.source.citekey

    @admin.display(description="claim")
    def claim(self, verdict):
        return verdict.citation.claim


@admin.register(Appraisal)
class AppraisalAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["at", "direction", "level", "person_name", "independent", "claim"]
    list_filter = ["direction", "level", "independent"]
    list_select_related = ["claim"]
    search_fields = ["person_name", "claim__text", "note"]
    ordering = ["-at"]
    show_full_result_count = False
