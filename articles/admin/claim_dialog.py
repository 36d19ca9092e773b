"""What the claim dialog and the marks in the editor ask the server for, as JSON. Each refusal is a sentence."""

import json
from functools import wraps
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Prefetch, Q, When
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from articles.checks.standing import MESSAGES
from articles.models import Article
from references import abstract_passages, abstracts, canonical, filling, identifiers, judged, looking_up, searching
from references.admin.origins import name_of
from references.duplicates import finding
from references.holders import holder_of
from references.models import Citation, Claim, LookUp, Source
from references.models.claim import Kind, Voice
from references.models.look_up import LookUpState
from references.models.passage import Basis
from references.models.source import CslType, StudyDesign
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
        at("look-ups/ask/", ask, "_ask"),
        at("look-ups/answer/", answer, "_answer"),
        at("look-ups/take/", take, "_take"),
    ]


def choices():
    """What the dialog's selects offer."""
    return {
        "kinds": Kind.choices,
        "voices": Voice.choices,
        "stances": Stance.choices,
        "bases": Basis.choices,
        "types": CslType.choices,
        "designs": StudyDesign.choices,
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
    return next((MESSAGES[code] for code in ("retracted", "misfit") if code in found), "")


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
    identifier = identifiers.one_in(typed)
    known = holder_of(*identifier) if identifier else None
    pks = [known.pk] if known else _matching(typed)
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
    """A source as the dialog shows it, with its passages and its abstract."""
    return {
        **_described(source),
        "used": getattr(source, "used", 0),
        "admin_url": reverse("admin:references_source_change", args=[source.pk]),
        "can_be_looked_up": looking_up.identifier_of(source) is not None,
        "passages": [
            {
                "id": p.pk,
                "locator": p.locator,
                "quote": p.quote,
                "finding": p.finding,
                "basis": p.get_basis_display(),
                "misquoted": abstract_passages.is_misquoted(quote=p.quote, basis=p.basis, abstract=source.abstract),
            }
            for p in source.passages.all()
        ],
    }


def _described(source):
    about = [
        source.get_design_display(),
        source.sample_note or (f"n = {source.sample_size}" if source.sample_size else ""),
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
        "abstract": [
            {"label": part.label, "place": part.place, "sentences": part.sentences}
            for part in abstract_passages.parts(source.abstract)
        ],
    }


@require_POST
@_for("references.add_source", "add sources")
def add_source(request):
    """Add a source by the short form. Answers with its card, or with an error for each field."""
    typed = _typed(request)
    if typed is None:
        return _refused(_UNREADABLE, 400)
    try:
        source = new_source.add(typed, by=request.user, now=timezone.now())
    except filling.Known as known:
        return _known(known)
    except new_source.LooksLike as alike:
        return _refused(str(alike), 409, look_alikes=[_card_of(source) for source in alike.found[:3]])
    except ValidationError as error:
        return _refused("Mend the marked fields.", 400, errors=error.message_dict)
    return JsonResponse({"source": card(source)}, status=201)


_UNREADABLE = "The form could not be read. Reload the page and try again."


def _typed(request):
    """{name: text} of the JSON that was sent; None if it cannot be read."""
    try:
        typed = json.loads(request.body)
        return {str(k): canonical.storable(str(v)) for k, v in typed.items()}
    except (ValueError, AttributeError, RecursionError):
        return None


def _known(known):
    return _refused(str(known), 409, errors={"identifier": [str(known)]}, existing=_card_of(known.source))


def _card_of(source):
    return card(_with_passages(Source.objects.filter(pk=source.survivor.pk)).get())


# ---- look-ups


@require_POST
@_for("references.add_source", "look sources up")
def ask(request):
    """Ask the catalogues: for the work that "text" names, or for the source "citekey" again. The answer comes later."""
    typed = _typed(request)
    if typed is None:
        return _refused(_UNREADABLE, 400)
    source = None
    if citekey := typed.get("citekey"):
        source = Source.objects.resolve([citekey]).get(citekey)
        if source is None:
            return _refused("This source is not here any more.", 404)
    try:
        look_up = looking_up.ask(typed.get("text", ""), by=request.user, now=timezone.now(), source=source)
    except filling.Known as known:
        return _known(known)
    except looking_up.NothingToLookUp as nothing:
        return _refused(str(nothing), 400)
    return JsonResponse(_look_up(look_up), status=201)


@require_GET
@_for("references.view_source", "look sources up")
def answer(request):
    """How the look-up ?id= stands, and what it found."""
    look_up = _look_up_named(request.GET.get("id", ""))
    return JsonResponse(_look_up(look_up)) if look_up else _refused(_GONE, 404)


@require_POST
@_for("references.add_source", "add sources")
def take(request):
    """Take over what the look-up "id" found. A source that is here already only gets its missing abstract."""
    typed = _typed(request)
    if typed is None:
        return _refused(_UNREADABLE, 400)
    look_up = _look_up_named(typed.get("id", ""))
    if look_up is None:
        return _refused(_GONE, 404)
    fields = {"abstract"} if look_up.source_id else None
    try:
        source = looking_up.take(look_up, by=request.user, now=timezone.now(), fields=fields)
    except filling.Known as known:
        return _known(known)
    except looking_up.NotThere as gone:
        return _refused(str(gone), 409)
    except ValidationError as error:
        return _refused(f"{' '.join(error.messages)} Type it by hand instead.", 400)
    return JsonResponse({"source": _card_of(source)}, status=201)


_GONE = "This look-up is not here any more. Look the source up again."


def _look_up_named(text):
    key = _uuid(text)
    return LookUp.objects.select_related("job", "source__merged_into").filter(pk=key).first() if key else None


def _look_up(look_up):
    state, said = looking_up.standing(look_up, now=timezone.now())
    here = looking_up.here_already(look_up)
    label = Source._meta.get_field(look_up.field).verbose_name
    return {
        "id": str(look_up.pk),
        "value": f"{label} {look_up.value}" if look_up.field != "url" else look_up.value,
        "identifier": look_up.value,
        "state": state,
        "said": said,
        "warnings": [*look_up.warnings, *_looks_like(look_up, here)],
        "existing": _card_of(here or look_up.source) if here or state == LookUpState.TAKEN else None,
        "found": _found(look_up) if state == LookUpState.FOUND and not here else None,
    }


def _looks_like(look_up, here):
    """A sentence where a work that was found for a new source looks like one in the library."""
    if here or look_up.source or look_up.state != LookUpState.FOUND:
        return
    if alike := finding.look_alikes_of(looking_up.details_of(look_up)):
        source = alike[0][0]
        yield f"It looks like {source.short_name}, which is here already as “{source.citekey}”."


def _found(look_up):
    """What a look-up found, as a card without a citekey: nothing of it stands in the library yet."""
    details = looking_up.details_of(look_up)
    if look_up.source:
        look_up.source.abstract = abstracts.text_of(details.abstract)
        return _described(look_up.source) | {"origin": name_of(look_up.origin)}
    source = filling.unsaved(details, by=None, now=look_up.answered_at, origin=look_up.origin, citekey="")
    card = _described(source) | {"citekey": "", "passages": [], "used": 0, "admin_url": ""}
    return card | {"name": _name_of(source), "origin": name_of(look_up.origin)}


def _name_of(source):
    return source.short_name if source.authors else source.container_title or "No author"
