"""Freeze a draft: plain content that checks read, editions store and pages are made from.

Its shape, schema 1 (all HTML is sanitised, all times are UTC text, people are ids):

    article   id, title, slug, language, answer, summary, before_you_take_it (HTML), topics [{name, slug}],
              authors [contributor id], review_due, funding, disclosures, related [{id, slug, title}] (those live);
              health: false where it does not speak about health, demonstration: true where it is one; else left out
    blocks    [{id, type, …fields of the block}] in order; a figure's image by name and image_digest; a block of the
              catalogue (comparisontable, substancefacts) with what `supplements.freezing` makes of it
    claims    [{id, number, anchor, text, voice, reported_by, kind, place, section, question, status,
                no_evidence_because, missing [citekey], certainty, citations}] in reading order
              certainty: {level, direction, reasons, note, receipts, person, at, independent, fresh} or null
              citations: [{id, source, stance, digest, passages [{locator, quote, finding, basis}], verdict}]
              heads: of a row of the catalogue, what is judged with its sentence; else left out
              disputed: true where a second opinion is asked for, or two reviewers disagree; else left out
              verdict: {number, outcome, mismatches, note, reviewer, at, read, fresh, stale_by_notice_only, digest} or null;
              way: how it came about, context_changed: true where the paragraph is another; else left out
              reviewer, person: the id of a user, or "invitation-" and the id of an invited expert
    sources   [{number, citekey, csl, design, sample_size, sample_note, population, funding, interests, identifiers,
                status, notices, version_label, newer}] numbered by first citation
              newer: the citekey of the newest version of the same work; left out where there is none
    waivers   [{code, about, claim, finding, because, person, at}] that nobody took back, in an edition only those that let
              one of its findings stand; left out where there is none
    approvals [{role, person, credentials, interests, checklist, note, at, number}] of this very content, the newest of
              each role; left out where there is none
"""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from content_editor.contents import contents_for_item
from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.fields.files import FieldFile

from references import bibliography, canonical, judged
from references.audit.disputes import disputed
from references.duplicates import versions
from references.models import Appraisal, Citation, Claim, Source, Verdict
from references.status import CitationState, claim_status

from . import carried, checks, figures, marks, sanitising
from .claim_state import claim_state
from .claims import ARTICLE_FIELDS, prose_of
from .models import BLOCKS, CATALOGUE_BLOCKS
from .models.approval import ApprovalRole

SCHEMA = 1


@dataclass(frozen=True)
class Frozen:
    """A draft at one moment. `people`: names for the ids in the content, for pages; not part of the record."""

    content: dict
    people: dict

    @cached_property
    def text(self):
        return canonical.canonical_json(self.content)

    @cached_property
    def digest(self):
        return canonical.digest(self.text)

    def settled(self, findings):
        """The same with those waivers only that let one of `findings` stand: what an edition says of itself."""
        kept = checks.in_force(self.content, findings)
        if len(kept) == len(self.content.get("waivers", ())):
            return self
        content = {name: value for name, value in self.content.items() if name != "waivers"}
        return Frozen(content | {"waivers": kept} if kept else content, self.people)


def freeze(article):
    """The draft of `article` as plain content. A constant number of queries."""
    blocks = list(contents_for_item(article, BLOCKS))
    carried.know(article, blocks)
    html = {(p.place, p.attribute): sanitising.clean(p.html) for p in prose_of(article, blocks)}
    frozen_blocks = [_block(block, html) for block in blocks]
    claims = _load_claims(article, frozen_blocks)
    marked = list(_marked(html, frozen_blocks, claims))
    sources = Source.objects.resolve({key for m in marked for key in m.citekeys})
    numbers = {}
    for mark in marked:
        for key in mark.citekeys:
            if key in sources:
                numbers.setdefault(sources[key].pk, len(numbers) + 1)
    by_pk = {s.pk: s for s in sources.values()}
    prefetch_related_objects(list(by_pk.values()), "notices")
    newest = versions.newest_of(by_pk.values())
    authors = [a.contributor for a in article.articleauthor_set.select_related("contributor")]
    people = {"users": {}, "contributors": {str(c.pk): _contributor(c) for c in authors}}
    content = {
        "schema": SCHEMA,
        "article": {
            "id": article.pk,
            "title": article.title,
            "slug": article.slug,
            "language": article.language,
            **{name: html[name, name] for name in ARTICLE_FIELDS},
            "topics": [{"name": t.name, "slug": t.slug} for t in article.topics.all()],
            "authors": [c.pk for c in authors],
            "review_due": article.review_due,
            "funding": article.funding,
            "disclosures": article.disclosures,
            "related": _related(article),
            **({} if article.is_health else {"health": False}),
            **({"demonstration": True} if article.is_demonstration else {}),
        },
        "blocks": frozen_blocks,
        "claims": [
            _claim(number, mark, claims.get(mark.id), sources, people)
            for number, mark in enumerate(_first_of_each(marked), 1)
        ],
        "sources": [_source(by_pk[pk], number, newest.get(pk)) for pk, number in numbers.items()],
    }
    if waivers := standing_waivers(article, people):
        content["waivers"] = waivers
    content = canonical.plain(content)
    if approvals := _approvals(article, content, people):
        content["approvals"] = canonical.plain(approvals)
    return Frozen(content, people)


def approved_digest(content):
    """The digest of what somebody approves: the content without verdicts, appraisals, notices, waivers and approvals.

    Nor what follows other rows without a hand on this article: the titles of related articles, the names of topics.
    """
    claims = [
        _only_said(claim, {"status", "certainty", "citations"})
        | {"citations": [{k: c[k] for k in ("source", "stance", "passages")} for c in claim["citations"]]}
        for claim in content["claims"]
    ]
    said = _only_said(content, {"waivers", "approvals"}) | {
        "article": _only_said(content["article"], {"related", "topics"}),
        "claims": claims,
        "sources": [_only_said(s, {"status", "notices", "newer"}) for s in content["sources"]],
    }
    return canonical.digest(canonical.canonical_json(said))


def _only_said(frozen, besides):
    return {name: value for name, value in frozen.items() if name not in besides}


def _approvals(article, content, people):
    """The newest approval of each role, where it is of exactly this content."""
    newest = {a.role: a for a in article.approvals.exclude(role=ApprovalRole.AFTERWARDS).order_by("number")}
    approved = approved_digest(content) if newest else ""
    return [_approval(a, people) for role, a in sorted(newest.items()) if a.approved_digest == approved]


def _approval(approval, people):
    people["users"][str(approval.person_id)] = approval.person_name
    said = ("role", "number", "credentials", "interests", "checklist", "note", "at")
    return {"person": approval.person_id, **{name: getattr(approval, name) for name in said}}


def standing_waivers(article, people):
    """Waivers that nobody took back, the newest for each finding. Whether the finding is still there the checks see."""
    newest = {(w.code, w.about): w for w in article.waivers.order_by("at", "pk")}
    standing = [w for w in newest.values() if not w.taken_back]
    people["users"].update({str(w.person_id): w.person_name for w in standing})
    return [
        {
            "code": w.code,
            "about": w.about,
            "claim": w.claim_id,
            "finding": w.finding,
            "because": w.because,
            "person": w.person_id,
            "at": w.at,
        }
        for w in standing
    ]


def _related(article):
    """Related articles that readers can open today, under the titles they read there; never those of drafts."""
    live = article.related.live().select_related("live_edition__rendering").defer("live_edition__rendering__html")
    shown = [{"id": a.pk, "slug": a.slug, "title": a.live_edition.rendering.title} for a in live]
    return sorted(shown, key=lambda a: a["title"])


def _first_of_each(marked):
    return list({m.id: m for m in reversed(marked)}.values())[::-1]


def _marked(html, frozen_blocks, claims):
    """Every claim in reading order, as marks: those of the texts, and the rows of the catalogue where they are placed."""
    texts = {}
    for (place, _), text in html.items():
        texts.setdefault(place, []).append(text)
    for place in [*ARTICLE_FIELDS, *(block["id"] for block in frozen_blocks)]:
        for text in texts.get(place, ()):
            yield from marks.read_marks(text)[0]
        for block in frozen_blocks:
            if block["id"] == place:
                rows = (claims.get(UUID(key)) for key in carried.claim_ids(block))
                yield from (_mark_of_row(row, place) for row in rows if row)


def _mark_of_row(claim, place):
    cited = [c.source.survivor.citekey for c in claim.citations.all()]
    mark = marks.Mark(claim.pk, list(dict.fromkeys(cited)), claim.section, [claim.text], [claim.context])
    mark.place = place
    return mark


def _load_claims(article, frozen_blocks):
    rows_carried = [key for block in frozen_blocks for key in carried.claim_ids(block)]
    verdicts = Prefetch("verdicts", Verdict.objects.select_related("invitation"))
    citations = judged.with_judged(Citation.objects.filter(present=True)).prefetch_related(verdicts)
    citations = citations.annotate(disputed=disputed())
    appraisals = Prefetch("appraisals", Appraisal.objects.select_related("invitation"))
    placed = Claim.objects.of(article) | Claim.objects.filter(pk__in=rows_carried)
    rows = placed.present().prefetch_related(appraisals, Prefetch("citations", citations))
    return {claim.pk: claim for claim in rows}


def _contributor(c):
    return {"name": c.name, "slug": c.slug, "credentials": c.credentials, "interests": c.interests}


def _block(block, html):
    place = f"{block._meta.model_name}-{block.pk}"
    frozen = {"id": place, "type": block._meta.model_name}
    for field in block._meta.concrete_fields:
        if field.attname in {"id", "parent_id", "region", "ordering"}:
            continue
        value = html.get((place, field.attname), getattr(block, field.attname))
        if isinstance(value, FieldFile):
            frozen |= {field.attname: value.name, f"{field.attname}_digest": figures.digest_of(value.name)}
        else:
            frozen[field.attname] = value
    if isinstance(block, CATALOGUE_BLOCKS):
        shown = {name: frozen[name] for name in ("id", "type", "title")}
        return shown | carried.freeze_block(block)
    return frozen


def _claim(number, mark, claim, sources, people):
    """A marked span as content; `claim` is None if its row is missing, which the checks say."""
    rows = {c.source_id: c for c in claim.citations.all()} if claim else {}
    named = dict.fromkeys(sources[key].pk for key in mark.citekeys if key in sources)
    citations = [rows[pk] for pk in named if pk in rows]
    states = tuple(_citation_state(c) for c in citations)
    appraisal = list(claim.appraisals.all())[-1:] if claim else []
    frozen = {
        "id": mark.id,
        "number": number,
        "anchor": f"c-{mark.id.hex[:12]}",
        "text": mark.text,
        "known": claim is not None,
        "voice": claim.voice if claim else "own",
        "reported_by": claim.reported_by if claim else "",
        "kind": claim.kind if claim else "",
        "place": mark.place or (claim.place if claim else ""),
        "section": claim.section if claim else "",
        "question": claim.question if claim else "",
        "no_evidence_because": claim.no_evidence_because if claim else "",
        "missing": [key for key in mark.citekeys if key not in sources or sources[key].pk not in rows],
        "citations": [_citation(c, s, claim.context, people) for c, s in zip(citations, states, strict=True)],
        "certainty": _certainty(appraisal[0], claim, people) if appraisal else None,
    }
    if claim and claim.heads:
        frozen["heads"] = claim.heads
    frozen["status"] = claim_status(claim_state(frozen, {})).value
    return frozen


def _citation_state(citation):
    retracted = citation.source.survivor.status == "retracted"
    fresh = citation.is_fresh
    last = list(citation.verdicts.all())[-1:]
    by_notice = (
        bool(last) and not fresh and canonical.differs_only_in_notices(last[0].judged, judged.judged_today(citation))
    )
    return CitationState(citation.stance, citation.outcome, fresh, retracted, by_notice)


def _citation(citation, state, context, people):
    verdict = list(citation.verdicts.all())[-1:]
    return ({"disputed": True} if citation.disputed else {}) | {
        "id": citation.pk,
        "source": citation.source.survivor.citekey,
        "stance": citation.stance,
        "digest": citation.digest,
        "passages": [
            {"locator": p.locator, "quote": p.quote, "finding": p.finding, "basis": p.basis}
            for p in citation.passages.all()
        ],
        "verdict": _verdict(verdict[0], state, context, people) if verdict else None,
    }


def _verdict(verdict, state, context, people):
    person = _who(verdict.reviewer_id, verdict.invitation_id)
    people["users"][str(person)] = _name(verdict.reviewer_name, verdict.invitation)
    besides = {"way": verdict.way} if verdict.way else {}
    if state.fresh and verdict.context and _differ(verdict.context, context):
        besides["context_changed"] = True
    return besides | {
        "number": verdict.number,
        "outcome": verdict.outcome,
        "mismatches": verdict.mismatches,
        "note": verdict.note,
        "reviewer": person,
        "at": verdict.at,
        "read": verdict.read,
        "fresh": state.fresh,
        "stale_by_notice_only": state.stale_by_notice_only,
        "digest": verdict.digest,
    }


def _who(person_id, invitation_id):
    return person_id or f"invitation-{invitation_id}"


def _name(name, invitation):
    """As pages show it: readers do not know an expert from outside, so what they are stands beside their name."""
    return f"{name}, {invitation.credentials}" if invitation else name


def _differ(one, other):
    return canonical.canonical_text(one) != canonical.canonical_text(other)


def _certainty(appraisal, claim, people):
    person = _who(appraisal.person_id, appraisal.invitation_id)
    people["users"][str(person)] = _name(appraisal.person_name, appraisal.invitation)
    return {
        "level": appraisal.level,
        "direction": appraisal.direction,
        "reasons": appraisal.reasons,
        "note": appraisal.note,
        "receipts": appraisal.receipts,
        "person": person,
        "at": appraisal.at,
        "independent": appraisal.independent,
        "fresh": appraisal.judged_digest == judged.appraised_digest(claim),
    }


def _source(source, number, newest):
    newer = {"newer": newest.citekey} if newest else {}
    return newer | {
        "number": number,
        "citekey": source.citekey,
        "csl": bibliography.csl_of(source),
        "design": source.design,
        "sample_size": source.sample_size,
        "sample_note": source.sample_note,
        "population": source.population,
        "funding": source.funding,
        "interests": source.interests,
        "identifiers": {
            name: getattr(source, name)
            for name in ("doi", "pmid", "pmcid", "isbn", "arxiv", "url")
            if getattr(source, name)
        },
        "not_findable_because": source.not_findable_because,
        "version_label": source.version_label,
        "status": source.status,
        "notices": [_notice(n) for n in source.notices.all() if n.lifted_at is None],
    }


def _notice(notice):
    """The exact type is named where it is known, so that a draft without one stays what its edition says."""
    frozen = {name: getattr(notice, name) for name in ("kind", "published_on", "doi", "url", "note")}
    return {**frozen, "type": notice.type} if notice.type else frozen
