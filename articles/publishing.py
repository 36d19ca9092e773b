"""Publish, withdraw, suppress: the only writer of editions.

Each act locks the article first. Publishing freezes, checks and stores exactly what was checked, in one transaction.
"""

from dataclasses import replace

from django.db import transaction

from references import canonical, permits
from references.models import Citation, Claim, Source
from references.status import Assurance
from supplements import freezing
from supplements.models import Form

from . import carried, check_requests, checks, figures, impact, live_checks, promises, rendering, snapshot, working
from .models import Edition, EditionContent, PublishedCitation, PublishedForm, PublishedPart, Suppression
from .models.edition import ChangeKind

PUBLISH = "articles.publish_article"
IN_EMERGENCY = "articles.publish_in_emergency"
WITHDRAW = "articles.withdraw_article"
SUPPRESS = "articles.suppress_edition"


class PublishRefused(Exception):
    """Why an edition was not made, in a sentence for the person who asked."""


class NotPublishable(PublishRefused):
    """Findings block. `findings` lists all of them, warnings too."""

    def __init__(self, findings):
        self.findings = findings
        count = len(checks.blocking(findings))
        super().__init__(f"{count} finding{'s block' if count != 1 else ' blocks'} publishing.")


class DraftChanged(PublishRefused):
    """The draft, or the edition before it, is no longer what was previewed."""


class NothingNew(PublishRefused):
    """The draft is what readers see already."""


class FourEyes(PublishRefused):
    """The publisher would be the only one who worked on the draft."""


class NoWayBack(PublishRefused):
    """A checked article cannot become not yet checked again."""


class NoEmergency(PublishRefused):
    """Nothing that an emergency would lift stands in the way, or no reason is given."""


def edition_digest(edition):
    """The digest of an edition over what it says, who published it, and the edition before it."""
    emergency = {"emergency": edition.emergency_because} if edition.emergency_because else {}
    return canonical.digest(
        canonical.canonical_json(
            emergency
            | {
                "schema": snapshot.SCHEMA,
                "article": edition.article_id,
                "number": edition.number,
                "previous": edition.previous,
                "at": edition.published_at,
                "by": edition.published_by_id,
                "by_name": edition.by_name,
                "note": edition.note,
                "assurance": edition.assurance,
                "kind": edition.kind,
                "content": edition.content_digest,
            }
        )
    )


def last_edition(article):
    return article.editions.order_by("-number").first()


def preview_token(frozen, last):
    """What a publisher has seen: this draft, after this edition."""
    return canonical.digest(f"{frozen.digest} {last.digest if last else ''}")


def who_could_publish(article):
    """People who may publish and did not work on the draft alone, as a queryset."""
    return permits.holders(PUBLISH).exclude(pk__in=only_worker(article))


def only_worker(article):
    """The one person who worked on the draft since the last edition, as a list; empty if none or several did."""
    workers = list(working.saves_since_last_edition(article))
    return workers if len(workers) == 1 else []


@transaction.atomic
def publish(*, article, by, now, token, note="", assurance=Assurance.CHECKED, kind=ChangeKind.MAJOR):
    """Freeze the draft as the next edition and make it the live one.

    token: `preview_token` of what `by` previewed. Raises a PublishRefused that says why, or NotPermitted.
    """
    permits.require(by, PUBLISH)
    return _publish(article, by, now, token, note, assurance, kind)


@transaction.atomic
def publish_in_emergency(
    *, article, by, now, token, because, note="", assurance=Assurance.CHECKED, kind=ChangeKind.MAJOR
):
    """Publish before the second pair of eyes: readers are told so, and why, until somebody else has approved it.

    Lifts four eyes, the missing approval, citations that nobody judged for today's wording, and rules that the team may
    weigh. Never what `checks` calls fixed beside. Raises a PublishRefused that says why, or NotPermitted.
    """
    permits.require(by, PUBLISH)
    permits.require(by, IN_EMERGENCY)
    because = canonical.storable(because).strip()
    if not because:
        raise NoEmergency("Say why this cannot wait; readers will read it.")
    return _publish(article, by, now, token, note, assurance, kind, because)


def _publish(article, by, now, token, note, assurance, kind, because=""):
    article = carried.lock(article)
    last = last_edition(article)
    frozen = snapshot.freeze(article)
    _refuse_what_was_not_previewed(frozen, last, token)
    asked = {"last": last, "now": now, "assurance": assurance, "note": note, "emergency": bool(because)}
    request = check_requests.for_next(frozen.content, **asked)
    findings = checks.run(frozen.content, request)
    frozen = frozen.settled(findings)
    _refuse_the_way_back(last, request)
    _refuse_nothing_new(article, frozen, last, request)
    _refuse_who_may_not(article, by, frozen, request)
    if checks.blocking(findings):
        raise NotPublishable(findings)
    edition = _write_edition(article, frozen, last, request, by, now, ChangeKind(kind), because)
    _make_live(article, edition, frozen)
    promises.keep(edition=edition, content=frozen.content, last=last)
    live_checks.write(article=article, edition=edition, findings=findings, now=now)
    return edition


def refusals(*, article, by, frozen, last, request):
    """Every reason besides findings why `by` could not publish this now; the Publish box says them beforehand."""
    for refuse in (
        lambda: _refuse_the_way_back(last, request),
        lambda: _refuse_nothing_new(article, frozen, last, request),
        lambda: _refuse_who_may_not(article, by, frozen, request),
    ):
        try:
            refuse()
        except PublishRefused as refused:
            yield refused


def _refuse_what_was_not_previewed(frozen, last, token):
    if token != preview_token(frozen, last):
        raise DraftChanged("The draft or its evidence changed since you looked at it. Look at it again, then publish.")


def _refuse_the_way_back(last, request):
    if request.assurance == Assurance.NOT_YET_CHECKED and last and last.assurance == Assurance.CHECKED:
        raise NoWayBack("This article was published as checked. It cannot become “not yet checked” again.")


def _refuse_nothing_new(article, frozen, last, request):
    live = last is not None and article.live_edition_id == last.pk
    if live and last.content_digest == frozen.digest and last.assurance == request.assurance:
        raise NothingNew(f"Nothing changed since edition {last.number}.")


def _refuse_who_may_not(article, by, frozen, request):
    """Four eyes; in an emergency, that there is one: readers need no banner for what could be published as usual."""
    if not request.emergency:
        _require_four_eyes(article, by)
    elif only_worker(article) != [by.pk]:
        as_usual = checks.run(frozen.content, replace(request, emergency=False))
        if not checks.blocking(as_usual):
            raise NoEmergency("Nothing stands in the way that an emergency would lift. Publish it as usual.")


def _require_four_eyes(article, by):
    if only_worker(article) == [by.pk]:
        names = ", ".join(p.get_full_name() or p.get_username() for p in who_could_publish(article)[:5])
        could = (
            f"These people can publish it: {names}." if names else "Nobody else may publish yet; ask for a publisher."
        )
        raise FourEyes(f"You alone worked on this draft, so someone else must publish it. {could}")


def _write_edition(article, frozen, last, request, by, now, kind, because):
    edited_at = [
        at for edits in working.edits_of(article) for at in edits.order_by("-at").values_list("at", flat=True)[:1]
    ]
    now = max([now, *edited_at])
    edition = Edition(
        article=article,
        number=request.number,
        published_at=now,
        published_by=by,
        by_name=(by.get_full_name() or by.get_username())[:200],
        assurance=request.assurance,
        kind=kind,
        note=request.note,
        emergency_because=because,
        content_digest=frozen.digest,
        previous=last.digest if last else "",
    )
    edition.digest = edition_digest(edition)
    edition.save(force_insert=True)
    EditionContent.objects.create(edition=edition, content=frozen.text)
    rendering.store(edition, frozen.content, frozen.people)
    PublishedCitation.objects.bulk_create(_published(edition, frozen.content))
    _list_parts(edition, frozen.content)
    return edition


def _list_parts(edition, content):
    """Write down which parts of the catalogue, and which forms, the edition shows."""
    parts, forms = {}, set()
    for block in content["blocks"]:
        if not (substance := block.get("substance")):
            continue
        for part in freezing.parts_of(block["part"]) if "part" in block else ("comparison",):
            parts[substance["id"], part] = substance["slug"]
        forms |= {(substance["id"], form["slug"]) for form in block.get("forms", ())}
    rows = [PublishedPart(edition=edition, substance_id=pk, part=part, slug=slug) for (pk, part), slug in parts.items()]
    PublishedPart.objects.bulk_create(rows)
    known = Form.objects.filter(substance__in={pk for pk, _ in forms}, slug__in={slug for _, slug in forms})
    shown = [form for form in known if (str(form.substance_id), form.slug) in forms]
    PublishedForm.objects.bulk_create(PublishedForm(edition=edition, form=form) for form in shown)


def _published(edition, content):
    sources = Source.objects.resolve({s["citekey"] for s in content["sources"]})
    for claim in content["claims"]:
        for citation in claim["citations"]:
            yield PublishedCitation(
                edition=edition,
                claim_id=claim["id"],
                source=sources[citation["source"]],
                stance=citation["stance"],
                outcome=(citation["verdict"] or {}).get("outcome", ""),
                digest=citation["digest"],
            )
        if not claim["citations"]:
            yield PublishedCitation(edition=edition, claim_id=claim["id"], digest="")


def _make_live(article, edition, frozen):
    article.live_edition = edition
    article.withdrawn_at = article.withdrawn_by = None
    article.withdrawn_because = ""
    article.save(update_fields=["live_edition", "withdrawn_at", "withdrawn_by", "withdrawn_because"])
    _set_live(article, frozen.content["claims"])
    impact.refresh_alerts(article)


def _set_live(article, frozen_claims):
    """Say of each claim and citation of `article` whether readers see it: those of `frozen_claims`."""
    claims = [c["id"] for c in frozen_claims]
    citations = [c["id"] for claim in frozen_claims for c in claim["citations"]]
    of_article = Claim.objects.of(article)
    _mark_live(of_article, claims)
    _mark_live(Citation.objects.filter(claim__in=of_article), citations)
    _set_carried_live(article)


def _set_carried_live(article):
    """The same for rows of the catalogue that an edition of `article` ever carried: other articles may carry them too.

    What is live is compared here and not in one statement: PostgreSQL, before it has counted its rows for the first time,
    answers two subqueries for each row by walking the tables, and ran into the time limit at 94 claims.
    """
    carrying = PublishedPart.objects.filter(edition__article=article).order_by().values("edition")
    ever = PublishedCitation.objects.filter(edition__in=carrying).exclude(claim__in=Claim.objects.of(article))
    carried_ever = set(ever.order_by().values_list("claim", flat=True))
    live = PublishedCitation.objects.filter(claim__in=carried_ever, edition__live_article__isnull=False)
    seen, cited = set(), set()
    for claim, source, winner in live.order_by().values_list("claim", "source", "source__merged_into"):
        seen.add(claim)
        cited |= {(claim, source), (claim, winner)}
    citations = Citation.objects.filter(claim__in=carried_ever)
    standing = citations.order_by().values_list("pk", "claim", "source")
    _mark_live(Claim.objects.filter(pk__in=carried_ever), seen)
    _mark_live(citations, {pk for pk, claim, source in standing if (claim, source) in cited})


def _mark_live(rows, ids):
    """Readers see those of `rows` with these ids, and no other."""
    rows.filter(is_live=True).exclude(pk__in=ids).update(is_live=False)
    rows.filter(pk__in=ids, is_live=False).update(is_live=True)


@transaction.atomic
def withdraw(*, article, by, now, because):
    """Take the live edition from readers; its page says so and why, and its editions stay."""
    permits.require(by, WITHDRAW)
    return _withdraw(article, by, now, because)


def _withdraw(article, by, now, because):
    if not because.strip():
        raise PublishRefused("Say why the article is withdrawn; readers will read it.")
    article = carried.lock(article)
    if article.live_edition_id is None:
        raise PublishRefused("This article is not live, so there is nothing to withdraw.")
    article.live_edition = None
    article.withdrawn_at, article.withdrawn_by, article.withdrawn_because = now, by, because.strip()
    article.reader_alerts = []
    article.save(update_fields=["live_edition", "withdrawn_at", "withdrawn_by", "withdrawn_because", "reader_alerts"])
    _set_live(article, [])
    article.live_findings.all().delete()
    return article


@transaction.atomic
def suppress(*, edition, by, now, what, legal_basis):
    """Remove the body of an edition that must not stay public; a tombstone stays, and the chain still verifies.

    A live edition is withdrawn first.
    """
    permits.require(by, SUPPRESS)
    if not (what.strip() and legal_basis.strip()):
        raise PublishRefused("Say what has to go and on which legal basis.")
    article = edition.article.lock()
    if not EditionContent.objects.filter(edition=edition).exists():
        raise PublishRefused("The body of this edition is gone already.")
    if article.live_edition_id == edition.pk:
        _withdraw(article, by, now, "Its text had to be removed for legal reasons.")
    suppression = Suppression.objects.create(
        edition=edition, what=what.strip(), legal_basis=legal_basis.strip(), by=by, at=now
    )
    rendering.forget(edition)
    images = figures.images_in(EditionContent.objects.get(edition=edition).content)
    EditionContent.objects.filter(edition=edition).delete()
    transaction.on_commit(lambda: figures.remove_unused(images))
    return suppression
