"""Looking for notices: what each catalogue says is written down, and a look that failed is never a clean bill."""

import pytest

from references.duplicates import versions
from references.models import Notice, Source
from references.models.source import CheckState, SourceStatus
from references.monitoring import checking, crossref
from references.notices import lift_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

DOI, PMID, NOTICE = "10.1000/paper", "111", "10.1000/notice"


def paper(**extra):
    return builders.source(**{"doi": DOI, "pmid": PMID, **extra})


def healthy(catalogues, doi=DOI, pmid=PMID):
    """The paper stands in all three, and nothing was published about it."""
    catalogues.crossref[doi] = {}
    catalogues.pubmed[pmid] = {"doi": doi}
    catalogues.europepmc[pmid] = {"pmid": pmid, "doi": doi}


def update(type="retraction", doi=NOTICE, source="publisher", on=(2026, 2, 3), **more):
    return {"DOI": doi, "type": type, "label": type, "source": source, "updated": {"date-parts": [list(on)]}, **more}


def check(source, minutes=10):
    summary = checking.check_source(source, now=later(minutes))
    source.refresh_from_db()
    return summary


def outcomes(source):
    return dict(source.checks.values_list("feed", "outcome"))


# ---- a clean bill, and what is none


def test_a_source_that_nobody_speaks_ill_of_is_clear_once_it_was_looked_up(catalogues):
    source = paper()
    assert (source.status, source.check_state) == (SourceStatus.UNKNOWN, CheckState.NEVER)
    healthy(catalogues)
    check(source)
    assert (source.status, source.check_state, source.checked_at) == (SourceStatus.CLEAR, CheckState.CHECKED, later(10))
    assert outcomes(source) == {"crossref": "clear", "pubmed": "clear", "europe-pmc": "clear"}


@pytest.mark.parametrize(
    "how", ["limited", "broken", "busy", "garbage", "error-inside", "empty", "cut", "hang-up", 404]
)
@pytest.mark.parametrize("service", ["crossref", "pubmed"])
def test_a_catalogue_that_cannot_be_asked_gives_no_clean_bill(catalogues, service, how):
    source = paper(pmid=PMID if service == "pubmed" else "", doi="" if service == "pubmed" else DOI)
    healthy(catalogues)
    catalogues.misbehave(service, how)
    catalogues.misbehave("europepmc", how)
    check(source)
    assert (source.status, source.check_state) == (SourceStatus.UNKNOWN, CheckState.FAILED)
    assert (source.checked_at, source.check_tried_at) == (None, later(10))
    assert set(outcomes(source).values()) == {"failed"}
    assert all(c.problem.endswith(".") for c in source.checks.all())


def test_a_notice_of_an_impossible_day_does_not_end_the_round(catalogues):
    source, other = paper(), paper(doi="10.1000/other", pmid="222")
    healthy(catalogues)
    healthy(catalogues, other.doi, other.pmid)
    catalogues.crossref[DOI] = {"updated-by": [update(on=("2026", "2", "9" * 20), source="\ud800publisher")]}
    checking.Round().check([source, other], now=later(10))
    assert source.notices.get().published_on is None
    assert outcomes(other) == {"crossref": "clear", "pubmed": "clear", "europe-pmc": "clear"}


def test_two_notices_turn_out_to_be_one_when_somebody_gives_both_identifiers(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update("erratum")]}
    catalogues.pubmed[PMID] = {"doi": DOI, "comments": [{"type": "ErratumIn", "pmid": "999"}]}
    check(source)
    assert source.notices.standing().count() == 2
    catalogues.pubmed["999"] = {"doi": NOTICE}
    check(source, 60 * 24 * 30)
    check(source, 60 * 24 * 31)
    notice = source.notices.standing().get()
    assert (notice.doi, notice.pmid) == (NOTICE, "999")
    assert {w.seen_in for w in notice.witnesses.all()} >= {"crossref", "pubmed"}
    assert source.notices.get(lifted_at__isnull=False).lifted_because.startswith("It is the same as another notice")


def test_what_an_earlier_look_found_stays_when_a_later_one_fails(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source)
    catalogues.misbehave("crossref", "broken")
    check(source, 20)
    assert (source.status, source.check_state) == (SourceStatus.RETRACTED, CheckState.FAILED)
    assert (source.checked_at, source.check_tried_at) == (later(10), later(20))
    crossref = source.checks.get(feed="crossref")
    assert (crossref.outcome, crossref.notices, crossref.answered_at) == ("failed", 1, later(10))
    catalogues.mend()
    check(source, 30)
    assert (source.check_state, source.checked_at) == (CheckState.CHECKED, later(30))


def test_a_clear_source_stays_clear_when_a_look_fails_and_says_so(catalogues):
    source = paper()
    healthy(catalogues)
    check(source)
    catalogues.misbehave("crossref", "silent")
    check(source, 20)
    assert (source.status, source.check_state, source.checked_at) == (SourceStatus.CLEAR, CheckState.FAILED, later(10))


def test_a_doi_that_crossref_does_not_know_is_not_in_this_catalogue(catalogues):
    source = paper(pmid="")
    check(source)
    assert outcomes(source) == {"crossref": "unknown-there", "europe-pmc": "unknown-there"}
    assert (source.status, source.check_state) == (SourceStatus.UNKNOWN, CheckState.FAILED)


def test_one_catalogue_that_knows_the_work_is_enough_where_the_others_do_not(catalogues):
    source = paper()
    healthy(catalogues)
    del catalogues.crossref[DOI]
    check(source)
    assert (source.status, source.check_state) == (SourceStatus.CLEAR, CheckState.CHECKED)


@pytest.mark.parametrize(("down", "state"), [("europepmc", "checked"), ("pubmed", "checked"), ("crossref", "failed")])
def test_europe_pmc_stands_in_for_pubmed_and_nobody_for_crossref(catalogues, down, state):
    source = paper()
    healthy(catalogues)
    catalogues.misbehave(down, "broken")
    check(source)
    assert source.check_state == state


def test_a_feed_that_named_notices_before_and_names_none_now_has_a_fault(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source)
    catalogues.crossref[DOI] = {}
    check(source, 20)
    assert (source.status, source.check_state) == (SourceStatus.RETRACTED, CheckState.FAILED)
    assert "names none now" in source.checks.get(feed="crossref").problem
    check(source, 30)
    assert outcomes(source)["crossref"] == "failed"


def test_a_feed_that_knew_the_work_before_and_does_not_now_has_a_fault(catalogues):
    source = paper()
    healthy(catalogues)
    check(source)
    del catalogues.crossref[DOI]
    for minutes in (20, 30):
        check(source, minutes)
        assert outcomes(source)["crossref"] == "failed"


def test_a_source_without_identifiers_is_never_checked(catalogues):
    source = builders.source(doi="", url="https://example.org/")
    assert source.pk not in checking.due(since=later(1))
    assert catalogues.requests == []


# ---- notices


def test_a_notice_is_recorded_with_its_date_its_identifier_and_who_says_so(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update("expression_of_concern", **{"record-id": "9"})]}
    summary = check(source)
    notice = source.notices.get()
    assert (notice.kind, notice.type, notice.doi) == ("concern", "expression-of-concern", NOTICE)
    assert (notice.published_on.isoformat(), notice.recorded_at, notice.recorded_by) == ("2026-02-03", later(10), None)
    witness = notice.witnesses.get()
    assert (witness.asserted_by, witness.seen_in, witness.first_seen_at) == ("publisher", "crossref", later(10))
    assert summary.recorded == [notice]
    assert str(summary) == "1 checked, 0 could not be checked, 1 new notice."


def test_a_notice_that_only_names_the_paper_from_its_own_record_is_found(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[NOTICE] = {"update-to": [update("erratum", doi=DOI.upper())]}
    check(source)
    assert [(n.type, n.doi) for n in source.notices.all()] == [("erratum", NOTICE)]


def test_the_same_event_from_five_sides_is_one_notice(catalogues):
    source = paper()
    catalogues.crossref[DOI] = {"updated-by": [update(), update(source="retraction-watch", **{"record-id": "77"})]}
    catalogues.crossref[NOTICE] = {"update-to": [update(doi=DOI)]}
    catalogues.pubmed[PMID] = {
        "doi": DOI,
        "comments": [{"type": "RetractionIn", "pmid": "222", "source": "J. 2026 Feb 3;1"}],
    }
    catalogues.pubmed["222"] = {"doi": NOTICE}
    correction = {"id": "222", "source": "MED", "type": "Retraction in", "reference": "J. 2026"}
    catalogues.europepmc[PMID] = {"pmid": PMID, "commentCorrectionList": {"commentCorrection": correction}}
    check(source)
    notice = source.notices.get()
    assert (notice.doi, notice.pmid) == (NOTICE, "222")
    assert set(notice.witnesses.values_list("asserted_by", "seen_in")) == {
        ("publisher", "crossref"),
        ("retraction-watch", "crossref"),
        ("pubmed", "pubmed"),
        ("europe-pmc", "europe-pmc"),
    }


def test_a_correction_that_pubmed_knows_by_number_only_is_the_one_that_crossref_knows(catalogues):
    source = paper()
    catalogues.crossref[DOI] = {"updated-by": [update("correction", on=(2026, 1, 1))]}
    catalogues.pubmed[PMID] = {
        "doi": DOI,
        "comments": [{"type": "ErratumIn", "pmid": "222", "source": "J. 2026 Mar;1"}],
    }
    catalogues.pubmed["222"] = {"doi": NOTICE}
    catalogues.europepmc[PMID] = {"pmid": PMID}
    check(source)
    assert source.notices.count() == 1


def test_what_pubmed_says_of_the_notice_itself_is_no_notice(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.pubmed[PMID] = {"doi": DOI, "comments": [{"type": "RetractionOf", "pmid": "5"}, {"type": "CommentIn"}]}
    check(source)
    assert source.status == SourceStatus.CLEAR


def test_a_second_look_changes_nothing_but_the_day_it_was_seen(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source)
    assert check(source, 20).recorded == []
    witness = source.notices.get().witnesses.get()
    assert (witness.first_seen_at, witness.last_seen_at) == (later(10), later(20))


def test_a_second_witness_does_not_make_a_verdict_stale(catalogues):
    _, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi=DOI, pmid=PMID)
    source = Source.objects.get(pk=citation.source_id)
    healthy(catalogues)
    comment = {"type": "ErratumIn", "source": "J Trials. 2026 Feb 3;1", "pmid": "222"}
    catalogues.pubmed[PMID] = {"doi": DOI, "comments": [comment]}
    check(source)
    builders.judge(citation, now=later(11))
    catalogues.crossref[DOI] = {"updated-by": [update("correction")]}
    check(source, 20)
    citation.refresh_from_db()
    assert citation.is_fresh
    notice = Notice.objects.get()
    assert (notice.doi, notice.pmid, notice.witnesses.count()) == (NOTICE, "222", 2)


def test_a_notice_without_a_day_gets_it_from_a_later_witness_while_nobody_judged_with_it(catalogues):
    _, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi=DOI, pmid=PMID)
    source = Source.objects.get(pk=citation.source_id)
    healthy(catalogues)
    catalogues.pubmed[PMID] = {"types": ["Retracted Publication"]}
    check(source)
    assert source.notices.get().published_on is None
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source, 20)
    assert source.notices.get().published_on.isoformat() == "2026-02-03"


def test_a_day_that_becomes_known_later_does_not_make_a_verdict_stale(catalogues):
    _, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi=DOI, pmid=PMID)
    source = Source.objects.get(pk=citation.source_id)
    healthy(catalogues)
    catalogues.pubmed[PMID] = {"types": ["Retracted Publication"]}
    check(source)
    builders.judge(citation, now=later(11))
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source, 20)
    citation.refresh_from_db()
    assert citation.is_fresh
    assert [(n.doi, n.published_on) for n in source.notices.all()] == [(NOTICE, None)]


def test_a_notice_that_stands_at_the_works_own_doi_leads_there_until_its_own_is_known(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update(doi=DOI.upper())]}
    check(source)
    notice = source.notices.get()
    assert (notice.doi, notice.url) == ("", f"https://doi.org/{DOI.upper()}")
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source, 20)
    assert [n.doi for n in source.notices.all()] == [NOTICE]


def test_a_list_of_notices_that_is_cut_short_is_no_answer(catalogues, monkeypatch):
    source = paper()
    healthy(catalogues)
    for n in range(2):
        catalogues.crossref[f"{NOTICE}.{n}"] = {"update-to": [update("correction", doi=DOI)]}
    monkeypatch.setattr(crossref, "_MOST_NOTICES", 1)
    check(source)
    assert outcomes(source)["crossref"] == "failed"


def test_a_notice_that_a_person_lifted_is_not_recorded_again(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update()]}
    check(source)
    lift_notice(source.notices.get(), by=builders.editor(), now=later(11), because="It concerns a namesake.")
    check(source, 20)
    assert source.notices.count() == 1
    assert source.status == SourceStatus.CLEAR


def test_what_a_catalogue_gives_for_an_identifier_is_not_believed(catalogues):
    source = paper()
    healthy(catalogues)
    catalogues.crossref[DOI] = {"updated-by": [update(doi="not a doi\x00"), update("erratum", doi="10.1/" + "x" * 400)]}
    check(source)
    assert {(n.kind, n.doi) for n in source.notices.all()} == {("retraction", ""), ("correction", "")}


# ---- newer versions


def test_the_paper_that_followed_a_preprint_is_a_newer_version(catalogues):
    source = paper(pmid="")
    catalogues.crossref[DOI] = {"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/paper.final"}]}}
    check(source)
    assert [(n.kind, n.type, n.doi) for n in source.notices.all()] == [
        ("newer-version", "new-version", "10.1000/paper.final")
    ]


def test_the_newest_version_of_a_cochrane_review_is_found_by_its_number(catalogues):
    review = "10.1002/14651858.CD009402"
    source = paper(doi=f"{review}.pub2", pmid="")
    for doi in (review, f"{review}.pub2", f"{review}.pub3", f"{review}.pub4"):
        catalogues.crossref[doi] = {}
    check(source)
    assert [n.doi for n in source.notices.all()] == [f"{review}.pub4"]
    assert outcomes(source)["doi.org"] == "notices"


def test_the_first_version_of_a_cochrane_review_has_no_number(catalogues):
    review = "10.1002/14651858.CD009402"
    source = paper(doi=review, pmid="")
    catalogues.crossref[review] = {}
    check(source)
    assert source.status == SourceStatus.CLEAR
    catalogues.crossref[f"{review}.pub2"] = {}
    check(source, 60 * 24)
    assert [n.doi for n in source.notices.all()] == [f"{review}.pub2"]


# ---- many


def many(catalogues, count, **extra):
    sources = []
    for n in range(count):
        healthy(catalogues, f"10.1000/many.{n}", f"{1000 + n}")
        sources.append(builders.source(**{"doi": f"10.1000/Many.{n}", "pmid": f"{1000 + n}", **extra}))
    return sources


def test_many_sources_cost_few_questions(catalogues):
    sources = many(catalogues, 60)
    summary = checking.Round().check(sources, now=later(10))
    assert (summary.checked, summary.failed) == (60, 0)
    assert len(catalogues.asked("crossref")) == 4
    assert len(catalogues.asked("pubmed")) == 1
    assert len(catalogues.asked("europepmc")) == 3


def test_a_doi_that_crossref_rejects_does_not_stop_the_rest(catalogues):
    bad, *good = sources = many(catalogues, 3, pmid="")
    catalogues.misbehave("crossref", 400, on="filter=")
    catalogues.misbehave("crossref", "broken", on=f"works/{bad.doi}")
    catalogues.crossref[good[0].doi] = {"updated-by": [update()]}
    checking.Round().check(sources, now=later(10))
    assert [outcomes(s)["crossref"] for s in sources] == ["failed", "notices", "clear"]


def test_a_source_that_was_deleted_meanwhile_does_not_stop_the_rest(catalogues):
    gone, stays = many(catalogues, 2)
    Source.objects.filter(pk=gone.pk).delete()
    summary = checking.Round().check([gone, stays], now=later(10))
    assert (summary.checked, summary.failed) == (1, 0)


def test_a_doi_with_a_comma_is_asked_for_alone(catalogues):
    doi = "10.1000/a,b"
    source = paper(doi=doi, pmid="")
    catalogues.crossref[doi] = {"updated-by": [update()]}
    check(source)
    assert source.status == SourceStatus.RETRACTED


def test_a_feed_that_is_silent_again_and_again_is_left_alone_for_the_round(catalogues):
    sources = many(catalogues, 8)
    catalogues.misbehave("europepmc", "broken")
    this_round = checking.Round()
    for source in sources:
        this_round.check([source], now=later(10))
    assert len(catalogues.asked("europepmc")) <= 3 * 3
    assert (this_round.summary.checked, this_round.summary.failed) == (8, 0)
    assert outcomes(sources[-1])["europe-pmc"] == "failed"


def test_those_that_readers_see_come_first_then_cited_ones_then_the_oldest_look(catalogues):
    _, live, _ = builders.published_article()
    _, draft = builders.cited_article()
    never, old, recent = (builders.source() for _ in range(3))
    Source.objects.filter(pk=old.pk).update(check_tried_at=later(1))
    Source.objects.filter(pk=recent.pk).update(check_tried_at=later(2))
    Source.objects.filter(pk=live.source_id).update(check_tried_at=later(3))
    order = checking.due(since=later(4))
    assert order == [live.source_id, draft.source_id, never.pk, old.pk, recent.pk]
    assert checking.due(since=later(2)) == [draft.source_id, never.pk, old.pk]


def test_a_merged_source_is_not_asked_about(catalogues):
    winner, loser = paper(), builders.source()
    loser.merged_into = winner
    loser.save()
    assert checking.due(since=later(1)) == [winner.pk]


def test_a_look_that_finds_nothing_new_costs_few_queries(catalogues, django_assert_max_num_queries):
    sources = many(catalogues, 12)
    checking.Round().check(sources, now=later(10))
    with django_assert_max_num_queries(30):
        checking.Round().check(Source.objects.prefetch_related("checks"), now=later(20))


# ---- newer versions that are here


def preprint_and_paper(catalogues):
    newer = builders.source(doi="10.1000/paper.final", year=2026)
    healthy(catalogues)
    catalogues.crossref[DOI] = {"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/PAPER.final"}]}}
    return paper(), newer


def test_a_newer_version_that_is_here_is_linked(catalogues):
    older, newer = preprint_and_paper(catalogues)
    check(older)
    assert older.superseded_by == newer
    change = older.changes.get()
    assert (change.origin, change.by) == ("watch", None)


def test_a_draft_that_cites_the_older_version_is_nobodys_work(catalogues):
    _, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(doi=DOI, pmid=PMID)
    newer = builders.source(doi="10.1000/paper.final")
    healthy(catalogues)
    catalogues.crossref[DOI] = {"relation": {"is-preprint-of": [{"id-type": "doi", "id": newer.doi}]}}
    check(older := Source.objects.get(pk=citation.source_id))
    assert older.superseded_by == newer


def test_versions_that_a_person_parted_are_not_linked_again(catalogues):
    older, newer = preprint_and_paper(catalogues)
    check(older)
    versions.unlink(older=older, newer=newer, by=builders.editor(), now=later(11))
    older.refresh_from_db()
    check(older, 20)
    assert older.superseded_by is None
