"""What the claim dialog and the marks in the editor ask the server for, as JSON. Each refusal is a sentence."""

import json
from functools import wraps
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Prefetch, Q, When
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from articles.checks.support import WORDS
from articles.models import Article
from references import canonical, judged, searching
from references.models import Citation, Claim, Source
from references.models.claim import Kind, Voice
from references.models.passage import Basis
from references.models.source import CslType
from references.outcomes import Stance
from references.status import (
    NEEDS_EVIDENCE,
    AppraisalState,
    Assurance,
    CitationState,
    ClaimState,
    blockers,
    claim_status,
)

from . import new_source

_RESULTS = 8


def urls(admin_site):
    def at(address, view, name=""):
        return path(f"claim-dialog/{address}", admin_site.admin_view(view), name=f"articles_article_claim_dialog{name}")

    return [
        at("", still_there),
        at("claims/", claims, "_claims"),
        at("sources/", sources, "_sources"),
        at("sources/add/", add_source, "_add_source"),
    ]


def choices():
    """What the dialog's selects offer."""
    return {
        "kinds": Kind.choices,
        "voices": Voice.choices,
        "stances": Stance.choices,
        "bases": Basis.choices,
        "types": CslType.choices,
        "needs_evidence": sorted(NEEDS_EVIDENCE),
    }


def _for(permission, what):
    """A view for those who have `permission`; others are told that they may not `what`."""

    def decorate(view):
        @wraps(view)
        def guarded(request):
            if not request.user.has_perm(permission):
                return _refused(f"You may not {what}. Ask someone who manages accounts here.", 403)
            return view(request)

        return guarded

    return decorate


def _refused(sentence, status, **more):
    return JsonResponse({"error": sentence, **more}, status=status)


@require_GET
@_for("articles.view_article", "read articles")
def still_there(request):
    """Asked before a save is sent: the server answers, the person is signed in, the article exists."""
    article = request.GET.get("article")
    if article and not (_uuid(article) and Article.objects.filter(pk=article).exists()):
        return _refused(
            "This article was deleted while you wrote. Copy your text, or recover the article from the list.", 404
        )
    return JsonResponse({"ok": True})


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


# ---- what stands of the claims


@require_GET
@_for("articles.view_article", "read articles")
def claims(request):
    """The stored claims of ?article=, or those in ?ids=, by id. A constant number of queries."""
    rows = Claim.objects.none()
    if article := _uuid(request.GET.get("article", "")):
        rows = Claim.objects.of(Article(pk=article))
    elif ids := [found for text in request.GET.get("ids", "").split()[:200] if (found := _uuid(text))]:
        rows = Claim.objects.filter(pk__in=ids)
    citations = Citation.objects.filter(present=True).select_related("source").prefetch_related("passages", "verdicts")
    rows = rows.prefetch_related("appraisals", Prefetch("citations", citations))
    return JsonResponse({"claims": {str(claim.pk): _claim(claim) for claim in rows}})


def _claim(claim):
    status = claim_status(_state(claim))
    return {
        "text": claim.text,
        "status": status.value,
        "label": status.label,
        "blocks": _why_it_blocks(claim),
        "voice": claim.voice,
        "reported_by": claim.reported_by,
        "kind": claim.kind,
        "no_evidence_because": claim.no_evidence_because,
        "sources": {c.source.citekey: _citation(c) for c in claim.citations.all()},
    }


def _why_it_blocks(claim):
    """What a verdict found that publishing will refuse, in a sentence; "" where a reviewer need not be heard first."""
    found = {b.code for b in blockers(_state(claim), Assurance.CHECKED) if b.blocks}
    return next((WORDS[code][0] for code in ("retracted", "misfit") if code in found), "")


def _state(claim):
    appraisal = list(claim.appraisals.all())[-1:]
    return ClaimState(
        voice=claim.voice,
        kind=claim.kind,
        no_evidence_because=claim.no_evidence_because,
        citations=tuple(
            CitationState(c.stance, c.outcome, c.is_fresh, c.source.status == "retracted")
            for c in claim.citations.all()
        ),
        appraisal=_appraisal(appraisal[0], claim) if appraisal else None,
    )


def _appraisal(appraisal, claim):
    fresh = appraisal.judged_digest == judged.appraised_digest(claim)
    return AppraisalState(appraisal.direction, fresh=fresh, independent=appraisal.independent)


def _citation(citation):
    verdict = list(citation.verdicts.all())[-1:]
    judged = bool(citation.outcome) and citation.outcome != "undone"
    return {
        "stance": citation.stance,
        "passages": [{"id": p.pk} for p in citation.passages.all()],
        "verdict": citation.get_outcome_display() if judged else "",
        "judged_on": date_format(verdict[0].at, "j M Y") if verdict and judged else "",
        "fresh": citation.is_fresh,
    }


# ---- sources


@require_GET
@_for("references.view_source", "look sources up")
def sources(request):
    """Sources by ?keys= (citekeys as the text has them), or what ?q= finds: words, or an identifier in any spelling."""
    if keys := request.GET.get("keys", "").split()[:50]:
        found = Source.objects.resolve(keys)
        cards = {s.pk: card(s) for s in _with_passages(Source.objects.filter(pk__in=[s.pk for s in found.values()]))}
        return JsonResponse({"sources": {key: cards[source.pk] for key, source in found.items()}})
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:300]
    if not typed:
        return JsonResponse({"results": [], "identifier": None})
    identifier = new_source.identifier_in(typed)
    known = new_source.holder_of(*identifier) if identifier else None
    pks = [known.survivor.pk] if known else _matching(typed)
    rows = sorted(_with_passages(Source.objects.filter(pk__in=pks)), key=lambda source: pks.index(source.pk))
    return JsonResponse(
        {"results": [card(s) for s in rows], "identifier": identifier and _recognised(*identifier, known)}
    )


def _recognised(field, value, known):
    return {"label": Source._meta.get_field(field).verbose_name, "value": value, "known": known is not None}


def _matching(typed):
    """Keys of the first sources that match, the one with exactly this citekey before all."""
    exact_first = Case(When(citekey__iexact=typed, then=0), default=1)
    matching = searching.matching(Source.objects.filter(merged_into=None), typed)
    return list(matching.order_by(exact_first, "citekey").values_list("pk", flat=True)[:_RESULTS])


def _with_passages(rows):
    used = Count("citations__claim", filter=Q(citations__present=True, citations__claim__present=True), distinct=True)
    return rows.annotate(used=used).prefetch_related("passages")


def card(source):
    """A source as the dialog shows it, with its passages."""
    about = [
        source.get_design_display(),
        source.sample_note,
        source.container_title_short or source.container_title,
        source.citekey,
    ]
    return {
        "citekey": source.citekey,
        "name": source.short_name,
        "title": source.plain_title,
        "about": " · ".join(part for part in about if part),
        "status": source.status if source.status in {"corrected", "concern", "retracted"} else "",
        "status_label": source.get_status_display(),
        "used": getattr(source, "used", 0),
        "admin_url": reverse("admin:references_source_change", args=[source.pk]),
        "passages": [
            {
                "id": p.pk,
                "locator": p.locator,
                "quote": p.quote,
                "finding": p.finding,
                "basis": p.get_basis_display(),
            }
            for p in source.passages.all()
        ],
    }


@require_POST
@_for("references.add_source", "add sources")
def add_source(request):
    """Add a source by the short form. Answers with its card, or with an error for each field."""
    try:
        typed = json.loads(request.body)
        typed = {str(k): canonical.storable(str(v)) for k, v in typed.items()}
    except (ValueError, AttributeError, RecursionError):
        return _refused("The form could not be read. Reload the page and try again.", 400)
    try:
        source = new_source.add(typed, by=request.user)
    except new_source.Known as known:
        existing = card(_with_passages(Source.objects.filter(pk=known.source.survivor.pk)).get())
        return _refused(str(known), 409, errors={"identifier": [str(known)]}, existing=existing)
    except ValidationError as error:
        return _refused("Mend the marked fields.", 400, errors=error.message_dict)
    return JsonResponse({"source": card(source)}, status=201)
