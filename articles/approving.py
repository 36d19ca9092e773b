"""Stand for what an article says: the only writer of approvals.

Who approves is a second pair of eyes; superusers are no exception. An approval is of exactly one text: it is fresh while
`snapshot.approved_digest` says the same.
"""

import json

from django.db import transaction
from django.db.models import Q, Value

from references import canonical, permits
from references.models import Claim, EvidenceEdit
from references.models.evidence_edit import EditedPart
from references.status import Assurance

from . import carried, impact, snapshot, working
from .checks.sign_off import lacks_medical_approval
from .models import Approval, ArticleAuthor, Contributor, Edition, EditionContent
from .models.approval import ApprovalRole, Omission

PERMISSION = "articles.add_approval"
CHANGED = "The text or what it rests on changed while you read. Read it again, then approve it."
WORKED, SUGGESTED = "worked", "suggested"
"""How somebody has a part in a draft."""
LONGEST = {"interests": 2_000, "note": 4_000, "checklist": 500}


class ApprovalRefused(Exception):
    """Why the approval was not recorded, in a sentence for the person who gave it."""


class TextChanged(ApprovalRefused):
    """What was shown is not what would be approved."""


class NotTheirs(ApprovalRefused):
    """This person may not give this approval."""


class Incomplete(ApprovalRefused):
    """Something is missing or does not fit; `field` says where: interests, checklist or note."""

    def __init__(self, field, sentence):
        self.field = field
        super().__init__(sentence)


@transaction.atomic
def approve(*, article, role, by, now, seen_digest, interests, checklist=None, note=""):
    """Record that `by` stands for the draft as it is today, as medical, legal or editorial approver.

    seen_digest: `snapshot.approved_digest` of what was shown. interests: declared for this topic. checklist: {omission:
    THERE, or why it does not apply}; a medical approval names each. Raises an ApprovalRefused, or NotPermitted.
    """
    role = ApprovalRole(role)
    if role == ApprovalRole.AFTERWARDS:
        raise ValueError("An approval afterwards is of an edition.")
    permits.require(by, PERMISSION)
    article = carried.lock(article)
    said = _said(interests, checklist, note, all_of_it=role == ApprovalRole.MEDICAL)
    refuse_who_may_not(article, role, by)
    approved = snapshot.approved_digest(snapshot.freeze(article).content)
    _refuse_what_was_not_shown(approved, seen_digest)
    given = article.approvals.filter(role=role).order_by("-number").first()
    if given and given.person_id == by.pk and given.approved_digest == approved:
        raise ApprovalRefused("You approved exactly this text already.")
    return _write(article, role, approved, said, by, now)


@transaction.atomic
def approve_afterwards(*, edition, by, now, seen_digest, interests, checklist=None, note=""):
    """Record that somebody else stands for an edition that was published in an emergency; readers lose its banner.

    The arguments are those of `approve`, seen_digest is `digest_of_edition`. Where the emergency passed over the medical
    approval, this one stands in for it, and asks for as much. Raises an ApprovalRefused, or NotPermitted.
    """
    permits.require(by, PERMISSION)
    article = edition.article.lock()
    content = _content_of(edition)
    said = _said(interests, checklist, note, all_of_it=stands_in_for_medical(edition, content))
    refuse_who_may_not_afterwards(edition, content, by)
    approved = snapshot.approved_digest(content)
    _refuse_what_was_not_shown(approved, seen_digest)
    if edition.approvals.filter(person=by).exists():
        raise ApprovalRefused("You approved this edition already.")
    approval = _write(article, ApprovalRole.AFTERWARDS, approved, said, by, now, edition)
    impact.refresh_alerts(article)
    return approval


def digest_of_edition(edition):
    """What an approval of this edition is of. Raises ApprovalRefused where its body was removed."""
    return snapshot.approved_digest(_content_of(edition))


def stands_in_for_medical(edition, content):
    """Whether approving this edition afterwards makes up for a medical approval that it lacks."""
    return edition.assurance == Assurance.CHECKED and lacks_medical_approval(content)


# ---- who may


def refuse_who_may_not(article, role, by):
    """Raise NotTheirs, with a sentence that says why, where `by` may not give this approval."""
    if role == ApprovalRole.MEDICAL:
        if article.is_demonstration:
            raise NotTheirs("This is a demonstration: it never claims medical review, so nobody can give it one.")
        _refuse_without_credentials(by)
    _refuse_own_work(article, by)


def refuse_who_may_not_afterwards(edition, content, by):
    """Raise NotTheirs, with a sentence that says why, where `by` may not approve this edition afterwards."""
    if not edition.emergency_because:
        raise NotTheirs("This edition was not published in an emergency, so nothing of it waits for an approval.")
    if edition.published_by_id == by.pk:
        raise NotTheirs("You published this edition, so somebody else must approve it.")
    if workers_on(edition) == {by.pk}:
        raise NotTheirs("You alone worked on this edition, so somebody else must approve it.")
    if stands_in_for_medical(edition, content):
        _refuse_without_credentials(by)
        _refuse_own_work(edition.article, by, until=edition.published_at)


def credentials_of(person):
    """What stands on record as the credentials of `person`, or ""."""
    found = Contributor.objects.filter(user=person).values_list("credentials", flat=True)
    return found[0].strip() if found else ""


def who_could_approve(article, role):
    """People who could give this approval, as a queryset."""
    people = permits.holders(PERMISSION)
    if role == ApprovalRole.MEDICAL:
        people = people.exclude(Q(contributor=None) | Q(contributor__credentials=""))
    authors = ArticleAuthor.objects.filter(article=article, contributor__user__isnull=False)
    people = people.exclude(pk__in=authors.values("contributor__user"))
    for edits in _nobody_stood_for(article):
        people = people.exclude(pk__in=edits.values("person"))
    return people


def workers_on(edition):
    """The ids of those who worked on the draft that became this edition."""
    before = Edition.objects.filter(article=edition.article_id, number=edition.number - 1).first()
    found = set()
    for edits in working.edits_of(edition.article):
        edits = edits.filter(at__lte=edition.published_at)
        edits = edits.filter(at__gt=before.published_at) if before else edits
        found |= set(edits.order_by().values_list("person", flat=True))
    return found


def _refuse_without_credentials(by):
    if not credentials_of(by):
        raise NotTheirs(
            "No medical credentials of yours are on record. An editor can write them into your entry among the "
            "contributors, and an administrator ties that entry to your account."
        )


def _refuse_own_work(article, by, until=None):
    if ArticleAuthor.objects.filter(article=article, contributor__user=by).exists():
        raise NotTheirs("You are an author of this article, so somebody else must approve it.")
    work = [edits.filter(person=by) for edits in _nobody_stood_for(article)]
    work = [edits.filter(at__lte=until) if until else edits for edits in work]
    own = {how for (how,) in work[0].union(*work[1:])}
    if WORKED in own:
        raise NotTheirs("You worked on this draft, and nobody else has stood for that since, so somebody else must.")
    if SUGGESTED in own:
        raise NotTheirs(
            "A wording that you suggested was taken over into this draft, so somebody else must approve it."
        )


def _nobody_stood_for(article):
    """Edits of the draft that no checked edition carries yet, and suggested wordings that were taken over into it.

    One that was published not yet checked, or in an emergency that nobody approved, has not had its second pair of eyes.
    Querysets of WORKED, and a last one of SUGGESTED.
    """
    stood_for = Q(emergency_because="") | Q(approvals__isnull=False)
    editions = article.editions.filter(stood_for, assurance=Assurance.CHECKED)
    last = editions.order_by("-number").first()
    own_and_carried = Claim.objects.of(article) | Claim.objects.filter(carried.claims_carried(article))
    suggestions = EvidenceEdit.objects.filter(
        claim__in=own_and_carried.order_by().values("pk"), part=EditedPart.SUGGESTION
    )
    found = [*((edits, WORKED) for edits in working.edits_of(article)), (suggestions, SUGGESTED)]
    since = {"at__gt": last.published_at} if last else {}
    return [edits.filter(**since).order_by().annotate(how=Value(how)).values_list("how") for edits, how in found]


# ---- what is written


def _said(interests, checklist, note, *, all_of_it):
    said = {
        "interests": _text("interests", interests),
        "checklist": _checked(checklist or {}, all_of_it),
        "note": _text("note", note),
    }
    if not said["interests"]:
        raise Incomplete("interests", "Declare your interests for this topic; write “None” if there are none.")
    return said


def _text(field, text):
    text, most = canonical.storable(text).strip(), LONGEST[field]
    if len(text) > most:
        raise Incomplete(field, f"At most {most:,} characters fit here; this has {len(text):,}. Shorten it.")
    return text


def _checked(checklist, all_of_it):
    said = {Omission(key): _text("checklist", text) for key, text in checklist.items()}
    missing = [omission.label for omission in Omission if not said.get(omission)]
    if all_of_it and missing:
        raise Incomplete("checklist", f"Say whether it is there, or why it does not apply: {'; '.join(missing)}.")
    return {key.value: text for key, text in said.items() if text}


def _content_of(edition):
    content = EditionContent.objects.filter(edition=edition).values_list("content", flat=True).first()
    if content is None:
        raise ApprovalRefused("The text of this edition was removed, so nobody can stand for it.")
    return json.loads(content)


def _refuse_what_was_not_shown(approved, seen_digest):
    if approved != seen_digest:
        raise TextChanged(CHANGED)


def _write(article, role, approved, said, by, now, edition=None):
    last = article.approvals.order_by("-number").first()
    approval = Approval(
        article=article,
        number=last.number + 1 if last else 1,
        role=role,
        edition=edition,
        person=by,
        person_name=(by.get_full_name() or by.get_username())[:200],
        credentials=credentials_of(by),
        at=now,
        approved_digest=approved,
        previous=last.digest if last else "",
        **said,
    )
    approval.digest = approval_digest(approval)
    approval.save(force_insert=True)
    return approval


def approval_digest(approval):
    """The digest of an approval over all of it and the one before it."""
    return canonical.digest(
        canonical.canonical_json(
            {
                "article": approval.article_id,
                "number": approval.number,
                "role": approval.role,
                "edition": approval.edition.digest if approval.edition_id else "",
                "person": approval.person_id,
                "name": approval.person_name,
                "credentials": approval.credentials,
                "interests": approval.interests,
                "checklist": approval.checklist,
                "note": approval.note,
                "at": approval.at,
                "approved": approval.approved_digest,
                "previous": approval.previous,
            }
        )
    )
