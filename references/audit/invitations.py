"""Ask an outside expert by a link: invite, open, declare interests, revoke. The expert answers by `verdicts` and `appraisals`.

The link is all that an expert has, and all that they need. Its key is shown once and never stored: the record keeps a
digest, by which it is found. A key of 32 random bytes cannot be guessed, so that a lookup tells nothing by its time.
"""

import hashlib
import re
import secrets
from datetime import timedelta

from django.db import transaction

from references import canonical, permits
from references.models import Citation, Claim, EvidenceEdit, Invitation, Verdict
from references.models.evidence_edit import EditedPart

DAYS = 14
MOST_DAYS = 60
MOST_CLAIMS = 50
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class CannotInvite(ValueError):
    """Says what is missing for an invitation. `field` is where it was typed."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


class LinkClosed(Exception):
    """Says why this link takes no answers (any more)."""


class InterestsMissing(Exception):
    """The expert has not said what could sway them."""


@transaction.atomic
def invite(*, claims, name, credentials, by, now, days=DAYS, message="", id=None):
    """Invite an expert to judge what these claims rest on. Returns (invitation, key of the link); the key is kept nowhere.

    id: of the form that was sent, so that sending it twice invites once. Raises NotPermitted, CannotInvite.
    """
    permits.require(by, "references.add_invitation")
    name, credentials, message = (canonical.storable(text).strip() for text in (name, credentials, message))
    keys = {c.pk for c in claims}
    if not name or not credentials:
        raise CannotInvite("Give the expert's name and credentials; readers see both beside each answer.", "name")
    for field, text, most in (("name", name, 200), ("credentials", credentials, 300), ("message", message, 4_000)):
        if len(text) > most:
            raise CannotInvite(f"At most {most:,} characters fit here; this has {len(text):,}.", field)
    if not 1 <= days <= MOST_DAYS:
        raise CannotInvite(f"The link can work for 1 to {MOST_DAYS} days.", "days")
    if not 1 <= len(keys) <= MOST_CLAIMS:
        raise CannotInvite(f"Choose between one and {MOST_CLAIMS} claims.", "claims")
    if Claim.objects.present().filter(pk__in=keys).count() < len(keys):
        raise CannotInvite("A chosen claim left the text meanwhile. Choose again.", "claims")
    if EvidenceEdit.objects.filter(claim__in=keys, person=by, part=EditedPart.WORDING).exists():
        raise CannotInvite(
            "You worded one of these claims, so somebody else must choose who is asked about it.", "claims"
        )
    if id is not None and Invitation.objects.filter(pk=id).exists():
        raise CannotInvite(
            "This invitation was made already, and its link is shown only once. If it was lost, revoke it and invite again."
        )
    key = secrets.token_urlsafe(32)
    invitation = Invitation(
        key_digest=_digest(key),
        name=name,
        credentials=credentials,
        message=message,
        invited_by=by,
        invited_at=now,
        expires_at=now + timedelta(days=days),
    )
    if id is not None:
        invitation.pk = id
    invitation.save(force_insert=True)
    invitation.claims.set(keys)
    return invitation, key


def found_by(key):
    """The invitation whose link has this key, or None. What cannot be a key costs no query."""
    if not _KEY.fullmatch(key):
        return None
    return Invitation.objects.select_related("invited_by").filter(key_digest=_digest(key)).first()


def _digest(key):
    return hashlib.sha256(key.encode()).hexdigest()


def why_closed(invitation, now):
    """Why this link takes no answers, in a sentence for the expert; "" while it does."""
    if invitation.revoked_at is not None:
        return "This invitation was withdrawn, so it takes no answers any more. What you answered before stays."
    if invitation.expires_at <= now:
        return (
            f"This invitation ended on {invitation.expires_at:%-d %B %Y}, so it takes no answers any more. "
            "What you answered before stays."
        )
    return ""


def require_open(invitation, claim, now):
    """Hold the invitation and raise LinkClosed unless its link works and is about `claim`; returns it as it stands."""
    standing = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if why := why_closed(standing, now):
        raise LinkClosed(why)
    if not standing.claims.filter(pk=claim.pk).exists():
        raise LinkClosed("This invitation is not about this sentence.")
    if not standing.interests:
        raise InterestsMissing("Say first what could sway you: money, products, posts, convictions. Or say “none”.")
    return standing


@transaction.atomic
def open_link(*, invitation, now):
    """Keep when the expert first opened the link."""
    if invitation.opened_at is None:
        Invitation.objects.open(now).filter(pk=invitation.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def declare_interests(*, invitation, interests, now):
    """Keep what the expert states with the first answer. What was declared stays as it was."""
    standing = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if why := why_closed(standing, now):
        raise LinkClosed(why)
    stated = canonical.storable(interests).strip()
    if stated and not standing.interests:
        standing.interests = stated
        standing.save(update_fields=["interests"])
    return standing


@transaction.atomic
def revoke(*, invitation, by, now):
    """Let the link work no more. Answers that were given stay."""
    permits.require(by, "references.change_invitation")
    standing = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if standing.revoked_at is None:
        standing.revoked_at, standing.revoked_by = now, by
        standing.save(update_fields=["revoked_at", "revoked_by"])
    return standing


def asked_about(invitation):
    """The citations that the expert is asked about: those in the text today of the named claims."""
    return Citation.objects.present().filter(claim__in=invitation.claims.all())


def answered(invitations):
    """{invitation id: (citations answered, citations asked about)}. Two queries for any number of them."""
    asked, given = {}, {}
    keys = [i.pk for i in invitations]
    rows = Citation.objects.present().filter(claim__invitations__in=keys)
    for invitation, citation in rows.order_by().values_list("claim__invitations", "pk"):
        asked.setdefault(invitation, set()).add(citation)
    rows = Verdict.objects.filter(invitation__in=keys).order_by()
    for invitation, citation in rows.values_list("invitation", "citation"):
        given.setdefault(invitation, set()).add(citation)
    return {key: (len(given.get(key, set()) & asked.get(key, set())), len(asked.get(key, ()))) for key in keys}
