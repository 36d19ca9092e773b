"""Two records of one work become one, and can be parted again."""

import json
from uuid import uuid4

import pytest

from articles import snapshot
from articles.models import DraftEdit
from references import renaming
from references.audit.verdicts import undo_verdict
from references.canonical import differs_only_in_notices
from references.corrections import change_passage
from references.duplicates import merging
from references.duplicates.merging import NotMergeable, NotUndoable
from references.holders import holder_of
from references.independence import own_changes
from references.judged import judged_today
from references.models import (
    Attachment,
    Citation,
    CitationPassage,
    Collection,
    LookAlike,
    NoticeWitness,
    SearchReceipt,
    Source,
    SourceChange,
    SourceCheck,
    SourceLink,
    SourceMerge,
    Tag,
)
from references.models.source import SourceStatus
from references.notices import lift_notice, record_notice
from references.outcomes import Outcome, Stance
from references.record import breaks
from tests import builders
from tests.builders import NOW, later

from . import rows

pytestmark = pytest.mark.django_db


def merged(winner, loser, *, by=None, now=None, take=()):
    done = merging.merge(winner=winner, loser=loser, by=by or builders.editor(), now=now or later(10), take=take)
    winner.refresh_from_db()
    loser.refresh_from_db()
    return done


def two_articles():
    """(winner's citation, loser's citation), each judged, each the only one of its article."""
    (_, ours), (_, theirs) = builders.cited_article(), builders.cited_article()
    builders.judge(ours)
    builders.judge(theirs)
    return Citation.objects.get(pk=ours.pk), Citation.objects.get(pk=theirs.pk)


def one_claim_citing_both(winner=None, loser=None, stances=(Stance.SUPPORTS, Stance.SUPPORTS), by=None):
    """(the winner's citation, the loser's) of one claim, each with a passage of its own."""
    winner, loser, claim = winner or builders.source(), loser or builders.source(), uuid4()
    builders.article(
        f"<p>{builders.mark('Pain fell by 2 points.', winner.citekey, loser.citekey, id=claim)}</p>",
        by=by or builders.editor(),
        said=builders.said(
            claim, sources={winner.citekey: (stances[0], "Pain fell."), loser.citekey: (stances[1], "Pain fell by 2.")}
        ),
    )
    return Citation.objects.get(claim=claim, source=winner), Citation.objects.get(claim=claim, source=loser)


def fresh(citation):
    citation.refresh_from_db()
    return citation


# ---- citations and verdicts


def test_citations_go_to_the_winner_and_their_verdicts_stay_fresh():
    ours, theirs = two_articles()
    merged(ours.source, theirs.source)
    assert fresh(theirs).source == ours.source
    assert theirs.present and theirs.is_fresh and theirs.outcome == Outcome.SUPPORTED
    assert fresh(ours).is_fresh
    assert {p.source_id for p in theirs.passages.all()} == {ours.source_id}
    assert list(breaks()) == []


def test_the_draft_goes_on_naming_the_loser_and_means_the_winner():
    ours, theirs = two_articles()
    winner, loser = ours.source, theirs.source
    merged(winner, loser)
    content = snapshot.freeze(theirs.claim.document).content
    assert [s["citekey"] for s in content["sources"]] == [winner.citekey]
    assert [c["source"] for c in content["claims"][0]["citations"]] == [winner.citekey]
    assert content["claims"][0]["missing"] == []
    assert content["claims"][0]["status"] == "matches"


def test_a_draft_saved_after_the_merge_keeps_its_citation_and_verdict():
    ours, theirs = two_articles()
    merged(ours.source, theirs.source)
    article = theirs.claim.document
    builders.rewrite(
        article, article.articles_text_set.get().text + "<p>More.</p>", by=builders.editor(), now=later(20)
    )
    assert fresh(theirs).present and theirs.is_fresh
    assert Citation.objects.filter(claim=theirs.claim).count() == 1


@pytest.mark.parametrize(
    ("ours_judged", "theirs_judged", "stays"),
    [
        (None, None, "ours"),
        (None, Outcome.SUPPORTED, "theirs"),
        (Outcome.SUPPORTED, None, "ours"),
        (Outcome.SUPPORTED, Outcome.SUPPORTED, "theirs"),  # the later one
        (Outcome.NOT_REACHED, Outcome.PARTLY, "theirs"),
        (Outcome.PARTLY, Outcome.NOT_REACHED, "ours"),
        (Outcome.CONTRADICTED, Outcome.SUPPORTED, "ours"),
        (Outcome.SUPPORTED, Outcome.NOT_ADDRESSED, "theirs"),
    ],
)
def test_where_one_claim_cites_both_the_judged_citation_stays(ours_judged, theirs_judged, stays):
    ours, theirs = one_claim_citing_both()
    for citation, outcome, at in ((ours, ours_judged, later(2)), (theirs, theirs_judged, later(3))):
        if outcome:
            builders.judge(citation, outcome, now=at)
    winner = ours.source
    merged(winner, theirs.source)
    kept, dropped = (ours, theirs) if stays == "ours" else (theirs, ours)
    assert fresh(kept).present and not fresh(dropped).present
    assert kept.source == dropped.source == winner
    assert kept.outcome == ({"ours": ours_judged, "theirs": theirs_judged}[stays] or "")
    assert kept.is_fresh is bool(kept.outcome)
    assert list(breaks()) == []


def test_a_fresh_verdict_beats_a_stale_one_even_if_that_was_negative():
    ours, theirs = one_claim_citing_both()
    builders.judge(ours, Outcome.CONTRADICTED, now=later(2))
    builders.judge(theirs, now=later(2))
    passage = ours.passages.get()
    passage.finding = "Pain rose."
    change_passage(passage, by=builders.editor(), now=later(3))
    merged(ours.source, theirs.source)
    assert fresh(theirs).present and not fresh(ours).present


def test_an_undone_verdict_counts_as_none():
    ours, theirs = one_claim_citing_both()
    reviewer = builders.reviewer()
    builders.judge(ours, by=reviewer, now=later(2))
    undo_verdict(citation=fresh(ours), by=reviewer, now=later(3))
    builders.judge(theirs, now=later(2))
    merged(ours.source, theirs.source)
    assert fresh(theirs).present


def test_the_judged_citation_keeps_its_own_passages_only():
    ours, theirs = one_claim_citing_both()
    builders.judge(ours)
    merged(ours.source, theirs.source)
    assert [p.finding for p in ours.passages.all()] == ["Pain fell."]
    assert fresh(ours).is_fresh


def test_an_unjudged_citation_rests_on_the_passages_of_both():
    ours, theirs = one_claim_citing_both()
    merged(ours.source, theirs.source)
    assert sorted(p.finding for p in ours.passages.all()) == ["Pain fell by 2.", "Pain fell."]
    assert list(breaks()) == []


def test_who_chose_the_passages_of_either_may_not_judge_the_citation_that_has_both():
    writer, merger = builders.person("Editor", "Reviewer"), builders.person("Editor", "Reviewer")
    ours, theirs = one_claim_citing_both(by=writer)
    merged(ours.source, theirs.source, by=merger)
    assert own_changes(ours, merger) == {"passages"}
    assert "passages" in own_changes(ours, writer)


def test_a_merge_is_no_edit_so_who_merges_may_still_judge():
    merger = builders.person("Editor", "Reviewer")
    _, ours = builders.cited_article()
    _, theirs = builders.cited_article()
    merged(ours.source, theirs.source, by=merger)
    assert own_changes(theirs, merger) == set()
    builders.judge(theirs, by=merger, now=later(20))
    assert fresh(theirs).is_fresh


def test_a_merge_counts_as_work_on_the_drafts_that_it_changes_and_on_no_other():
    merger = builders.editor()
    (_, ours), (_, theirs) = builders.cited_article(), builders.cited_article()
    merged(ours.source, theirs.source, by=merger)
    assert [e.article for e in DraftEdit.objects.filter(person=merger)] == [theirs.claim.document]
    (_, ours), (_, theirs) = builders.cited_article(), builders.cited_article()
    theirs.source.pages = "7-9"
    theirs.source.save()
    merged(ours.source, theirs.source, by=merger, take=["pages"], now=later(20))
    edited = {e.article_id for e in DraftEdit.objects.filter(person=merger, at__gte=later(20))}
    assert edited == {ours.claim.document.pk, theirs.claim.document.pk}


# ---- notices


def test_notices_of_both_stand_at_the_winner_and_verdicts_given_without_them_go_stale():
    ours, theirs = two_articles()
    winner, loser = ours.source, theirs.source
    notice = record_notice(source=loser, kind="correction", by=builders.editor(), now=later(3), note="Table 2.")
    builders.judge(theirs, now=later(4))
    merged(winner, loser)
    assert [n.pk for n in winner.notices.all()] == [notice.pk]
    assert winner.status == SourceStatus.CORRECTED
    assert fresh(theirs).is_fresh
    assert not fresh(ours).is_fresh
    last = ours.verdicts.last()
    assert differs_only_in_notices(last.judged, judged_today(ours))
    assert list(breaks()) == []


def test_the_same_notice_of_both_is_one_with_the_witnesses_of_both():
    ours, theirs = two_articles()
    said = {"type": "retraction", "published_on": NOW.date(), "note": "Data were made up.", "by": builders.editor()}
    one = record_notice(source=ours.source, doi="10.1000/retraction.1", now=later(3), **said)
    two = record_notice(source=theirs.source, doi="10.1000/RETRACTION.1", now=later(3), **said)
    seen = {"first_seen_at": NOW, "last_seen_at": NOW}
    NoticeWitness.objects.create(notice=one, asserted_by="publisher", seen_in="crossref", **seen)
    NoticeWitness.objects.create(notice=two, asserted_by="publisher", seen_in="crossref", **seen)
    NoticeWitness.objects.create(notice=two, asserted_by="pubmed", seen_in="pubmed", **seen)
    for citation in (ours, theirs):
        builders.judge(citation, Outcome.SUPPORTED, now=later(4))
    merged(ours.source, theirs.source)
    assert [n.pk for n in ours.source.notices.all()] == [one.pk]
    assert {w.asserted_by for w in one.witnesses.all()} == {"publisher", "pubmed"}
    assert fresh(ours).is_fresh and fresh(theirs).is_fresh


def test_a_notice_lifted_at_the_winner_still_stands_if_it_stands_at_the_loser():
    winner, loser = builders.source(), builders.source()
    said = {"kind": "retraction", "doi": "10.1000/r", "by": builders.editor()}
    lifted = record_notice(source=winner, now=later(1), **said)
    lift_notice(lifted, by=builders.editor(), now=later(2), because="Another paper.")
    record_notice(source=loser, now=later(1), **said)
    merged(winner, loser)
    assert winner.status == SourceStatus.RETRACTED


def test_a_notice_about_a_merged_record_stands_at_the_one_that_stands():
    winner, loser = builders.source(), builders.source()
    merged(winner, loser)
    notice = record_notice(
        source=Source.objects.get(pk=loser.pk), kind="retraction", by=builders.editor(), now=later(20)
    )
    assert notice.source == winner
    winner.refresh_from_db()
    assert winner.status == SourceStatus.RETRACTED


def test_a_notice_that_was_read_before_the_merge_is_lifted_where_it_stands_now():
    winner, loser = builders.source(), builders.source()
    notice = record_notice(source=loser, kind="retraction", by=builders.editor(), now=later(1))
    merged(winner, loser)
    lift_notice(notice, by=builders.editor(), now=later(20), because="Another paper.")
    winner.refresh_from_db()
    assert winner.status != SourceStatus.RETRACTED
    assert winner.notices.get().lifted_because == "Another paper."


# ---- what else hangs on a source


def test_files_receipts_checks_tags_and_collections_go_along_and_none_stands_twice():
    winner, loser, editor = builders.source(), builders.source(), builders.editor()
    shared, own = Tag.objects.create(name="sleep"), Tag.objects.create(name="cramps")
    shelf = Collection.objects.create(name="Magnesium")
    winner.tags.add(shared)
    loser.tags.add(shared, own)
    loser.collections.add(shelf)
    SearchReceipt.objects.create(source=loser, place="PubMed", looked_for="x", at=NOW.date(), by=editor)
    for source, names in ((winner, ["a"]), (loser, ["a", "b"])):
        for name in names:
            Attachment.objects.create(
                source=source,
                name=name,
                path=f"{source.pk}{name}",
                size=1,
                sha256=name * 64,
                added_at=NOW,
                added_by=editor,
            )
    SourceCheck.objects.create(source=winner, feed="crossref", outcome="clear", tried_at=NOW)
    SourceCheck.objects.create(source=loser, feed="crossref", outcome="clear", tried_at=NOW)
    SourceCheck.objects.create(source=loser, feed="pubmed", outcome="failed", tried_at=NOW)
    merged(winner, loser)
    assert {t.name for t in winner.tags.all()} == {"sleep", "cramps"}
    assert [c.name for c in winner.collections.all()] == ["Magnesium"]
    assert winner.receipts.count() == 1
    assert sorted(a.name for a in winner.attachments.all()) == ["a", "b"]
    assert {c.feed for c in winner.checks.all()} == {"crossref", "pubmed"}


def test_what_is_known_of_a_web_address_goes_along_with_the_address():
    winner, loser = builders.source(), builders.source(url="https://example.org/page")
    SourceLink.objects.create(source=loser, url=loser.url, state="dead")
    merged(winner, loser, take=["url"])
    assert winner.link.state == "dead"


def test_older_and_newer_versions_of_both_are_those_of_the_winner():
    older, newer, loser, winner = (builders.source() for _ in range(4))
    Source.objects.filter(pk=older.pk).update(superseded_by=loser)
    Source.objects.filter(pk=loser.pk).update(superseded_by=newer)
    merged(winner, loser)
    older.refresh_from_db()
    assert older.superseded_by == winner and winner.superseded_by == newer


def test_two_versions_that_turn_out_to_be_one_work_are_no_versions_any_more():
    older, newer = builders.source(), builders.source()
    Source.objects.filter(pk=older.pk).update(superseded_by=newer)
    older.refresh_from_db()
    merged(older, newer)
    assert older.superseded_by is None


def test_versions_with_another_one_between_them_are_not_merged():
    first, second, third = (builders.source() for _ in range(3))
    Source.objects.filter(pk=first.pk).update(superseded_by=second)
    Source.objects.filter(pk=second.pk).update(superseded_by=third)
    with pytest.raises(NotMergeable, match="with another one between them"):
        merged(Source.objects.get(pk=first.pk), third)


def test_where_the_loser_may_be_the_work_that_a_text_describes_the_winner_may_be_it():
    described, winner, loser = (builders.source() for _ in range(3))
    described.candidates.add(loser)
    merged(winner, loser)
    assert list(described.candidates.all()) == [winner]


# ---- fields


def test_nothing_is_taken_over_unless_a_person_says_so():
    winner, loser = builders.source(pages=""), builders.source(pages="7-9", title="Another title")
    merged(winner, loser)
    assert winner.pages == "" and winner.title != "Another title"


def test_taken_fields_come_with_their_origin_and_leave_a_trace():
    winner = builders.source()
    loser = builders.source(title="The right title", origins={"title": ["crossref", "2026-01-01T00:00:00Z"]})
    before = winner.title
    by = builders.editor()
    merged(winner, loser, take=["title"], by=by)
    assert winner.title == "The right title"
    assert winner.origins["title"][0] == "crossref"
    change = SourceChange.objects.get(source=winner)
    assert (change.origin, change.by) == ("merge", by)
    assert change.changes == {"title": [before, "The right title"]}


def test_identifiers_change_places_so_that_both_lead_to_the_winner():
    winner, loser = builders.source(doi="10.1000/a", pmid=""), builders.source(doi="10.1000/b", pmid="32956536")
    merged(winner, loser, take=["doi", "pmid"])
    assert (winner.doi, winner.pmid) == ("10.1000/b", "32956536")
    assert (loser.doi, loser.pmid) == ("10.1000/a", "")
    for field, value in (("doi", "10.1000/A"), ("doi", "10.1000/b"), ("pmid", "32956536")):
        assert holder_of(field, value) == winner


def test_an_identifier_that_is_not_taken_leads_to_the_winner_too():
    winner, loser = builders.source(), builders.source(pmid="32956536")
    merged(winner, loser)
    assert holder_of("pmid", "32956536") == winner


def test_an_address_that_belongs_to_a_third_source_is_not_taken_over():
    third = builders.source(pmid="23853635")
    winner = builders.source()
    loser = builders.source(url="https://pubmed.ncbi.nlm.nih.gov/23853635/")
    with pytest.raises(NotMergeable, match=f"belongs to “{third.citekey}”"):
        merged(winner, loser, take=["url"])
    loser.refresh_from_db()
    assert loser.merged_into is None
    assert not SourceMerge.objects.exists()


def test_a_winner_that_nobody_could_find_is_refused():
    winner, loser = builders.source(doi="", url="https://example.org/a"), builders.source(url="")
    with pytest.raises(NotMergeable, match="Give an identifier or a URL"):
        merged(winner, loser, take=["url"])


# ---- names


def test_the_losers_citekey_and_its_former_ones_lead_to_the_winner():
    winner, loser = builders.source("kept2012"), builders.source("gone2012")
    loser = renaming.rename(loser, "gone2012a")
    merged(winner, loser)
    keys = ["gone2012", "gone2012a", "kept2012"]
    assert Source.objects.resolve(keys) == dict.fromkeys(keys, winner)
    renaming.rename(winner, "kept2012b")
    assert set(Source.objects.resolve([*keys, "kept2012b"]).values()) == {winner}
    with pytest.raises(renaming.CitekeyTaken):
        renaming.rename(winner, "gone2012a")


def test_a_chain_of_merges_leads_to_its_end_in_one_step():
    first, second, third = (builders.source() for _ in range(3))
    _, citation = builders.cited_article()
    merged(second, citation.source)
    merged(third, second)
    merged(first, third)
    assert fresh(citation).source == first
    assert set(Source.objects.exclude(pk=first.pk).values_list("merged_into", flat=True)) == {first.pk}
    second.refresh_from_db()
    assert second.survivor == first


def test_what_was_merged_already_is_not_merged_again():
    winner, loser, third = (builders.source() for _ in range(3))
    merged(winner, loser)
    for pair in (
        {"winner": third, "loser": loser},
        {"winner": loser, "loser": third},
        {"winner": winner, "loser": loser},
    ):
        with pytest.raises(NotMergeable, match=f"“{loser.citekey}” was merged into “{winner.citekey}” already"):
            merged(**pair)
    with pytest.raises(NotMergeable, match="one and the same"):
        merged(winner, winner)


def test_the_pair_in_the_work_list_is_settled():
    winner, loser, by = builders.source(), builders.source(), builders.editor()
    pair = LookAlike.objects.create(first=winner, second=loser, score=97, digest="x", found_at=NOW)
    done = merged(winner, loser, by=by)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == ("merged", by)
    merging.undo(done, by=by, now=later(20))
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == ("", None)


# ---- undo


def everything_at_once():
    """(winner, loser) with everything that can hang on them, cited alone and together, judged and not."""
    ours, theirs = two_articles()
    winner, loser, editor = ours.source, theirs.source, builders.editor()
    one_claim_citing_both(winner, loser)
    judged_here, _ = one_claim_citing_both(winner, loser)
    _, judged_there = one_claim_citing_both(winner, loser, stances=(Stance.SUPPORTS, Stance.CONTRADICTS))
    builders.judge(judged_here, now=later(3))
    builders.judge(judged_there, Outcome.CONTRADICTED, now=later(3))
    record_notice(source=winner, type="erratum", doi="10.1/e", by=editor, now=later(4))
    twin = record_notice(source=loser, type="erratum", doi="10.1/E", by=editor, now=later(4))
    NoticeWitness.objects.create(
        notice=twin, asserted_by="pubmed", seen_in="pubmed", first_seen_at=NOW, last_seen_at=NOW
    )
    record_notice(source=loser, type="retraction", doi="10.1/r", by=editor, now=later(4))
    tag = Tag.objects.create(name="sleep")
    winner.tags.add(tag)
    loser.tags.add(tag, Tag.objects.create(name="cramps"))
    loser.collections.add(Collection.objects.create(name="Magnesium"))
    SearchReceipt.objects.create(source=loser, place="PubMed", looked_for="x", at=NOW.date(), by=editor)
    SourceCheck.objects.create(source=loser, feed="pubmed", outcome="failed", tried_at=NOW)
    older, newer = builders.source(), builders.source()
    Source.objects.filter(pk=older.pk).update(superseded_by=loser)
    Source.objects.filter(pk=loser.pk).update(superseded_by=newer, pmid="32956536", url="https://example.org/x")
    merging.merge(winner=loser, loser=builders.source(), by=editor, now=later(5))
    LookAlike.objects.create(first=winner, second=loser, score=97, digest="x", found_at=NOW)
    return Source.objects.get(pk=winner.pk), Source.objects.get(pk=loser.pk)


def test_undoing_puts_everything_back_as_it_was():
    winner, loser = everything_at_once()
    before = rows.of_the_library()
    done = merged(winner, loser, take=["title", "authors", "date", "doi", "pmid", "url", "people"])
    assert rows.of_the_library() != before
    assert list(breaks()) == []
    assert merging.undo(done, by=builders.editor(), now=later(20)) == []
    assert rows.of_the_library() == before
    assert list(breaks()) == []


def test_an_undone_merge_says_who_and_when_and_is_not_undone_twice():
    done = merged(builders.source(), builders.source())
    by = builders.editor(first_name="Emi", last_name="Sato")
    merging.undo(done, by=by, now=later(20))
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at) == (by, later(20))
    with pytest.raises(NotUndoable, match="Emi Sato undid this merge already"):
        merging.undo(done, by=by, now=later(21))


def test_the_same_two_can_be_merged_again_after_an_undo():
    winner, loser = builders.source(), builders.source()
    merging.undo(merged(winner, loser), by=builders.editor(), now=later(20))
    merged(loser, winner, now=later(30))
    assert winner.merged_into == loser


def test_a_merge_below_another_one_is_undone_last():
    first, second, third = (builders.source() for _ in range(3))
    inner = merged(second, third)
    outer = merged(first, second)
    with pytest.raises(NotUndoable, match=f"“{second.citekey}” was itself merged into “{first.citekey}” since"):
        merging.undo(inner, by=builders.editor(), now=later(20))
    merging.undo(outer, by=builders.editor(), now=later(21))
    assert Source.objects.get(pk=third.pk).merged_into == second
    merging.undo(inner, by=builders.editor(), now=later(22))
    assert Source.objects.get(pk=third.pk).merged_into is None


def test_of_two_merges_that_took_the_same_field_the_later_one_is_undone_first():
    winner, first, second = (builders.source() for _ in range(3))
    dois = winner.doi, first.doi, second.doi
    before = merged(winner, first, take=["doi"])
    after = merged(winner, second, take=["doi", "title"])
    with pytest.raises(NotUndoable, match=f"“{second.citekey}” was merged into “{winner.citekey}” since"):
        merging.undo(before, by=builders.editor(), now=later(20))
    for merge in (after, before):
        assert merging.undo(merge, by=builders.editor(), now=later(21)) == []
    assert tuple(Source.objects.get(pk=s.pk).doi for s in (winner, first, second)) == dois


def test_a_field_that_somebody_changed_since_stays_and_is_named():
    winner, loser = builders.source(title="Ours"), builders.source(title="Theirs", pages="7")
    done = merged(winner, loser, take=["title", "pages"])
    winner.title = "Corrected by hand"
    winner.save()
    assert merging.undo(done, by=builders.editor(), now=later(20)) == ["“Title” was changed since and stays."]
    winner.refresh_from_db()
    assert (winner.title, winner.pages) == ("Corrected by hand", "")


def test_an_identifier_that_a_third_source_has_by_now_refuses_the_undo():
    winner, loser = builders.source(doi="10.1000/a"), builders.source(doi="10.1000/b")
    done = merged(winner, loser, take=["doi"])
    Source.objects.filter(pk=winner.pk).update(doi="10.1000/c")
    builders.source(doi="10.1000/b")
    with pytest.raises(NotUndoable, match=f"“{loser.citekey}” would be left without an identifier"):
        merging.undo(done, by=builders.editor(), now=later(20))
    assert Source.objects.get(pk=loser.pk).merged_into == winner


def test_verdicts_given_since_stay_and_stay_fresh():
    ours, theirs = one_claim_citing_both()
    loser = theirs.source
    done = merged(ours.source, loser)
    builders.judge(fresh(ours), now=later(15))
    assert merging.undo(done, by=builders.editor(), now=later(20)) == []
    assert fresh(ours).is_fresh
    # it was judged with the passages of both, so it keeps the words of both
    assert sorted(p.finding for p in ours.passages.all()) == ["Pain fell by 2.", "Pain fell."]
    assert fresh(theirs).present and theirs.source == loser
    assert_passages_are_their_own()
    assert list(breaks()) == []


def assert_passages_are_their_own():
    links = CitationPassage.objects.values_list("citation__source", "passage__source")
    assert all(of_citation == of_passage for of_citation, of_passage in links)


def test_what_was_written_since_stays_with_the_winner_and_is_told():
    winner, loser = builders.source(), builders.source()
    done = merged(winner, loser)
    claim = uuid4()
    builders.article(f"<p>{builders.mark('It rose.', loser.citekey, id=claim)}</p>", now=later(12))
    record_notice(source=winner, kind="correction", by=builders.editor(), now=later(13))
    said = merging.undo(done, by=builders.editor(), now=later(20))
    assert said[0].startswith(f"1 citation made since the merge stays with “{winner.citekey}”.")
    assert said[1].startswith("1 notice recorded since the merge stays")
    assert Citation.objects.get(claim=claim).source == winner


def test_a_citation_that_the_text_dropped_since_does_not_come_back():
    ours, theirs = one_claim_citing_both()
    done = merged(ours.source, theirs.source)
    builders.rewrite(ours.claim.document, "<p>Nothing.</p>", by=builders.editor(), now=later(15))
    claim = ours.claim
    text = builders.mark("Pain fell by 2 points.", id=claim.pk)
    builders.rewrite(claim.document, f"<p>{text}</p>", by=builders.editor(), now=later(16))
    said = merging.undo(done, by=builders.editor(), now=later(20))
    assert said == ["1 citation that the text dropped since did not come back."]
    assert not Citation.objects.filter(claim=claim, present=True).exists()


def test_a_merge_says_what_moved_as_plain_data():
    winner, loser = everything_at_once()
    done = merged(winner, loser, take=["title", "date"])
    assert json.loads(json.dumps(done.moved)) == SourceMerge.objects.get(pk=done.pk).moved
