"""The public side: what readers get at each address."""

import re
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles import publishing, rendering
from articles.models import EditionRendering
from references.models import Citation, CitekeyAlias
from references.notices import record_notice
from references.outcomes import Outcome, Stance
from tests import builders

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(name, args=args)


def text_of(response):
    return response.content.decode()


def main_of(response):
    return text_of(response).split("<main", 1)[1]


def many_claims(count, sources=1):
    """A live article with `count` judged claims on `sources` sources each."""
    cited = [builders.source() for _ in range(sources)]
    ids = [uuid4() for _ in range(count)]
    said = {}
    for pk in ids:
        said |= builders.said(pk, sources={s.citekey: (Stance.SUPPORTS, "Pain fell.") for s in cited})
    keys = [s.citekey for s in cited]
    html = "".join(f"<p>{builders.mark(f'Pain fell by {n}.', *keys, id=pk)}</p>" for n, pk in enumerate(ids, 1))
    article = builders.article(f"<h2>Trials</h2>{html}", said=said)
    for citation in Citation.objects.filter(claim__in=ids):
        builders.judge(citation)
    builders.publish(article)
    article.refresh_from_db()
    return article


def second_edition(article, citation, text="Pain fell by 3 points."):
    claim = citation.claim
    html = f"<p>{builders.mark(text, citation.source.citekey, id=claim.pk)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=builders.later(10))
    builders.judge(citation, now=builders.later(11))
    return builders.publish(article, now=builders.later(12), note="The figure was mended.")


# ---- the article page


def test_an_article_page_costs_one_query(client, django_assert_num_queries):
    small, large = many_claims(1), many_claims(12, sources=2)
    for article in (small, large):
        with django_assert_num_queries(1):
            assert client.get(article.get_absolute_url()).status_code == 200


def test_a_reader_who_has_the_page_already_gets_304_for_one_query(client, django_assert_num_queries):
    article, _, _ = builders.published_article()
    first = client.get(article.get_absolute_url())
    with django_assert_num_queries(1):
        again = client.get(article.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_new_edition_changes_the_etag(client):
    article, citation, _ = builders.published_article()
    before = client.get(article.get_absolute_url())["ETag"]
    second_edition(article, citation)
    assert client.get(article.get_absolute_url())["ETag"] != before


def test_a_new_release_changes_the_etag(client, settings):
    article, _, _ = builders.published_article()
    before = client.get(article.get_absolute_url())["ETag"]
    settings.RELEASE = "another"
    assert client.get(article.get_absolute_url())["ETag"] != before


def test_readers_see_the_edition_and_never_the_draft(client):
    article, citation, _ = builders.published_article("Pain fell by 2 points.", title="Published title")
    builders.rewrite(article, "<p>Secret draft words.</p>", by=builders.editor(), title="Draft title")
    for name in ("article", "evidence", "evidence-json", "editions"):
        shown = text_of(client.get(at(name, article.slug)))
        assert "Published title" in shown
        assert "Draft title" not in shown
        assert "Secret draft words" not in shown
    assert "Draft title" not in text_of(client.get(at("article-list")))
    assert "Draft title" not in text_of(client.get(at("claim", citation.claim_id)))
    assert "Draft title" not in text_of(client.get(at("source", citation.source.citekey)))


def test_a_draft_that_was_never_published_is_nowhere(client):
    article, citation = builders.cited_article()
    gone = [
        at("article", article.slug), at("evidence", article.slug), at("evidence-json", article.slug),
        at("editions", article.slug), at("edition", article.slug, 1), at("claim", citation.claim_id),
        at("claim-json", citation.claim_id), at("source", citation.source.citekey),
        at("source-json", citation.source.citekey), at("evidence-csv", article.slug),
        at("report-problem", citation.claim_id),
    ]  # fmt: skip
    assert [client.get(address).status_code for address in gone] == [404] * len(gone)
    assert citation.source.citekey not in text_of(client.get(at("source-list")))


@pytest.mark.parametrize(
    "address",
    ["/articles/nothing/", "/articles/nothing/evidence/", "/articles/nothing/editions/", "/sources/nobody2020/",
     "/claims/00000000-0000-4000-8000-000000000000/", "/claims/not-a-uuid/", "/articles/nothing/editions/99999999999999999999/"],
)  # fmt: skip
def test_an_unknown_address_leads_on_to_articles_and_sources(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert f'href="{at("article-list")}"' in text_of(response)
    assert f'href="{at("source-list")}"' in text_of(response)


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=-1", "?page=99999999999999999999", "?page=%00", "?status=x", "?%ff"]
)
def test_a_malformed_query_is_passed_over(client, query):
    article, _, _ = builders.published_article()
    for address in (
        at("article-list"),
        at("source-list"),
        at("evidence", article.slug),
        at("home"),
        at("article", article.slug),
    ):
        assert client.get(address + query).status_code == 200


def test_public_pages_are_read_only(client):
    article, _, _ = builders.published_article()
    assert client.post(article.get_absolute_url()).status_code == 405
    assert client.head(article.get_absolute_url()).status_code == 200


def every_public_address(article, citation):
    return [
        at("home"), at("article-list"), at("article", article.slug), at("evidence", article.slug),
        at("evidence-json", article.slug), at("editions", article.slug), at("edition", article.slug, 1),
        at("edition-evidence", article.slug, 1), at("edition-evidence-json", article.slug, 1), at("how-we-check"),
        at("evidence-csv", article.slug), at("edition-evidence-csv", article.slug, 1),
        at("claim", citation.claim_id), at("claim-json", citation.claim_id), at("source-list"),
        at("source", citation.source.citekey), at("source-json", citation.source.citekey),
    ]  # fmt: skip


def test_no_public_page_sets_a_cookie_or_varies_by_it(client):
    article, citation, _ = builders.published_article()
    client.force_login(builders.editor())
    for address in every_public_address(article, citation):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate", address
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304, address


def test_public_pages_have_nothing_inline(client):
    article, citation, _ = builders.published_article()
    for address in every_public_address(article, citation):
        html = text_of(client.get(address))
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", html), address


def test_other_pages_cost_a_constant_number_of_queries(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    def cost(address):
        with django_assert_max_num_queries(4) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def costs():
        citation = article.live_edition.citations.first()
        return [cost(a) for a in every_public_address(article, citation)]

    article = many_claims(1)
    before = costs()
    article = many_claims(9, sources=3)
    for minute in (10, 20):
        article.title += " again"
        article.save()
        builders.rewrite(
            article, article.articles_text_set.get().text, by=builders.editor(), now=builders.later(minute)
        )
        builders.publish(article, now=builders.later(minute + 2), note="A new title.")
    article.refresh_from_db()
    assert costs() == before


# ---- what became known since


def test_a_negative_verdict_after_publication_is_told_at_the_top_and_at_the_sentence(client):
    article, citation, _ = builders.published_article()
    before = client.get(article.get_absolute_url())["ETag"]
    builders.judge(citation, Outcome.CONTRADICTED, now=builders.later(20), note="It rose.")
    response = client.get(article.get_absolute_url())
    html = text_of(response)
    assert "Since this was published" in html
    assert "A reviewer has found that the source says otherwise</b>" in html
    assert "A reviewer has found that the source says otherwise since this was published</strong>" in html
    assert "It rose." in html
    anchor = re.search(r'class="claim" id="([^"]+)"', html)[1]
    assert f'<a href="#{anchor}">claim 1</a>' in html
    assert response["ETag"] != before
    for name, arg in (("evidence", article.slug), ("claim", citation.claim_id)):
        assert "A reviewer has found that the source says otherwise" in text_of(client.get(at(name, arg)))


def test_a_retraction_after_publication_is_told_at_once(client, django_assert_num_queries):
    article, citation, _ = builders.published_article()
    record_notice(
        source=citation.source, kind="retraction", by=builders.editor(), now=builders.later(20), note="Made up."
    )
    with django_assert_num_queries(1):
        html = text_of(client.get(article.get_absolute_url()))
    assert "The source has been retracted" in html
    source = text_of(client.get(at("source", citation.source.citekey)))
    assert "Retracted since it appeared" in source
    assert '<s class="retracted-title">' in source
    assert "Checked before a notice about this source" in source
    assert "Matches its source" not in source


def test_a_withdrawn_article_says_when_and_why_and_keeps_its_editions(client):
    article, citation, _ = builders.published_article(title="Old advice")
    publishing.withdraw(
        article=article, by=builders.publisher(), now=builders.later(30), because="It was wrong about <kidneys>."
    )
    response = client.get(article.get_absolute_url())
    html = text_of(response)
    assert response.status_code == 200
    assert 'name="robots" content="noindex"' in html
    assert "withdrawn on 4 March 2026" in html
    assert "It was wrong about &lt;kidneys&gt;." in html
    assert at("edition", article.slug, 1) in html
    assert "Old advice" in html
    assert "Pain fell by 2 points" not in html
    assert "Pain fell by 2 points" in text_of(client.get(at("edition", article.slug, 1)))
    assert "Old advice" not in text_of(client.get(at("article-list")))
    assert client.get(at("evidence", article.slug)).status_code == 404
    assert "The article was withdrawn." in text_of(client.get(at("claim", citation.claim_id)))
    assert "Only older editions cite this source" in text_of(client.get(at("source", citation.source.citekey)))


# ---- editions


def test_an_older_edition_stays_and_says_that_it_is_not_the_current_one(client):
    article, citation, _ = builders.published_article("Pain fell by 2 points.")
    second_edition(article, citation, "Pain fell by 3 points.")
    old, new = client.get(at("edition", article.slug, 1)), client.get(at("edition", article.slug, 2))
    assert "Not the current edition." in text_of(old)
    assert article.get_absolute_url() in main_of(old)
    assert "Pain fell by 2" in text_of(old)
    assert 'content="noindex"' in text_of(old)
    assert "the current one" in text_of(new)
    assert f'rel="canonical" href="{article.get_absolute_url()}"' in text_of(new)
    assert "Pain fell by 2" in text_of(client.get(at("edition-evidence", article.slug, 1)))


def test_markers_of_an_edition_lead_to_the_evidence_of_that_edition(client):
    article, _, _ = builders.published_article()
    html = text_of(client.get(at("edition", article.slug, 1)))
    anchor = re.search(r'class="mark [^>]*href="(evidence/)#([^"]+)"', html)
    evidence = client.get(at("edition", article.slug, 1) + anchor[1])
    assert f'id="{anchor[2]}"' in text_of(evidence)


def test_the_list_of_editions_says_what_changed(client):
    article, citation, first = builders.published_article()
    second = second_edition(article, citation)
    html = text_of(client.get(at("editions", article.slug)))
    assert "The figure was mended." in html
    assert "First published." in html
    assert first.digest in html
    assert second.digest in html


def test_a_suppressed_edition_leaves_a_tombstone(client):
    article, citation, edition = builders.published_article()
    said = {"what": "A patient’s name.", "legal_basis": "GDPR, article 17."}
    publishing.suppress(edition=edition, by=builders.administrator(), now=builders.later(40), **said)
    for name in ("edition", "edition-evidence"):
        response = client.get(at(name, article.slug, 1))
        assert response.status_code == 410
        assert "A patient’s name." in text_of(response)
        assert "GDPR, article 17." in text_of(response)
    assert "A patient’s name." in text_of(client.get(at("editions", article.slug)))
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(at("claim", citation.claim_id)).status_code == 410


# ---- lists and home


def test_articles_not_yet_checked_are_listed_apart_without_meter(client):
    builders.published_article(title="Checked one")
    unchecked, _ = builders.cited_article(title="Unchecked one")
    builders.publish(unchecked, assurance="not-yet-checked")
    html = main_of(client.get(at("article-list")))
    apart = html.index("Not yet checked</h2>")
    assert html.index("Checked one") < apart < html.index("Unchecked one")
    assert "match" not in html[apart:]
    assert "Evidence checked" not in html[apart:]
    page = text_of(client.get(unchecked.get_absolute_url()))
    assert "Not yet checked.</b>" in page
    assert "Evidence meter" not in page


def test_the_home_page_shows_a_real_claim_and_live_figures(client):
    _, citation, _ = builders.published_article("Pain fell by 2 points.", title="Newest")
    html = text_of(client.get("/"))
    assert "Pain fell by 2 points." in html
    assert at("claim", citation.claim_id) in html
    assert "Newest" in html
    assert re.search(r"<dt>claim, each with its state</dt><dd>1</dd>", html)


def test_the_home_page_of_an_empty_site_says_so(client):
    assert "No article has been published yet." in text_of(client.get("/"))


def test_a_demonstration_says_what_it_is_at_the_foot_of_every_page(client, settings):
    settings.LOCAL = True
    for address in ("/", "/articles/", "/articles/nothing/"):
        assert settings.DEMO_NOTICE in text_of(client.get(address))
    settings.LOCAL = False
    assert settings.DEMO_NOTICE not in text_of(client.get("/articles/"))


# ---- sources


def test_a_source_page_lists_every_live_claim_resting_on_it(client):
    _, citation, _ = builders.published_article("Pain fell by 2 points.")
    citation.source.abstract = "Somebody else’s long text."
    citation.source.save()
    html = text_of(client.get(at("source", citation.source.citekey)))
    assert "Pain fell by 2 points." in html
    assert "1 sentence" in html
    assert at("claim", citation.claim_id) in html
    assert "Never checked for corrections and retractions" in html
    assert "Somebody else" not in html


def test_a_source_that_only_older_editions_cite_says_so(client):
    article, citation, _ = builders.published_article()
    builders.rewrite(article, "<p>Nothing is claimed.</p>", by=builders.editor(), now=builders.later(10))
    builders.publish(article, now=builders.later(12), note="The claim is gone.")
    assert "Only older editions cite this source" in text_of(client.get(at("source", citation.source.citekey)))
    assert citation.source.citekey not in text_of(client.get(at("source-list")))
    assert "No longer in the current edition." in text_of(client.get(at("claim", citation.claim_id)))


def test_a_merged_source_leads_to_the_one_that_took_its_place(client):
    _, citation, _ = builders.published_article("Pain fell by 2 points.")
    loser, winner = citation.source, builders.source("winner2020")
    loser.merged_into = winner
    loser.save()
    for name in ("source", "source-json"):
        response = client.get(at(name, loser.citekey))
        assert response.status_code == 302
        assert response["Location"] == at(name, "winner2020")
    assert "Pain fell by 2 points." in text_of(client.get(at("source", "winner2020")))
    listed = text_of(client.get(at("source-list")))
    assert at("source", "winner2020") in listed
    assert at("source", loser.citekey) not in listed


def test_a_former_citekey_leads_to_the_source(client):
    _, citation, _ = builders.published_article()
    CitekeyAlias.objects.create(citekey="oldname2019", source=citation.source)
    assert client.get("/sources/oldname2019/")["Location"] == at("source", citation.source.citekey)


# ---- claims


def test_a_claim_page_tells_its_history_over_editions(client):
    article, citation, _ = builders.published_article("Pain fell by 2 points.")
    second_edition(article, citation, "Pain fell by 3 points.")
    html = main_of(client.get(at("claim", citation.claim_id)))
    assert html.index("Pain fell by 3 points.") < html.index("Pain fell by 2 points.")
    assert "Matches its source" in html
    assert "edition 2" in html
    assert f"/claims/{citation.claim_id}/" in html


def test_the_evidence_page_shows_one_status_when_asked(client):
    article = many_claims(2)
    assert main_of(client.get(at("evidence", article.slug) + "?status=matches")).count('class="entry"') == 2
    assert main_of(client.get(at("evidence", article.slug) + "?status=partly")).count('class="entry"') == 0


# ---- pages can be made anew


def test_a_page_of_an_older_renderer_is_made_anew_from_what_was_published(client, capsys):
    article, _, edition = builders.published_article()
    before = EditionRendering.objects.get(edition=edition)
    old_etag = client.get(article.get_absolute_url())["ETag"]
    EditionRendering.objects.update(renderer=0, html="An old page")
    call_command("render_editions")
    after = EditionRendering.objects.get(edition=edition)
    assert (after.html, after.people, after.renderer) == (before.html, before.people, rendering.RENDERER)
    assert client.get(article.get_absolute_url())["ETag"] == old_etag
    call_command("render_editions")
    assert capsys.readouterr().out == "1 page was made anew.\n0 pages were made anew.\n"


def test_related_articles_are_shown_under_the_titles_that_readers_know(client):
    other, _, _ = builders.published_article(title="Magnesium and sleep")
    other.title = "Magnesium and slumber, a draft"
    other.save()
    draft = builders.article(title="Nobody has published this")
    article, citation = builders.cited_article()
    article.related.set([other, draft])
    builders.judge(citation)
    builders.publish(article)
    html = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{other.get_absolute_url()}">Magnesium and sleep</a>' in html
    assert "slumber" not in html
    assert "Nobody has published this" not in html
