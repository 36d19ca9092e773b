"""What a person says of two sources that look alike, besides merging them or linking them as versions."""

from django.db import transaction

from references import filling
from references.models import LookAlike
from references.models.duplicate import Decision

from .finding import digest_of
from .likeness import alike
from .locking import Gone, with_both
from .sketch import sketch


class NotDecidable(Exception):
    """Says why nothing can be decided of these two."""


def keep_apart(one, other, *, by, now):
    """They are different works: not offered again unless one of both records changes. Raises NotDecidable."""

    def act(one, other, documents):
        for source in (one, other):
            if source.merged_into_id:
                raise NotDecidable(f"“{source.citekey}” was merged into “{source.survivor.citekey}” meanwhile.")
        first, second = sorted([one, other], key=lambda source: source.pk)
        details = [filling.details_of(source) for source in (first, second)]
        found = alike(*details)
        LookAlike.objects.update_or_create(
            first=first,
            second=second,
            defaults={
                "digest": digest_of(*map(sketch, details)),
                "decision": Decision.APART,
                "decided_at": now,
                "decided_by": by,
            },
            create_defaults={
                "score": found.score if found else 0,
                "reasons": list(found.reasons) if found else [],
                "digest": digest_of(*map(sketch, details)),
                "found_at": now,
                "decision": Decision.APART,
                "decided_at": now,
                "decided_by": by,
            },
        )

    try:
        with_both(one, other, act)
    except Gone as error:
        raise NotDecidable(str(error)) from error


@transaction.atomic
def offer_again(pair):
    """Take back what was said of a pair that was kept apart."""
    LookAlike.objects.filter(pk=pair.pk, decision=Decision.APART).update(
        decision=Decision.OPEN, decided_at=None, decided_by=None
    )
