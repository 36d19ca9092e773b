"""Make one source of two, and undo it.

The record that goes keeps its row and its citekey, with `merged_into`; everything that hangs on it moves. Published
citations stay as they are and are read through `merged_into`. What moved is written down row by row, so that undoing
puts each back where nobody has changed it since.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from references.independence import after_verdicts
from references.judged import refresh_digests, refresh_without_source
from references.models import Citation, Claim, LookAlike, Notice, Source, SourceMerge
from references.models.duplicate import Decision
from references.notices import refresh_status

from . import both_cited, moving, taking
from .journal import Journal
from .locking import Gone, citations_of, drafts_citing, with_both


class NotMergeable(Exception):
    """Says why these two cannot become one."""


class NotUndoable(Exception):
    """Says why this merge stands."""


def merge(*, winner, loser, by, now, take=()):
    """Let `winner` stand for both; `take` names the units (see `units.UNITS`) that come from the loser.

    Where one claim cites both, the judged citation stays: fresh before stale before none, a negative verdict before
    another, then the winner's. Returns the SourceMerge. Raises NotMergeable with a sentence; then nothing is changed.
    """
    if winner.pk == loser.pk:
        raise NotMergeable("This is one and the same record.")

    def act(winner, loser, documents):
        _refuse_merged(winner, loser)
        moving.refuse_twisted(winner, loser)
        return _merge(winner, loser, documents, by=by, now=now, take=take)

    try:
        return with_both(winner, loser, act)
    except ValidationError as error:
        raise NotMergeable(" ".join(error.messages)) from error
    except (Gone, taking.CannotTake, moving.TwistedVersions) as error:
        raise NotMergeable(str(error)) from error


def undo(merge, *, by, now):
    """Take a merge back; returns sentences about what stays as it is now, because it came or changed since.

    Raises NotUndoable with a sentence; then nothing is changed.
    """

    def act(winner, loser, documents):
        return _undo(_standing(merge, winner), winner, loser, documents, by=by, now=now)

    try:
        return with_both(merge.winner, merge.loser, act)
    except (Gone, taking.CannotTake) as error:
        raise NotUndoable(str(error)) from error
    except IntegrityError as error:
        raise NotUndoable(
            "Something that was added since stands in the way of undoing this merge. Nothing was changed."
        ) from error


def _refuse_merged(*sources):
    for source in sources:
        if source.merged_into_id:
            raise NotMergeable(
                f"“{source.citekey}” was merged into “{source.survivor.citekey}” already. Look at what stands now."
            )


def _merge(winner, loser, documents, *, by, now, take):
    now = after_verdicts(citations_of(winner, loser), now)
    journal = Journal()
    journal.change(Source, [loser.pk], "merged_into", None, winner.pk)
    # one step from any former record to the one that stands, however many merges lie between
    journal.change(Source, loser.merged_sources.values_list("pk", flat=True), "merged_into", loser.pk, winner.pk)
    loser.merged_into = winner
    taken = taking.take(winner, loser, take)
    touched = drafts_citing(loser, *([winner] if taken else []))
    pairs, added = both_cited.move(journal, winner, loser, by=by, now=now)
    moving.move_all(journal, winner, loser)
    written = SourceMerge.objects.create(winner=winner, loser=loser, at=now, by=by, moved={})
    written.moved = {
        "fields": taken,
        "rows": journal.entries,
        "pairs": pairs,
        "added_passages": added,
        "look_alikes": _decide(winner, loser, by, now),
    }
    written.save(update_fields=["moved"])
    taking.note(winner, taken, origin="merge", by=by, now=now)
    _tell([winner], documents, touched, by=by, now=now, act="merge")
    return written


def _standing(merge, winner):
    merge = SourceMerge.objects.select_related("undone_by").get(pk=merge.pk)
    if merge.undone_at:
        name = merge.undone_by.get_full_name() or merge.undone_by.get_username()
        raise NotUndoable(f"{name} undid this merge already.")
    if winner.merged_into_id:
        raise NotUndoable(
            f"“{winner.citekey}” was itself merged into “{winner.survivor.citekey}” since. Undo that merge first."
        )
    later = SourceMerge.objects.filter(winner=winner, undone_at=None, pk__gt=merge.pk).select_related("loser")
    for other in later.order_by("-pk"):
        if merge.moved["fields"].keys() & other.moved["fields"].keys():
            raise NotUndoable(
                f"“{other.loser.citekey}” was merged into “{winner.citekey}” since, and the same fields were taken over "
                "from it. Undo that merge first."
            )
    return merge


def _undo(merge, winner, loser, documents, *, by, now):
    moved, journal = merge.moved, Journal(merge.moved["rows"])
    now = after_verdicts(citations_of(winner, loser), now)
    stays = [f"“{label}” was changed since and stays." for label in taking.give_back(winner, loser, moved["fields"])]
    stays += _came_since(merge, journal)
    journal.put_back()
    if gone := both_cited.bring_back(moved["pairs"], moved["added_passages"], by=by, now=now):
        stays.append(f"{_many(gone, 'citation')} that the text dropped since did not come back.")
    both_cited.settle_passages(winner, loser)
    LookAlike.objects.filter(pk__in=moved["look_alikes"], decision=Decision.MERGED).update(
        decision=Decision.OPEN, decided_at=None, decided_by=None
    )
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    taking.note(winner, moved["fields"], origin="merge undone", by=by, now=now, back=True)
    touched = drafts_citing(loser, *([winner] if moved["fields"] else []))
    _tell(Source.objects.filter(pk__in=[winner.pk, loser.pk]), documents, touched, by=by, now=now, act="merge undone")
    return stays


def _came_since(merge, journal):
    """Sentences about what was written on the record that stands since the merge: nobody knows whose it is."""
    winner, loser = merge.winner, merge.loser
    citations = Citation.objects.filter(source=winner, present=True).exclude(pk__in=journal.ids(Citation, "source"))
    if made := citations.filter(edits__part="source", edits__at__gt=merge.at).distinct().count():
        yield (
            f"{_many(made, 'citation')} made since the merge stay{'s' if made == 1 else ''} with “{winner.citekey}”. "
            f"Where the text names “{loser.citekey}”, save the article once more."
        )
    if told := Notice.objects.filter(source=winner, recorded_at__gt=merge.at).count():
        yield (
            f"{_many(told, 'notice')} recorded since the merge stay{'s' if told == 1 else ''} with “{winner.citekey}”. "
            f"See whether “{loser.citekey}” is concerned too."
        )


def _many(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def _decide(winner, loser, by, now):
    """The pair in the work list is settled; the keys of what was open."""
    first, second = sorted([winner.pk, loser.pk])
    found = LookAlike.objects.filter(first=first, second=second, decision=Decision.OPEN)
    keys = list(found.values_list("pk", flat=True))
    found.update(decision=Decision.MERGED, decided_at=now, decided_by=by)
    return keys


def _tell(sources, documents, touched, *, by, now, act):
    """What follows for statuses, verdicts, readers and drafts."""
    for source in sources:
        refresh_status(source)
    refresh_digests(citations_of(*sources))
    refresh_without_source(Claim.objects.filter(citations__in=citations_of(*sources)))
    for document in documents:
        document.evidence_changed()
    for document in touched:
        document.record_work(by=by, now=now, act=act)
