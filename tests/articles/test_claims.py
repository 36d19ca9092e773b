"""From marks in the text to rows."""

import json
from uuid import uuid4

import pytest

from articles import claims
from articles.models import Article, DraftEdit, KeyPoints, Text
from references.citing import WantedCitation, WantedPassage
from references.independence import NotIndependent
from references.models import Citation, CitekeyAlias, Claim, EvidenceEdit
from references.outcomes import Outcome
from tests import builders
from tests.builders import later, mark

pytestmark = pytest.mark.django_db


def stored(article):
    return Text.objects.get(parent=article).text


def test_a_marked_sentence_becomes_a_claim_with_its_citations():
    source = builders.source()
    article = builders.article(f"<h2>Trials</h2><p>Before. {mark('Pain fell.', source.citekey)} After.</p>")
    claim = builders.claim_of(article)
    assert (claim.text, claim.section, claim.context) == ("Pain fell.", "Trials", "Before. Pain fell. After.")
    assert claim.document == article
    assert [(c.source, c.stance, c.present) for c in claim.citations.all()] == [(source, "supports", True)]


def test_answer_summary_and_cautions_hold_claims_too():
    key = builders.source().citekey
    article = builders.article(
        answer=f"<p>{mark('A', key)}</p>",
        summary=f"<p>{mark('B', key)}</p>",
        before_you_take_it=f"<p>{mark('C', key)}</p>",
        html=f"<p>{mark('D', key)}</p>",
    )
    found = Claim.objects.of(article).order_by("position").values_list("text", "place")
    assert [t for t, _ in found] == ["A", "B", "C", "D"]
    assert [p for _, p in found][:3] == ["answer", "summary", "before_you_take_it"]


def test_what_the_dialog_collected_is_stored_with_the_claim():
    source, claim_id = builders.source(), uuid4()
    said = builders.said(
        claim_id,
        kind="dose",
        voice="reported",
        reported_by="Labels",
        sources={source.citekey: ("contradicts", "No difference.")},
    )
    article = builders.article(f"<p>{mark('Better.', source.citekey, id=claim_id)}</p>", said=said)
    claim = builders.claim_of(article)
    assert (claim.kind, claim.voice, claim.reported_by) == ("dose", "reported", "Labels")
    [citation] = claim.citations.all()
    assert citation.stance == "contradicts"
    assert [p.finding for p in citation.passages.all()] == ["No difference."]


def test_saving_again_without_the_dialog_keeps_what_it_said():
    article, _citation = builders.cited_article(kind="safety")
    claims.sync(article, by=builders.editor(), now=later())
    claim = builders.claim_of(article)
    assert claim.kind == "safety"
    assert claim.citations.get().passages.count() == 1
    assert EvidenceEdit.objects.filter(claim=claim).count() == 2  # the wording and the source, by the first editor


def test_the_dialogs_hidden_field_is_read():
    key = uuid4()
    text = json.dumps(
        {
            str(key): {
                "voice": "own",
                "sources": {
                    "yousef2013": {
                        "stance": "qualifies",
                        "passages": [{"id": 7}, {"finding": "Fell.", "locator": "p. 1"}],
                    }
                },
            }
        }
    )
    [said] = claims.read_said(text).values()
    assert said.voice == "own" and said.kind is None
    assert said.citations["yousef2013"] == WantedCitation(
        "yousef2013", "qualifies", (WantedPassage(id=7), WantedPassage(finding="Fell.", locator="p. 1"))
    )


@pytest.mark.parametrize("text", ["[", "[]", '{"x": {}}', '{"00000000-0000-0000-0000-000000000001": 3}'])
def test_a_spoilt_hidden_field_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="claim dialog"):
        claims.read_said(text)


def test_what_databases_refuse_is_left_out_of_what_the_dialog_said():
    key = uuid4()
    [said] = claims.read_said(f'{{"{key}": {{"reported_by": "La\\u0000b\\ud800els"}}}}').values()
    assert said.reported_by == "Labels"


def test_a_passage_of_another_source_is_not_taken():
    source, claim_id = builders.source(), uuid4()
    foreign = builders.passage()
    said = {
        claim_id: claims.Said(
            citations={source.citekey: WantedCitation(source.citekey, passages=(WantedPassage(id=foreign.pk),))}
        )
    }
    article = builders.article(f"<p>{mark('A.', source.citekey, id=claim_id)}</p>", said=said)
    assert not builders.claim_of(article).citations.get().passages.exists()


def test_an_equal_passage_is_used_again():
    source, one, two = builders.source(), uuid4(), uuid4()
    about = {"sources": {source.citekey: ("supports", "Pain fell.")}}
    builders.article(
        f"<p>{mark('A.', source.citekey, id=one)} {mark('B.', source.citekey, id=two)}</p>",
        said=builders.said(one, **about) | builders.said(two, **about),
    )
    assert source.passages.count() == 1


# ---- copies


def test_a_copied_mark_in_a_later_block_gets_a_key_of_its_own():
    key, claim_id = builders.source().citekey, uuid4()
    sentence = f"<p>{mark('Pain fell.', key, id=claim_id)}</p>"
    article = builders.article(sentence)
    KeyPoints.objects.create(parent=article, region="main", ordering=20, text=sentence)
    claims.sync(article, by=builders.editor(), now=later())
    first, second = Claim.objects.of(article).order_by("position")
    assert first.pk == claim_id != second.pk
    assert second.text == "Pain fell."


def test_a_mark_copied_from_another_article_takes_its_evidence_along_and_leaves_the_original_alone():
    original, citation = builders.cited_article(kind="dose")
    copy = builders.article(stored(original))
    claim = builders.claim_of(copy)
    assert claim.pk != citation.claim_id
    assert str(claim.pk) in stored(copy)
    [copied] = claim.citations.all()
    assert (claim.kind, copied.stance, copied.passages.get()) == ("dose", citation.stance, citation.passages.get())
    assert builders.claim_of(original).pk == citation.claim_id
    assert copied.outcome == ""


def test_a_moved_mark_keeps_its_key():
    article, citation = builders.cited_article()
    block = Text.objects.get(parent=article)
    KeyPoints.objects.create(parent=article, region="main", ordering=20, text=block.text)
    block.text = "<p>Nothing here.</p>"
    block.save()
    claims.sync(article, by=builders.editor(), now=later())
    assert builders.claim_of(article).pk == citation.claim_id


# ---- what vanishes stays


def test_a_removed_claim_stays_as_not_present_and_comes_back_with_its_evidence():
    article, citation = builders.cited_article()
    builders.judge(citation)
    with_claim, by = stored(article), builders.editor()
    builders.rewrite(article, "<p>Nothing.</p>", by=by)
    claim = Claim.objects.get(pk=citation.claim_id)
    assert not claim.present
    builders.rewrite(article, with_claim, by=by)
    citation.refresh_from_db()
    assert citation.present and citation.is_fresh and citation.outcome == Outcome.SUPPORTED


def test_a_source_taken_off_a_claim_leaves_its_citation_as_not_present():
    article, citation = builders.cited_article()
    other = builders.source()
    text = stored(article).replace(citation.source.citekey, other.citekey)
    builders.rewrite(article, text, by=builders.editor())
    citation.refresh_from_db()
    assert not citation.present
    assert Citation.objects.present().get().source == other


# ---- stale by itself


@pytest.mark.parametrize(
    ("before", "after", "fresh"),
    [
        ("Pain fell by 2 points.", "Pain fell by 3 points.", False),
        ("Pain fell by 2 points.", "Pain  fell by\n2 points.", True),
        ("Pain fell by “2” points.", 'Pain fell by "2" points.', True),
        ("Pain fell by 2 points.", "Pain <strong>fell</strong> by 2 points.", True),
        ("10<sup>3</sup> people", "103 people", False),
        ("Pain fell by 2 points.", "Pain fell by 2 points", False),
    ],
)
def test_a_verdict_goes_stale_with_the_wording_and_only_with_it(before, after, fresh):
    article, citation = builders.cited_article(before)
    builders.judge(citation)
    builders.rewrite(article, stored(article).replace(before, after), by=builders.editor())
    citation.refresh_from_db()
    assert citation.is_fresh is fresh
    assert (citation in Citation.objects.stale()) is not fresh


def test_a_changed_paragraph_around_the_sentence_leaves_the_verdict_fresh():
    article, citation = builders.cited_article()
    builders.judge(citation)
    builders.rewrite(article, stored(article).replace("That is all.", "That is not all."), by=builders.editor())
    citation.refresh_from_db()
    assert citation.is_fresh


def test_writing_the_old_words_again_makes_the_verdict_fresh_again():
    article, citation = builders.cited_article()
    builders.judge(citation)
    old, by = stored(article), builders.editor()
    builders.rewrite(article, old.replace("2 points", "3 points"), by=by)
    builders.rewrite(article, old, by=by)
    citation.refresh_from_db()
    assert citation.is_fresh


# ---- names


def test_an_alias_in_the_text_leads_to_the_source():
    source = builders.source("yousef2013")
    CitekeyAlias.objects.create(citekey="yousef", source=source)
    article = builders.article(f"<p>{mark('A.', 'yousef')}</p>")
    assert builders.claim_of(article).citations.get().source == source
    assert 'data-sources="yousef"' in stored(article)


def test_a_merged_source_is_cited_through_the_one_that_stayed():
    loser, winner = builders.source("old2013"), builders.source("new2013")
    loser.merged_into = winner
    loser.save()
    article = builders.article(f"<p>{mark('A.', 'old2013')}</p>")
    assert builders.claim_of(article).citations.get().source == winner


def test_a_name_that_nobody_has_stays_in_the_text_without_a_row():
    article = builders.article(f"<p>{mark('A.', 'nobody2020')}</p>")
    assert not builders.claim_of(article).citations.exists()
    assert "nobody2020" in stored(article)


# ---- every path is clean, and says who worked


def test_a_text_that_went_around_the_form_is_cleaned_when_it_is_synced():
    article = builders.article('<p onclick="x()">Hi<script>alert(1)</script></p>')
    assert stored(article) == "<p>Hi</p>"


def test_each_save_says_who_worked_on_the_draft():
    by = builders.editor()
    article = builders.article("<p>A.</p>", by=by)
    version = Article.objects.get(pk=article.pk).draft_version
    builders.rewrite(article, "<p>B.</p>", by=by)
    assert [e.person for e in DraftEdit.objects.filter(article=article)] == [by, by]
    assert Article.objects.get(pk=article.pk).draft_version == version + 1


def test_saving_an_article_of_many_claims_takes_a_bounded_number_of_queries(django_assert_max_num_queries):
    sources = [builders.source() for _ in range(10)]
    sentences = "".join(f"<p>{mark(f'Sentence {n}.', sources[n % 10].citekey)}</p>" for n in range(100))
    article = builders.article(sentences)
    by = builders.editor()
    with django_assert_max_num_queries(45):
        claims.sync(article, by=by, now=later())


def test_an_edit_that_waited_for_a_verdict_still_counts_as_made_after_it():
    both = builders.person("Editor", "Reviewer")
    article, citation = builders.cited_article()
    builders.judge(citation, now=later(10))
    builders.rewrite(article, stored(article).replace("2 points", "3 points"), by=both, now=later(5))
    with pytest.raises(NotIndependent):
        builders.judge(citation, by=both, now=later(20))
