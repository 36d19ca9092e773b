"""Whatever is done in whatever order, the record stays whole."""

import random
from collections import Counter
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import claims
from articles.models import Text
from references.duplicates import merging
from references.duplicates.merging import NotMergeable, NotUndoable
from references.models import Citation, CitationPassage, Passage, Source, SourceMerge, Verdict
from references.notices import record_notice
from references.outcomes import Outcome
from references.record import breaks
from tests import builders
from tests.builders import later

SOURCES = 3
acts = st.lists(
    st.tuples(st.sampled_from(["merge", "undo", "judge", "write", "notice"]), st.integers(0, 2**16)),
    min_size=4,
    max_size=9,
)


class Sequences(TestCase):
    @classmethod
    def setUpTestData(cls):
        """Three records, an article with three claims that cite one, two and all of them."""
        cls.editor, cls.reviewer = builders.editor(), builders.reviewer()
        cls.sources = [builders.source(f"s{n}") for n in range(SOURCES)]
        cls.keys = [uuid4() for _ in range(SOURCES)]
        cls.article = builders.article("<p></p>", by=cls.editor)

    def setUp(self):
        self.minute = 10

    @settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
    @given(acts)
    def test_merging_and_undoing_in_any_order_keeps_the_record_whole(self, steps):
        self.write(random.Random(0))
        for name, seed in steps:
            self.minute += 1
            getattr(self, name)(random.Random(seed))
            self.check()
        assert list(breaks()) == []
        for merge in SourceMerge.objects.filter(undone_at=None).order_by("-pk"):
            merging.undo(merge, by=self.editor, now=later(self.minute + 1))
            self.check()
        assert list(breaks()) == []
        assert not Source.objects.filter(merged_into__isnull=False).exists()

    def write(self, dice):
        """An editor saves a text that cites some of the records by any of their names."""
        marks = (
            builders.mark(f"Claim {n}.", *dice.sample([s.citekey for s in self.sources], n + 1), id=key)
            for n, key in enumerate(self.keys)
        )
        Text.objects.filter(parent=self.article).update(text=f"<p>{' '.join(marks)}</p>")
        said = {
            key: claims.Said(
                citations=builders.said(key, sources={"s0": ("supports", f"{dice.random()}")})[key].citations
            )
            for key in self.keys
        }
        claims.sync(self.article, by=self.editor, now=later(self.minute), said=dice.choice([None, said]))

    def judge(self, dice):
        present = list(Citation.objects.present())
        if present:
            outcome = dice.choice([Outcome.SUPPORTED, Outcome.CONTRADICTED, Outcome.NOT_REACHED])
            builders.judge(dice.choice(present), outcome, by=self.reviewer, now=later(self.minute))

    def notice(self, dice):
        standing = list(Source.objects.filter(merged_into=None))
        record_notice(
            source=dice.choice(standing),
            type="erratum",
            doi=f"10.1/{dice.randint(1, 2)}",
            by=self.editor,
            now=later(self.minute),
        )

    def merge(self, dice):
        winner, loser = dice.sample(self.sources, 2)
        take = dice.choice([(), ("doi", "title")])
        try:
            merging.merge(winner=winner, loser=loser, by=self.editor, now=later(self.minute), take=take)
        except NotMergeable as refusal:
            assert "already" in str(refusal)

    def undo(self, dice):
        merges = list(SourceMerge.objects.all())
        if merges:
            try:
                merging.undo(dice.choice(merges), by=self.editor, now=later(self.minute))
            except NotUndoable as refusal:
                assert "already" in str(refusal) or "Undo that merge first" in str(refusal)

    def check(self):
        # one step from any record to the one that stands, and nothing is left at one that went
        assert not Source.objects.filter(merged_into__merged_into__isnull=False).exists()
        assert not Citation.objects.filter(source__merged_into__isnull=False).exists()
        assert not Passage.objects.filter(source__merged_into__isnull=False).exists()
        links = CitationPassage.objects.values_list("citation__source", "passage__source")
        assert all(of_citation == of_passage for of_citation, of_passage in links)
        dois = Counter(doi.lower() for doi in Source.objects.values_list("doi", flat=True))
        assert set(dois.values()) == {1}
        assert Verdict.objects.filter(citation__isnull=True).count() == 0
