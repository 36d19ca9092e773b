"""“Check now” on the page of a source."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from references.models import Source
from references.monitoring import checking, link_checks, rounds

AT_MOST = 2000
NOTHING_TO_ASK = "No catalogue can be asked about it: it has no DOI, PMID or PMCID, and no address either."


def urls(admin_site):
    view = admin_site.admin_view(require_POST(check))
    return [path("<int:object_id>/check/", view, name="references_source_check")]


@admin.action(description="Check for notices now", permissions=["notice"])
def check_chosen(model_admin, request, queryset):
    """Admin action: ask for a look at the catalogues for all chosen sources, in one job."""
    chosen = checking.checkable().filter(pk__in=queryset.order_by().values("pk"))
    pks = list(chosen.values_list("pk", flat=True)[: AT_MOST + 1])
    if not pks:
        messages.warning(request, "None of them has a DOI, PMID or PMCID that a catalogue could be asked about.")
    elif len(pks) > AT_MOST:
        messages.error(request, f"Choose at most {AT_MOST:,} at once. All sources are checked each night anyway.")
    else:
        job = rounds.ask_for_many(pks, by=request.user, now=timezone.now())
        text = '{} sources are being checked. <a href="{}">See how far it is</a>.'
        at = reverse("admin:references_job_change", args=[job.pk])
        messages.info(request, format_html(text, f"{len(pks):,}", at))


def check(request, object_id):
    """Ask for a look at the catalogues; it happens in the background."""
    source = Source.objects.filter(pk=object_id, merged_into=None).first()
    if source is None:
        raise Http404("There is no such source.")
    if not request.user.has_perm("references.add_notice"):
        raise PermissionDenied
    if not (checking.checkable().filter(pk=source.pk).exists() or link_checks.address_of(source)):
        messages.warning(request, NOTHING_TO_ASK)
    else:
        job = rounds.ask_for(source, by=request.user, now=timezone.now())
        text = 'It is being checked. <a href="{}">See how far it is</a>, or load this page again in a moment.'
        messages.info(request, format_html(text, reverse("admin:references_job_change", args=[job.pk])))
    return redirect("admin:references_source_change", source.pk)
