"""How the list of sources is narrowed down. Each filter asks uncorrelated questions, so that 30,000 sources stay quick."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from references.models import Citation, Collection, LookAlike, Notice, Tag
from references.models.duplicate import Decision
from references.models.source import CheckState, Identification, SourceStatus, StudyDesign
from references.notice_types import NoticeKind

from .source_standing import IN_A_DRAFT, NEGATIVE, NOT_JUDGED, STALE

_NO_NOTICE = [SourceStatus.UNKNOWN, SourceStatus.CLEAR]


class _Filter(admin.SimpleListFilter):
    """A filter whose choices stand in `choices_`: {value: label}."""

    choices_ = {}

    def lookups(self, request, model_admin):
        return list(self.choices_.items())

    def queryset(self, request, queryset):
        return self.narrowed(queryset, self.value()) if self.value() in self.choices_ else queryset

    def narrowed(self, sources, value):
        raise NotImplementedError


def _cited(*conditions, **more):
    """The sources that such citations name."""
    return Citation.objects.filter(*conditions, **more).order_by().values("source")


class UseFilter(_Filter):
    title = "use"
    parameter_name = "use"
    choices_ = {"live": "Cited by a live article", "drafts": "Only in drafts", "never": "Never cited"}

    def narrowed(self, sources, value):
        live = _cited(is_live=True)
        if value == "live":
            return sources.filter(pk__in=live)
        if value == "drafts":
            return sources.filter(pk__in=_cited(IN_A_DRAFT)).exclude(pk__in=live)
        return sources.exclude(pk__in=_cited())


class NoticeFilter(_Filter):
    title = "notices"
    parameter_name = "notices"
    choices_ = {
        SourceStatus.RETRACTED.value: "Retracted",
        SourceStatus.CONCERN.value: "Expression of concern",
        SourceStatus.CORRECTED.value: "Corrected",
        "newer": "Newer version exists",
        "none": "None recorded",
    }

    def narrowed(self, sources, value):
        newer = Q(superseded_by__isnull=False) | Q(
            pk__in=Notice.objects.standing().filter(kind=NoticeKind.NEWER_VERSION).order_by().values("source")
        )
        if value == "newer":
            return sources.filter(newer)
        if value == "none":
            return sources.filter(status__in=_NO_NOTICE).exclude(newer)
        return sources.filter(status=value)


class LookFilter(_Filter):
    title = "last check"
    parameter_name = "looked"
    choices_ = {
        "day": "In the last 24 hours",
        "earlier": "Earlier",
        "failed": "Could not be checked",
        "never": "Never",
    }

    def narrowed(self, sources, value):
        yesterday = timezone.now() - timedelta(hours=24)
        match value:
            case "day":
                return sources.filter(check_state=CheckState.CHECKED, checked_at__gte=yesterday)
            case "earlier":
                return sources.filter(check_state=CheckState.CHECKED, checked_at__lt=yesterday)
            case "failed":
                return sources.filter(check_state=CheckState.FAILED)
        return sources.filter(check_state=CheckState.NEVER)


class VerdictFilter(_Filter):
    title = "verdicts"
    parameter_name = "verdicts"
    choices_ = {"negative": "Has a negative one", "stale": "Has a stale one", "never": "Has one never checked"}
    _found = {"negative": NEGATIVE & ~STALE, "stale": STALE, "never": Q(outcome__in=NOT_JUDGED)}

    def narrowed(self, sources, value):
        return sources.filter(pk__in=_cited(IN_A_DRAFT, self._found[value]))


class DesignFilter(_Filter):
    title = "design"
    parameter_name = "design"
    choices_ = {value: label.capitalize() for value, label in StudyDesign.choices} | {"unknown": "Not recorded"}

    def narrowed(self, sources, value):
        return sources.filter(design="" if value == "unknown" else value)


class YearFilter(_Filter):
    title = "year"
    parameter_name = "since"
    choices_ = {
        "2": "This year and last",
        "5": "Last 5 years",
        "10": "Last 10 years",
        "older": "Older",
        "none": "Not recorded",
    }

    def narrowed(self, sources, value):
        this_year = timezone.now().year
        if value == "none":
            return sources.filter(year=None)
        if value == "older":
            return sources.filter(year__lte=this_year - 10)
        return sources.filter(year__gt=this_year - int(value))


class RecordFilter(_Filter):
    """Merged records are left out unless asked for."""

    title = "record"
    parameter_name = "record"
    choices_ = {
        "alike": "Look-alikes",
        "unidentified": "No identifier",
        "incomplete": "Incomplete",
        Identification.CANDIDATES.value: "Described, candidates known",
        Identification.NOT_LOCATED.value: "Described, not located",
        "merged": "Merged into another",
    }

    def queryset(self, request, queryset):
        if self.value() == "merged":
            return queryset.filter(merged_into__isnull=False)
        return super().queryset(request, queryset.filter(merged_into=None))

    def narrowed(self, sources, value):
        if value == "alike":
            return sources.filter(_is_alike())
        if value == "unidentified":
            return sources.filter(doi="", pmid="", pmcid="", isbn="", arxiv="")
        if value == "incomplete":
            return sources.filter(Q(authors=[]) | Q(year=None) | Q(title=""))
        return sources.filter(identification=value)


def _is_alike():
    pairs = LookAlike.objects.filter(decision=Decision.OPEN, first__merged_into=None, second__merged_into=None)
    pairs = pairs.order_by()
    return Q(pk__in=pairs.values("first")) | Q(pk__in=pairs.values("second"))


class _LabelFilter(admin.SimpleListFilter):
    """By a collection or a tag, where there are any."""

    model = None

    def lookups(self, request, model_admin):
        # with counts shown, Django makes the filters anew for each of them
        kept = request.__dict__.setdefault("labels_of_filters", {})
        if self.model not in kept:
            kept[self.model] = [(str(pk), name) for pk, name in self.model.objects.values_list("pk", "name")]
        return kept[self.model]

    def queryset(self, request, queryset):
        if self.value() and self.value().isdecimal():
            through = queryset.model._meta.get_field(self.parameter_name).remote_field.through
            chosen = through.objects.filter(**{self.model._meta.model_name: self.value()})
            return queryset.filter(pk__in=chosen.values("source"))
        return queryset


class CollectionFilter(_LabelFilter):
    title = "collection"
    parameter_name = "collections"
    model = Collection


class TagFilter(_LabelFilter):
    title = "tag"
    parameter_name = "tags"
    model = Tag


FILTERS = [
    UseFilter,
    NoticeFilter,
    LookFilter,
    VerdictFilter,
    RecordFilter,
    DesignFilter,
    YearFilter,
    CollectionFilter,
    TagFilter,
]
