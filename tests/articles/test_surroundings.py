"""What rules know beside the article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import checks, snapshot
from articles.checks import Request
from articles.surroundings import library, says_the_same
from references.audit.verdicts import undo_verdict
from references.models import Citation, Source
from references.outcomes import Outcome, Stance
from tests import builders

pytestmark = pytest.mark.django_db

SAID = "Magnesium lowers the pain score by 2 points."


def frozen(article):
    return snapshot.freeze(article).content


def contradicted(text=SAID, **extra):
    """An article in which a reviewer found a source to contradict `text`."""
    article, citation = builders.cited_article(text, stance=Stance.CONTRADICTS, **extra)
    builders.judge(citation, Outcome.CONTRADICTED)
    return article, citation


def live(text, source):
    """A live article in which `text` rests on `source`."""
    article = builders.article(f"<p>{builders.mark(text, source.citekey)}</p>")
    citation = Citation.objects.get(source=source, claim__object_id=str(article.pk))
    builders.judge(citation)
    builders.publish(article)
    return article, citation


def draft(text, source):
    return builders.article(f"<p>{builders.mark(text, source.citekey)}</p>")


def test_the_abstracts_of_its_sources_are_known():
    article, citation = builders.cited_article()
    Source.objects.filter(pk=citation.source_id).update(abstract="Pain fell.")
    assert library(frozen(article)).abstracts == {citation.source.citekey: "Pain fell."}


def test_a_study_that_contradicts_the_same_words_elsewhere_is_contrary():
    _, contrary = contradicted()
    article, citation = builders.cited_article(SAID)
    content = frozen(article)
    request = Request(library=library(content))
    assert request.library.contrary == {str(citation.claim_id): (contrary.source.citekey,)}
    assert "contrary-left-out" in {f.code for f in checks.run(content, request)}


def test_a_study_that_the_article_cites_is_mentioned():
    article, _ = contradicted()
    assert library(frozen(article)).contrary == {}


@pytest.mark.parametrize(
    "other",
    [
        "Magnesium lowers the pain score by 3 points.",
        "Magnesium never lowers the pain score by 2 points.",
        "Labels say that magnesium is absorbed well.",
    ],
)
def test_words_that_say_something_else_have_no_contrary_study(other):
    contradicted(other)
    article, _ = builders.cited_article(SAID)
    assert library(frozen(article)).contrary == {}


def test_a_verdict_that_was_taken_back_contradicts_nothing():
    _, citation = contradicted()
    verdict = citation.verdicts.get()
    undo_verdict(citation=citation, by=verdict.reviewer, now=builders.later(5))
    article, _ = builders.cited_article(SAID)
    assert library(frozen(article)).contrary == {}


def test_a_contrary_study_that_was_taken_off_the_sentence_is_still_contrary():
    article, citation = contradicted()
    kept = builders.source()
    builders.rewrite(
        article,
        f"<p>{builders.mark(SAID, kept.citekey, id=citation.claim_id)}</p>",
        by=builders.editor(),
        now=builders.later(5),
    )
    assert library(frozen(article)).contrary == {str(citation.claim_id): (citation.source.citekey,)}


def test_a_retracted_study_speaks_against_nothing():
    _, contrary = contradicted()
    Source.objects.filter(pk=contrary.source_id).update(status="retracted")
    article, _ = builders.cited_article(SAID)
    assert library(frozen(article)).contrary == {}


def test_live_sentences_of_other_articles_on_the_same_source_are_known():
    source = builders.source()
    other, citation = live("The US limit for adults is 360 mg a day.", source)
    content = frozen(draft("The US limit for adults is 350 mg a day.", source))
    (there,) = library(content).elsewhere
    assert (there.claim, there.article, there.sources) == (str(citation.claim_id), other.title, {source.citekey})
    (finding,) = [f for f in checks.run(content, Request(library=library(content))) if f.code == "told-elsewhere"]
    assert other.title in finding.message


def test_drafts_other_sources_sentences_without_figures_and_the_article_itself_are_not_among_them():
    source = builders.source()
    draft("A draft says 360 mg.", source)
    live("On another source it is 360 mg.", builders.source())
    live("No figure here.", source)
    own, _ = live("The limit is 350 mg.", source)
    assert library(frozen(own)).elsewhere == ()


def test_it_takes_as_many_queries_for_ten_claims_as_for_two():
    source = builders.source()

    def asked(count):
        contradicted(f"Pain fell by {count} points.")
        live(f"They took {count} mg.", source)
        html = "".join(f"<p>{builders.mark(f'It was {n} mg.', source.citekey)}</p>" for n in range(count))
        content = frozen(builders.article(html))
        with CaptureQueriesContext(connection) as captured:
            library(content)
        return len(captured)

    asked(1)
    assert asked(2) == asked(10) <= 6


def test_what_says_the_same_and_what_does_not():
    assert says_the_same(SAID, "Magnesium lowers  the pain score by 2 points")
    assert not says_the_same("Magnesium eases pain.", "Magnesium does not ease pain.")
    assert not says_the_same("More magnesium lowers pain.", "Less magnesium lowers pain.")
