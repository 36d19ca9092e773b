"""A reader copies the citation of a source: in each style, and for reference managers."""

import re

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(client):
    _, citation, _ = builders.published_article()
    source = citation.source
    source.title = "Mg<sup>2+</sup> & <script>pain</script>"
    source.abstract = "Somebody else's text."
    source.private_note = "Between colleagues."
    source.save()
    return source


def test_a_source_page_offers_its_citation_in_each_style_and_for_reference_managers(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    shown = dict(re.findall(r'id="cite-([a-z]+)">(.*?)</p(?:re)?>|$', page, re.DOTALL)) | dict(
        re.findall(r'<pre class="copy" id="cite-([a-z]+)">(.*?)</pre>', page, re.DOTALL)
    )
    title = "Mg<sup>2+</sup> &amp; &lt;script&gt;pain&lt;/script&gt;"
    assert shown["ama"] == f"Author AB. {title}. <i>Journal of Trials</i>. 2020. doi:{published.doi}"
    assert shown["nlm"] == f"Author AB. {title}. Journal of Trials. 2020. doi: {published.doi}."
    assert shown["apa"] == f"Author, A. B. (2020). {title}. <i>Journal of Trials</i>. https://doi.org/{published.doi}"
    assert shown["bibtex"].startswith(f"@article{{{published.citekey},")
    assert shown["ris"].startswith("TY  - JOUR")
    assert "<script>" not in shown["bibtex"] + shown["ris"]


def test_what_is_somebody_elses_or_between_colleagues_is_not_copied(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    assert "Somebody else" not in page
    assert "Between colleagues" not in page


def test_each_reference_of_an_article_leads_to_its_citation(client):
    article, citation, _ = builders.published_article()
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{citation.source.get_absolute_url()}#cite">Cite</a>' in page
