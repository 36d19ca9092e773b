"""Sources and reference lists as files, and the tags by which reference managers recognise pages."""

import json
import re
from html import unescape
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from django.urls import reverse

from references import formats
from references.models import CitekeyAlias
from tests import builders

pytestmark = pytest.mark.django_db
FORMATS = {"ris": "ris", "bib": "bibtex", "csl": "csl-json"}


def cited(**about):
    """A live article that cites one source; returns (article, source)."""
    source = builders.source(
        citekey="delft2020",
        title="Mg<sup>2+</sup> in <i>vivo</i>; a trial",
        authors=[{"family": "van Delft", "given": "Marieke"}, {"literal": "World Health Organization"}],
        month=9,
        volume="9",
        issue="2",
        pages="123-130",
        pmid="90000001",
        arxiv="2101.00001",
        abstract="Results: Pain fell.",
        **about,
    )
    claim = uuid4()
    article = builders.article(
        f"<h2>Trials</h2><p>{builders.mark('Pain fell.', source.citekey, id=claim)}</p>",
        said=builders.said(claim, sources={source.citekey: ("supports", "Pain fell.")}),
        slug="bone",
    )
    for citation in source.citations.all():
        builders.judge(citation)
    builders.publish(article)
    return article, source


def read(response, format):
    return [record.details for record in formats.read(response.content, format).records]


@pytest.mark.parametrize("short", FORMATS)
def test_a_source_comes_as_a_file_without_its_abstract(client, django_assert_max_num_queries, short):
    _, source = cited()
    with django_assert_max_num_queries(3):
        response = client.get(reverse(f"source-{short}", args=["delft2020"]))
    (found,) = read(response, FORMATS[short])
    assert (found.title, found.doi, found.arxiv) == (source.title, source.doi, "2101.00001")
    assert (found.authors, found.month) == (tuple(source.authors), 9)
    assert found.abstract == ()
    assert "delft2020" in response.text
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies


@pytest.mark.parametrize("short", FORMATS)
def test_the_references_of_an_article_come_as_they_were_frozen(client, django_assert_num_queries, short):
    article, source = cited()
    type(source).objects.filter(pk=source.pk).update(title="Changed since")
    with django_assert_num_queries(1):
        response = client.get(reverse(f"article-references-{short}", args=[article.slug]))
    (found,) = read(response, FORMATS[short])
    assert (found.title, found.pages, found.pmid) == (source.title, "123-130", "90000001")
    again = client.get(
        reverse(f"article-references-{short}", args=[article.slug]), headers={"if-none-match": response["ETag"]}
    )
    assert again.status_code == 304
    of_edition = client.get(reverse(f"edition-references-{short}", args=[article.slug, 1]))
    assert of_edition.content == response.content


def test_each_file_says_what_it_is(client):
    cited()
    kinds = {short: client.get(reverse(f"source-{short}", args=["delft2020"])) for short in FORMATS}
    assert {short: response["Content-Type"] for short, response in kinds.items()} == {
        "ris": "application/x-research-info-systems; charset=utf-8",
        "bib": "application/x-bibtex; charset=utf-8",
        "csl": "application/vnd.citationstyles.csl+json; charset=utf-8",
    }
    assert kinds["bib"]["Content-Disposition"] == 'inline; filename="delft2020.bib"'
    assert json.loads(kinds["csl"].content)[0]["id"] == "delft2020"


def test_what_nobody_cites_has_no_file(client):
    builders.source(citekey="unseen2020")
    draft = builders.article("<p>Nothing.</p>")
    for address in (
        reverse("source-ris", args=["unseen2020"]),
        reverse("source-bib", args=["nosuch"]),
        reverse("article-references-ris", args=[draft.slug]),
        reverse("edition-references-ris", args=[draft.slug, 1]),
    ):
        assert client.get(address).status_code == 404


def test_a_name_that_a_source_had_before_leads_to_the_one_it_has(client):
    _, source = cited()
    CitekeyAlias.objects.create(citekey="old2020", source=source)
    response = client.get("/sources/old2020.csl.json")
    assert (response.status_code, response["Location"]) == (302, "/sources/delft2020.csl.json")


def tags_of(response):
    tags = re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', response.text)
    return [(name, unescape(content)) for name, content in tags]


def test_the_page_of_a_source_carries_its_tags(client):
    _, source = cited()
    assert tags_of(client.get(reverse("source", args=["delft2020"]))) == [
        ("citation_title", "Mg2+ in vivo; a trial"),
        ("citation_author", "van Delft, Marieke"),
        ("citation_author", "World Health Organization"),
        ("citation_publication_date", "2020/09"),
        ("citation_journal_title", "Journal of Trials"),
        ("citation_volume", "9"),
        ("citation_issue", "2"),
        ("citation_firstpage", "123"),
        ("citation_lastpage", "130"),
        ("citation_doi", source.doi),
        ("citation_pmid", "90000001"),
        ("citation_arxiv_id", "2101.00001"),
        ("citation_language", "en"),
    ]


def test_the_page_of_an_article_carries_its_own_tags_and_its_references(client):
    article, source = cited()
    page = client.get(article.get_absolute_url())
    tags = tags_of(page)
    author = article.articleauthor_set.get().contributor.name
    assert tags[:4] == [
        ("citation_title", article.title),
        ("citation_author", author),
        ("citation_publication_date", "2026/03/04"),
        ("citation_language", "en-GB"),
    ]
    ((name, content),) = tags[4:]
    assert name == "citation_reference"
    assert content.startswith(
        "citation_title=Mg2+ in vivo, a trial; citation_author=van Delft, Marieke; citation_author=World"
    )
    assert f"citation_doi={source.doi}" in content
    (openurl,) = re.findall(r'<span class="Z3988" title="([^"]*)"></span>', page.text)
    said = parse_qs(unescape(openurl))
    assert said["rft.atitle"] == ["Mg2+ in vivo; a trial"]
    assert said["rft.jtitle"] == ["Journal of Trials"]
    assert said["rft.au"] == ["van Delft, Marieke"]
    assert said["rft.aucorp"] == ["World Health Organization"]
    assert said["rft_id"] == [f"info:doi/{source.doi}", "info:pmid/90000001"]


def test_what_stands_in_a_title_cannot_leave_its_tag(client):
    article, _ = cited(container_title='"><script>alert(1)</script>')
    for address in (article.get_absolute_url(), reverse("source", args=["delft2020"])):
        assert "<script>alert" not in client.get(address).text
