"""Let a finding stand, or take that back: the only writer of waivers.

Who waives is a second pair of eyes, as who judges is: superusers are no exception.
"""

from datetime import timedelta

from django.db import transaction

from references.canonical import storable
from references.independence import NotIndependent, require_independence, wrote_the_sentence
from references.models import Citation
from references.permits import require

from . import publishing
from .checks import RULES
from .looking import look
from .models import Waiver

PERMISSION = "articles.add_waiver"
LONGEST = 2_000


class WaiverRefused(Exception):
    """Why the finding was not let stand, or the waiver not taken back, in a sentence."""


class NotThere(WaiverRefused):
    """What the waiver would be about is gone."""


class NotTheirs(WaiverRefused):
    """This person may not be the second pair of eyes here."""


@transaction.atomic
def waive(*, article, code, about, because, by, now):
    """Let the finding of rule `code` about `about` stand in the draft. Readers see who did it, and the reason.

    It falls by itself when what it is about changes. Raises a WaiverRefused, or NotPermitted.
    """
    require(by, PERMISSION)
    article = article.lock()
    because = _reason(because, "Say why this finding may stand; readers see the reason.")
    finding = found_in(article, now=now).get((code, about))
    if finding is None:
        raise NotThere("This finding is no longer there: what it was about was changed or put right meanwhile.")
    refuse_who_may_not(article, finding, by)
    if finding.waived:
        raise WaiverRefused("Somebody let this finding stand already.")
    about = {"code": code, "about": about, "claim_id": finding.claim or None, "finding": finding.message}
    return _write(article, about, because=because, by=by, now=now)


@transaction.atomic
def take_back(*, article, code, about, because, by, now):
    """End the waiver of that finding: it counts again. Raises a WaiverRefused, or NotPermitted."""
    require(by, PERMISSION)
    article = article.lock()
    because = _reason(because, "Say why the waiver is taken back; it goes on record.")
    standing = standing_waiver(article, code, about)
    if standing is None:
        raise NotThere("No waiver of this finding stands, so there is nothing to take back.")
    about = {"code": code, "about": about, "claim_id": standing.claim_id, "finding": standing.finding}
    return _write(article, about, because=because, by=by, now=now, taken_back=True)


def found_in(article, *, now):
    """{(code, about): finding} of the draft, as the gate would find them today."""
    return {(f.code, f.about): f for f in look(article, now=now).findings}


def standing_waiver(article, code, about):
    """The waiver of that finding which nobody took back, or None."""
    newest = article.waivers.filter(code=code, about=about).order_by("at", "pk").last()
    return newest if newest and not newest.taken_back else None


def refuse_who_may_not(article, finding, by):
    """Raise NotTheirs where nobody may let it stand, or not this person."""
    if not may_be_waived(finding.code):
        raise NotTheirs("This rule is fixed: nobody can let its findings stand. Mend what it found.")
    if finding.claim and wrote_the_sentence(finding.claim, by):
        raise NotTheirs("You worded this sentence, so somebody else must say whether the finding may stand.")
    if finding.citation:
        try:
            require_independence(Citation.objects.select_related("claim").get(pk=finding.citation), by)
        except NotIndependent as why:
            raise NotTheirs(str(why)) from why
    if not finding.claim and publishing.only_worker(article) == [by.pk]:
        raise NotTheirs("You alone worked on this draft, so somebody else must say whether the finding may stand.")


def may_be_waived(code):
    return code in RULES and not RULES[code].fixed


def _reason(because, missing):
    because = storable(because).strip()
    if not because:
        raise WaiverRefused(missing)
    if len(because) > LONGEST:
        raise WaiverRefused(f"At most {LONGEST:,} characters fit here; this has {len(because):,}. Shorten it.")
    return because


def _write(article, about, *, because, by, now, taken_back=False):
    last = article.waivers.order_by("at").values_list("at", flat=True).last()
    # the newest row counts, and a request may have waited for the lock since it took the time
    now = max(now, last + timedelta(microseconds=1)) if last else now
    name = (by.get_full_name() or by.get_username())[:200]
    return Waiver.objects.create(
        article=article, **about, because=because, taken_back=taken_back, person=by, person_name=name, at=now
    )
