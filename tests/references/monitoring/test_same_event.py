"""Whether two catalogues speak of the same event."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from references.details import NoticeSeen
from references.monitoring import same_event

OWN = ("10.1/paper", "111")
NOW = datetime(2026, 3, 4, tzinfo=UTC)


def known(kind="retraction", doi="", pmid="", on=None, lifted=False, record=None):
    witnesses = [SimpleNamespace(asserted_by="retraction-watch", record_id=record)] if record else []
    return SimpleNamespace(
        kind=kind,
        doi=doi,
        pmid=pmid,
        published_on=on and date.fromisoformat(on),
        lifted_at=NOW if lifted else None,
        witnesses=SimpleNamespace(all=lambda: witnesses),
    )


def seen(type="retraction", doi="", pmid="", on="", record=""):
    return NoticeSeen(type, "retraction-watch", doi, pmid, published_on=on, record_id=record)


@pytest.mark.parametrize(
    ("notice", "says", "same"),
    [
        # by identifier, whatever the day
        (known(doi="10.1/n", on="2020-01-01"), seen(doi="10.1/N", on="2020-03-01"), True),
        (known(pmid="5", on="2020-01-01"), seen(pmid="5"), True),
        (known(doi="10.1/n", pmid="5"), seen(doi="10.1/other", pmid="5"), True),
        # the kinds of publisher and catalogue may differ, what they mean may not
        (known("correction", doi="10.1/n"), seen("erratum", doi="10.1/n"), True),
        (known("correction", doi="10.1/n"), seen("retraction", doi="10.1/n"), False),
        (known("concern", doi="10.1/n"), seen("partial-retraction", doi="10.1/n"), True),
        # different identifiers are different events
        (known("correction", doi="10.1/n", on="2020-01-01"), seen("correction", doi="10.1/m", on="2020-01-01"), False),
        (known(doi="10.1/n"), seen(doi="10.1/m"), False),
        # identifiers that cannot be compared: the day decides
        (known("correction", doi="10.1/n", on="2020-01-01"), seen("correction", pmid="5", on="2020-01-01"), True),
        (known("correction", doi="10.1/n", on="2020-01-01"), seen("correction", pmid="5", on="2020-02-01"), False),
        (known("correction", doi="10.1/n"), seen("correction", pmid="5"), False),
        (known("correction"), seen("correction"), True),
        (known("correction", on="2020-01-01"), seen("correction"), False),
        # a work is retracted once
        (known(doi="10.1/n", on="2020-01-01"), seen(pmid="5", on="2020-02-01"), True),
        (known(on="2020-01-01"), seen(on="2020-02-01"), True),
        # … but may be retracted again after it was reinstated
        (known(on="2015-01-01", lifted=True), seen(on="2015-01-01"), True),
        (known(on="2015-01-01", lifted=True), seen(on="2020-01-01"), False),
        (known(doi="10.1/n", lifted=True), seen(doi="10.1/n", on="2020-01-01"), True),
        # the work's own identifiers tell no two notices apart
        (known("correction", doi="10.1/PAPER", on="2020-01-01"), seen("correction", doi="10.1/paper"), False),
        (known("correction", doi="10.1/paper", on="2020-01-01"), seen("correction", pmid="5", on="2020-01-01"), True),
        # the number that Retraction Watch gives
        (known(on="2015-01-01", lifted=True, record="77"), seen(on="2015-02-01", record="77"), True),
        (known(on="2015-01-01", lifted=True, record=""), seen(on="2015-02-01", record=""), False),
        (known(doi="10.1/n", lifted=True, record="77"), seen(doi="10.1/n", on="2020-01-01", record="99"), False),
        (known(doi="10.1/n", record="77"), seen(doi="10.1/n", on="2020-01-01", record="99"), True),
    ],
)
def test_which_notices_are_the_same_event(notice, says, same):
    assert (same_event.find(says, [notice], own=OWN) is notice) == same


def test_an_identifier_counts_more_than_a_notice_that_stands():
    lifted, standing = known(doi="10.1/n", lifted=True), known(on="2020-01-01")
    assert same_event.find(seen(doi="10.1/n"), [standing, lifted], own=OWN) is lifted


@pytest.mark.parametrize("text", ["", "2020", "2020-13-01", "yesterday"])
def test_a_day_that_is_not_known_is_none(text):
    assert same_event.date_of(seen(on=text)) is None
