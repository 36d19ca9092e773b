"""What hangs on a source, besides its citations, goes to the record that it is merged into."""

from references.models import (
    Attachment,
    Notice,
    NoticeWitness,
    Passage,
    SearchReceipt,
    Source,
    SourceCheck,
    SourceLink,
)


class TwistedVersions(Exception):
    """The two are linked as versions, with others between them."""


def move_all(journal, winner, loser):
    """Passages, notices with their witnesses, files, receipts, checks, tags, collections and versions.

    What the winner has already stays with the loser, where nobody looks.
    """
    for model in (Passage, SearchReceipt):
        _move(journal, model, winner, loser)
    _move_notices(journal, winner, loser)
    _move(journal, Attachment, winner, loser, but_once="sha256")
    _move(journal, SourceCheck, winner, loser, but_once="feed")
    _move_link(journal, winner, loser)
    for through, other in ((Source.collections.through, "collection_id"), (Source.tags.through, "tag_id")):
        _move(journal, through, winner, loser, but_once=other)
    _move_candidates(journal, winner, loser)
    _move_versions(journal, winner, loser)


def _move(journal, model, winner, loser, but_once=""):
    rows = model.objects.filter(source=loser)
    if but_once:
        rows = rows.exclude(**{f"{but_once}__in": model.objects.filter(source=winner).values(but_once)})
    journal.change(model, rows.values_list("pk", flat=True), "source", loser.pk, winner.pk)


def _move_notices(journal, winner, loser):
    """One event is one notice: where both records have it, the winner's gets the witnesses of the other."""
    ours = list(winner.notices.prefetch_related("witnesses"))
    moving = []
    for notice in loser.notices.prefetch_related("witnesses"):
        if twin := next((n for n in ours if are_one(n, notice)), None):
            have = {(w.asserted_by, w.seen_in) for w in twin.witnesses.all()}
            new = [w.pk for w in notice.witnesses.all() if (w.asserted_by, w.seen_in) not in have]
            journal.change(NoticeWitness, new, "notice", notice.pk, twin.pk)
        else:
            moving.append(notice.pk)
    journal.change(Notice, moving, "source", loser.pk, winner.pk)


def are_one(a, b):
    """Whether two notices tell of the same event, and both stand or neither does.

    Known by kind and own identifier; without identifiers they must say the same.
    """
    if a.kind != b.kind or bool(a.lifted_at) != bool(b.lifted_at) or (a.type and b.type and a.type != b.type):
        return False
    if a.doi and b.doi:
        return a.doi.lower() == b.doi.lower()
    if a.pmid and b.pmid:
        return a.pmid == b.pmid
    return all(getattr(a, name) == getattr(b, name) for name in ("doi", "pmid", "url", "published_on", "note"))


def _move_link(journal, winner, loser):
    """What is known of a web address goes along with the address."""
    link = SourceLink.objects.filter(source=loser, url=winner.url).first()
    if link and not SourceLink.objects.filter(source=winner).exists():
        journal.change(SourceLink, [link.pk], "source", loser.pk, winner.pk)


def _move_candidates(journal, winner, loser):
    """Where the loser may be the work that a text describes, the winner may be it."""
    rows = Source.candidates.through.objects
    settled = rows.filter(to_source=winner).values("from_source")
    moving = rows.filter(to_source=loser).exclude(from_source=winner).exclude(from_source__in=settled)
    journal.change(Source.candidates.through, moving.values_list("pk", flat=True), "to_source", loser.pk, winner.pk)


def _move_versions(journal, winner, loser):
    """The winner stands between the older and the newer versions of both; it is no version of itself."""
    older = loser.supersedes.exclude(pk=winner.pk).values_list("pk", flat=True)
    journal.change(Source, older, "superseded_by", loser.pk, winner.pk)
    newer = loser.superseded_by_id if loser.superseded_by_id != winner.pk else None
    if winner.superseded_by_id == loser.pk or (newer and not winner.superseded_by_id):
        journal.change(Source, [winner.pk], "superseded_by", winner.superseded_by_id, newer)
    if loser.family_id and not winner.family_id:
        journal.change(Source, [winner.pk], "family", None, loser.family_id)


def refuse_twisted(winner, loser):
    """Raise TwistedVersions where merging would make a source a version of itself. Ask before anything is merged."""
    if loser in line_of(winner)[1:] or winner in line_of(loser)[1:]:
        raise TwistedVersions(
            f"“{winner.citekey}” and “{loser.citekey}” are linked as versions, with another one between them. "
            "Unlink them first if they are the same work."
        )


def line_of(source):
    """The versions that follow `source`, the next one first; follows merges. One query for each."""
    line = []
    while source.superseded_by_id and (following := source.superseded_by.survivor) not in line:
        line.append(source := following)
    return line
