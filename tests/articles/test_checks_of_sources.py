"""Findings about the sources themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import checks, snapshot
from articles.checks import Library, Request
from articles.checks.sources import contrary_studies_are_mentioned, newer_versions_are_cited, quotes_are_verbatim
from references.duplicates import versions
from references.notices import record_notice
from tests import builders
from tests.articles import frozen_content
from tests.builders import later


def found_for(**source):
    content = {
        "claims": [frozen_content.claim("a", citations=[frozen_content.citation("garrison2012")])],
        "sources": [{"citekey": "garrison2012", "notices": [], **source}],
    }
    return list(newer_versions_are_cited(content, Request()))


def test_a_citation_of_an_older_version_is_warned_of_and_names_the_newer_one():
    (finding,) = found_for(newer="garrison2020")
    assert finding.code == "older-version"
    assert not finding.blocks
    assert finding.message == "garrison2012 is an older version of garrison2020."
    assert finding.citation == frozen_content.claim_id("garrison2012")


def test_a_newer_version_that_only_a_notice_tells_of_is_warned_of_too():
    (finding,) = found_for(notices=[{"kind": "newer-version"}])
    assert finding.message == "A newer version of garrison2012 has appeared."


def test_a_source_without_a_newer_version_is_not():
    assert found_for() == []
    assert found_for(notices=[{"kind": "correction"}]) == []


@pytest.mark.django_db
def test_the_draft_says_which_version_is_the_newest():
    article, citation = builders.cited_article()
    older, middle, newest = citation.source, builders.source(), builders.source("garrison2020")
    content = snapshot.freeze(article).content
    assert "newer" not in content["sources"][0]
    for pair in ((older, middle), (middle, newest)):
        versions.link(older=pair[0], newer=pair[1], by=builders.editor(), now=later())
    content = snapshot.freeze(article).content
    assert content["sources"][0]["newer"] == "garrison2020"
    assert "older-version" in {f.code for f in checks.run(content, Request())}


@pytest.mark.django_db
def test_a_newer_version_costs_the_draft_one_query(django_assert_num_queries):
    article, citation = builders.cited_article()

    with CaptureQueriesContext(connection) as before:
        snapshot.freeze(article)
    versions.link(older=citation.source, newer=builders.source(), by=builders.editor(), now=later())
    with django_assert_num_queries(len(before) + 1):
        snapshot.freeze(article)


@pytest.mark.django_db
def test_a_checked_edition_may_cite_an_older_version():
    article, citation = builders.cited_article()
    versions.link(older=citation.source, newer=builders.source(), by=builders.editor(), now=later())
    builders.judge(citation)
    assert builders.publish(article).number == 1


@pytest.mark.django_db
def test_a_notice_of_a_newer_version_reaches_the_findings():
    article, citation = builders.cited_article()
    record_notice(source=citation.source, type="new-version", by=builders.editor(), now=later())
    assert "older-version" in {f.code for f in checks.run(snapshot.freeze(article).content, Request())}


ABSTRACT = "Methods: Adults took magnesium oxide.\n\nResults: Magnesium did not reduce the number of cramps each week."


def quoted(quote, *, basis="abstract", abstract=ABSTRACT):
    passage = {"locator": "", "quote": quote, "finding": "", "basis": basis}
    claim = frozen_content.claim("a", citations=[frozen_content.citation("garrison2012", passages=[passage])])
    library = Library(abstracts={"garrison2012": abstract})
    return list(quotes_are_verbatim({"claims": [claim]}, Request(library=library)))


def test_a_quote_that_is_none_is_told_with_the_place_most_like_it():
    (finding,) = quoted("Magnesium did reduce the number of cramps")
    assert finding.message == (
        "“Magnesium did reduce the number of cramps” does not stand in the abstract of garrison2012. Most like it is "
        "“Magnesium did not reduce the number of cramps” (Abstract, results; 90% alike)."
    )
    assert finding.citation == frozen_content.claim_id("garrison2012")


def test_a_quote_like_nothing_in_the_abstract_is_told_as_that():
    (finding,) = quoted("Zwölf Boxkämpfer jagen Viktor")
    assert finding.message.endswith("does not stand in the abstract of garrison2012, and nothing like it does.")


def test_a_quote_longer_than_the_abstract_has_no_better_place_than_all_of_it():
    (finding,) = quoted("Magnesium did not reduce the number of cramps each week, nor at night, nor at all.")
    assert "(Abstract, results;" in finding.message


def test_a_quote_from_the_full_text_is_not_looked_for_in_the_abstract():
    assert quoted("Magnesium was well tolerated", basis="full-text") == []
    assert quoted("Magnesium was well tolerated", abstract="") == []


def test_a_contrary_study_is_named():
    claim = frozen_content.claim("a")
    library = Library(contrary={claim["id"]: ("mah2021", "roguin2017")})
    (finding,) = contrary_studies_are_mentioned({"claims": [claim]}, Request(library=library))
    assert finding.message == "mah2021, roguin2017 say otherwise, and the article does not mention it."
