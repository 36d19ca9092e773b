"""The Retraction Watch file: its rows become notices, once, and nothing else."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from references.models import Citation, Feed, Notice, NoticeWitness, SourceCheck
from references.models.source import SourceStatus
from references.monitoring import retraction_watch
from references.notices import lift_notice, record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db

COLUMNS = (
    "Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author", "URLS", "ArticleType",
    "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDate", "OriginalPaperDOI",
    "OriginalPaperPubMedID", "RetractionNature", "Reason", "Paywalled", "Notes",
)  # fmt: skip


def row(doi="10.1000/paper", nature="Retraction", **about):
    """A row as the file has it; sentinels where nothing is said."""
    short = {"id": "Record ID", "on": "RetractionDate", "notice": "RetractionDOI", "notice_pmid": "RetractionPubMedID"}
    short |= {"pmid": "OriginalPaperPubMedID", "reason": "Reason", "title": "Title"}
    said = {"Record ID": "4036", "RetractionDate": "2/6/2010 0:00", "RetractionDOI": "unavailable"}
    said |= {
        "RetractionPubMedID": "0",
        "OriginalPaperPubMedID": "0",
        "OriginalPaperDOI": doi,
        "RetractionNature": nature,
    }
    return said | {short[name]: value for name, value in about.items()}


def file_of(*rows, encoding="utf-8"):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def load(*rows, now=None, **how):
    return retraction_watch.load(file_of(*rows), now=now or later(10), **how)


def paper(**extra):
    return builders.source(**{"doi": "10.1000/Paper", **extra})


def status(source):
    source.refresh_from_db()
    return source.status


def everything():
    """All that a file could have changed, but for when we last saw it."""
    return [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (
                Notice,
                ["pk", "source", "kind", "type", "published_on", "doi", "pmid", "note", "recorded_at", "lifted_at"],
            ),
            (NoticeWitness, ["notice", "asserted_by", "seen_in", "record_id", "first_seen_at"]),
            (SourceCheck, ["source", "feed", "outcome", "notices", "problem"]),
            (Citation, ["pk", "digest"]),
        )
    ]


def test_a_row_becomes_a_dated_notice_with_its_witness():
    source = paper()
    loaded = load(
        row(notice="10.1000/notice", reason="+Falsification/Fabrication of Data;+Investigation by Company;", id="4036")
    )
    notice = source.notices.get()
    assert (notice.kind, notice.type, notice.doi) == ("retraction", "retraction", "10.1000/notice")
    assert notice.published_on.isoformat() == "2010-02-06"
    assert "Falsification/Fabrication of Data; Investigation by Company." in notice.note
    assert (notice.recorded_at, notice.recorded_by) == (later(10), None)
    witness = notice.witnesses.get()
    assert (witness.asserted_by, witness.seen_in, witness.record_id) == ("retraction-watch", "retraction-watch", "4036")
    assert status(source) == SourceStatus.RETRACTED
    assert (loaded.rows, loaded.about_ours, loaded.recorded) == (1, 1, 1)


def test_papers_are_found_by_doi_whatever_its_case_by_pmid_and_in_lists():
    by_doi, by_pmid, listed = paper(), builders.source(pmid="77"), builders.source(doi="10.1000/second")
    load(row("10.1000/PAPER"), row("unavailable", pmid="77", id="2"), row("10.1/x; 10.1000/second;", id="3"))
    assert {status(s) for s in (by_doi, by_pmid, listed)} == {SourceStatus.RETRACTED}


@pytest.mark.parametrize("missing", ["", "0", "unavailable", "Unavailable", " 0 ", ";;"])
def test_the_sentinels_match_nothing(missing):
    source = builders.source(doi="", pmid="", url="https://example.org/")
    load(row(missing, pmid=missing, notice=missing, notice_pmid=missing))
    assert not source.notices.exists()


@pytest.mark.parametrize(
    ("nature", "expected"),
    [
        ("Retraction", SourceStatus.RETRACTED),
        ("Expression of concern", SourceStatus.CONCERN),
        ("Correction", SourceStatus.CORRECTED),
    ],
)
def test_only_a_retraction_retracts(nature, expected):
    source = paper()
    load(row(nature=nature))
    assert status(source) == expected


def test_several_rows_about_one_paper_are_several_notices():
    source = paper()
    load(
        row(nature="Correction", on="3/6/2004 0:00", notice="10.1000/c", id="1"),
        row(nature="Expression of concern", on="1/5/2009 0:00", id="2"),
        row(on="2/6/2010 0:00", notice="10.1000/r", id="3"),
    )
    assert sorted(n.kind for n in source.notices.all()) == ["concern", "correction", "retraction"]


def test_the_same_file_twice_changes_nothing():
    _, citation = builders.cited_article()
    source = citation.source
    builders.judge(citation)
    rows = [
        row(source.doi, id="1", notice="10.1000/r"),
        row(source.doi, id="2", nature="Correction", on="1/2/2008 0:00"),
        row(source.doi, id="3", nature="Reinstatement", on="5/5/2012 0:00"),
    ]
    load(*rows)
    before = everything()
    again = load(*rows, now=later(99))
    assert everything() == before
    assert (again.recorded, again.lifted) == (0, 0)


def test_a_reinstatement_takes_the_retraction_back():
    source = paper()
    load(row(id="1"))
    assert status(source) == SourceStatus.RETRACTED
    load(row(id="1"), row(id="2", nature="Reinstatement", on="3/1/2016 0:00"), now=later(11))
    notice = source.notices.get()
    assert notice.lifted_because == "The paper was reinstated on 1 March 2016 (Retraction Watch, 2)."
    assert (notice.lifted_at, notice.lifted_by) == (later(11), None)
    assert status(source) != SourceStatus.RETRACTED


def test_a_paper_may_be_retracted_again_after_it_was_reinstated():
    source = paper()
    load(
        row(id="1", on="1/1/2015 0:00"),
        row(id="3", on="1/1/2020 0:00"),
        row(id="2", nature="Reinstatement", on="3/1/2016 0:00"),
    )
    assert [str(n.published_on) for n in source.notices.standing()] == ["2020-01-01"]
    assert status(source) == SourceStatus.RETRACTED


@pytest.mark.parametrize(("retracted", "reinstated"), [("", "3/1/2016 0:00"), ("1/1/2015 0:00", ""), ("", "")])
def test_a_day_that_is_missing_does_not_keep_a_reinstated_paper_retracted(retracted, reinstated):
    source = paper()
    for minutes in (10, 11):
        rows = [row(id="1", on=retracted), row(id="2", nature="Reinstatement", on=reinstated)]
        load(*rows, now=later(minutes))
    assert [n.lifted_at for n in source.notices.all()] == [later(10)]


def test_a_retraction_that_another_catalogue_dates_differently_is_lifted_once():
    source = paper()
    day = later(1).date()
    record_notice(source=source, type="retraction", by=None, now=later(1), published_on=day.replace(2012))
    rows = [row(id="1", on="2/6/2011 0:00"), row(id="2", nature="Reinstatement", on="3/1/2016 0:00")]
    for minutes in (10, 11, 12):
        load(*rows, now=later(minutes))
    assert source.notices.count() == 1
    assert not source.notices.standing().exists()


def test_an_undated_retraction_that_a_person_recorded_is_theirs_to_lift():
    source = paper()
    record_notice(source=source, kind="retraction", by=builders.reviewer(), now=later(1))
    load(row("10.1000/paper", nature="Reinstatement", id="2"))
    assert source.notices.standing().exists()


def test_a_notice_that_a_person_lifted_is_not_recorded_again():
    source = paper()
    load(row())
    lift_notice(source.notices.get(), by=builders.editor(), now=later(11), because="It concerns a namesake.")
    load(row(), now=later(12))
    assert not source.notices.standing().exists()
    assert source.notices.count() == 1


def test_a_merged_source_hands_its_notices_to_the_one_that_took_its_place():
    winner, loser = builders.source(), paper()
    loser.merged_into = winner
    loser.save()
    load(row())
    assert winner.notices.exists()
    assert not loser.notices.exists()


def test_an_empty_file_is_an_error_and_changes_nothing():
    source = paper()
    load(row())
    before = everything()
    with pytest.raises(retraction_watch.Unusable, match="no rows"):
        load(now=later(11))
    assert everything() == before
    feed = Feed.objects.get()
    assert (feed.loaded_at, feed.entries) == (later(10), 1)
    assert "no rows" in feed.problem
    assert status(source) == SourceStatus.RETRACTED


def test_a_file_with_far_fewer_rows_is_an_error_until_somebody_says_it_is_right():
    many = [row(f"10.1000/{n}", id=str(n)) for n in range(100)]
    load(*many)
    with pytest.raises(retraction_watch.Unusable, match="89 rows, the last one had 100"):
        load(*many[:89])
    load(*many[:95])
    assert load(*many[:5], fewer_is_right=True).rows == 5


def test_a_paper_that_the_file_no_longer_names_keeps_its_notice_and_says_so():
    source = paper()
    load(row(), row("10.1000/other", id="2"))
    load(row("10.1000/another", id="1"), row("10.1000/other", id="2"), now=later(11))
    assert status(source) == SourceStatus.RETRACTED
    check = source.checks.get()
    assert (check.outcome, check.answered_at, check.tried_at) == ("failed", later(10), later(11))
    assert "no longer names this paper" in check.problem


def test_bytes_that_are_no_utf8_cost_nothing():
    source = paper()
    file = file_of(row("10.1000/x", title="Caf\xe9"), row(id="5", reason="+Naïve;"), encoding="latin-1")
    retraction_watch.load(file, now=later(10))
    assert "Naïve" in source.notices.get().note


def test_a_byte_order_mark_and_a_nul_cost_nothing():
    source = paper()
    data = b"\xef\xbb\xbf" + file_of(row(title="a\x00b")).getvalue()
    retraction_watch.load(io.BytesIO(data), now=later(10))
    assert source.notices.exists()


def test_rows_that_cannot_be_read_are_told_with_their_line():
    source = paper()
    loaded = load(row(nature="Disappearance", id="1"), row(id="2"), row(on="31.12.2020", id="3", nature="Correction"))
    assert loaded.problems == ["Line 2: “disappearance” is no kind of notice that we know."]
    assert {(n.kind, n.published_on and n.published_on.year) for n in source.notices.all()} == {
        ("retraction", 2010),
        ("correction", None),
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x00",
        b"PK\x03\x04 a zip",
        b"DOI,PMID\n10.1/x,5\n",
        b'"' * 3_000_000,
        "Record ID".encode("utf-16"),
        b"\xff\xfe\xfd" * 1000,
    ],
)
def test_another_kind_of_file_is_refused_with_a_sentence(data):
    with pytest.raises(retraction_watch.Unusable, match=r"^This is (no CSV file|not the Retraction Watch file)"):
        retraction_watch.load(io.BytesIO(data), now=later(10))


def test_the_command_says_what_came_of_the_file(tmp_path, capsys):
    paper()
    file = tmp_path / "retraction_watch.csv"
    file.write_bytes(file_of(row(), row("10.1/y", nature="?", id="2")).getvalue())
    call_command("load_retraction_watch", str(file))
    said = capsys.readouterr()
    assert "Rows read: 1; left out: 1; about sources that are here: 1. New notices: 1; lifted: 0." in said.out
    assert "Line 3" in said.err


def test_the_command_refuses_a_file_that_is_missing_or_wrong(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_retraction_watch", str(tmp_path / "missing.csv"))
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="not the Retraction Watch file"):
        call_command("load_retraction_watch", str(tmp_path / "wrong.csv"))


def test_a_second_load_asks_little_of_the_database(django_assert_max_num_queries):
    paper()
    load(row())
    with django_assert_max_num_queries(16):
        load(row(), now=later(11))
