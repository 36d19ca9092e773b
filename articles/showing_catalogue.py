"""What the publishing tells the catalogue: where readers see its rows, and what the checks say of them there.

Registered with `supplements.carriers` when the app starts; that app stands below this one and cannot ask.
"""

from django.urls import reverse
from django.utils import timezone

from . import carried, impact
from . import findings_about as findings
from .live_wording import wording_in
from .models import Article, ComparisonTable, PublishedCitation, SubstanceFacts


def evidence_changed(substance):
    """Tell readers, at every live article that carries rows of this substance."""
    carrying = Article.objects.filter(live_edition__parts__substance=substance).order_by("pk").distinct()
    for article in carrying:
        impact.refresh_alerts(article)


def live_wording(claim):
    """{edition, text} in the newest live edition that has the claim; None where readers do not see it."""
    if not claim.is_live:
        return None
    live = PublishedCitation.objects.filter(claim=claim, edition__live_article__isnull=False)
    newest = live.order_by("-edition__published_at").values_list("edition", flat=True).first()
    return wording_in(newest, claim) if newest else None


def findings_about(claim):
    """What the checks find about the row in each draft that places it; an objection that two drafts share is told once."""
    found = {}
    for article in drafts_with(claim):
        for finding in findings.findings_about(article, claim, now=timezone.now()):
            found.setdefault((finding["code"], finding["message"], str(finding["citation"])), finding)
    return list(found.values())


def drafts_with(claim, most=3):
    """The drafts that place this row, the ones changed last first; at most a few."""
    placed = Article.objects.filter(pk__in=_placing(claim)).order_by("-changed_at", "pk")
    return [a for a in placed[: 3 * most] if carried.claims_in(a).filter(pk=claim.pk).exists()][:most]


def _placing(claim):
    tables = ComparisonTable.objects.filter(comparison__substance=claim.object_id).order_by()
    facts = SubstanceFacts.objects.filter(substance=claim.object_id).order_by()
    return {parent for blocks in (tables, facts) for parent in blocks.values_list("parent", flat=True)}


def address_of(substance):
    return reverse("substance", args=[substance.slug])


def drafts_placing(comparison):
    """[(title, address of the preview)] of the articles that place it."""
    placing = ComparisonTable.objects.filter(comparison=comparison).order_by().values("parent")
    drafts = Article.objects.filter(pk__in=placing).order_by("title").values_list("title", "pk")
    return [(title, reverse("admin:articles_article_preview", args=[pk])) for title, pk in drafts]
