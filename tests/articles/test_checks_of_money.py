"""Links to shops: which they are, and what an article with one has to say."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks import Request, Severity, money
from articles.paid_links import is_paid
from articles.sanitising import clean
from tests.articles import frozen_content

SHOP = '<a href="https://www.amazon.co.uk/dp/B000?a=1&amp;tag=x-21">these tablets</a>'


def found(*blocks, code=None, **article):
    content = frozen_content.content(*blocks, **article)
    findings = [f for check in money.CHECKS for f in check(content, Request())]
    return [f for f in findings if code in {None, f.code}]


def text(html, number=1):
    return frozen_content.block("text", id=f"text-{number}", text=html)


@pytest.mark.parametrize(
    "href",
    [
        "https://www.amazon.de/dp/1", "https://amazon.com/x", "https://smile.amazon.co.uk/x", "https://amzn.to/x", "https://a.co/d/1",
        "https://www.iherb.com/pr/x", "https://de.iherb.com/pr/x", "https://example.org/?tag=me-21", "https://example.org/?AFF_ID=3",
        "https://click.linksynergy.com/deeplink?id=1", "https://shop.example.org/", "https://example.org/shop/magnesium",
        "https://example.org/products/magnesium", "http://www.hollandandbarrett.com/x", "https://EXAMPLE.org/Cart",
    ],
)  # fmt: skip
def test_addresses_of_shops_are_known(href):
    assert is_paid(href)


@pytest.mark.parametrize(
    "href",
    [
        "https://doi.org/10.1000/1", "https://www.nhs.uk/conditions/back-pain/", "https://en.wikipedia.org/wiki/Amazon_(company)",
        "https://amazon-rainforest.example.org/", "mailto:shop@amazon.com", "/shop/", "https://example.org/workshop/",
        "https://www.ema.europa.eu/en/documents/product-information/x.pdf", "https://example.org/?tags=pain", "", "https://", "//[",
        "https://pubmed.ncbi.nlm.nih.gov/?term=magnesium",
    ],
)  # fmt: skip
def test_other_addresses_are_not_taken_for_shops(href):
    assert not is_paid(href)


@given(st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda text: f"https://{text}")))
def test_no_address_breaks_the_question(href):
    assert is_paid(href) in {True, False}


def test_saving_marks_links_to_shops_and_no_others():
    html = clean(f'<p>{SHOP} <a title="A &quot;trial&quot;" href="https://doi.org/10.1000/1">a trial</a></p>')
    assert 'tag=x-21" rel="noopener noreferrer sponsored nofollow">' in html
    assert 'rel="noopener noreferrer">a trial' in html
    assert clean(html) == html


def test_a_mark_of_ones_own_is_not_kept_on_other_links():
    assert "sponsored" not in clean('<a href="https://doi.org/10.1000/1" rel="sponsored">a trial</a>')


def test_what_was_saved_is_marked_and_only_wants_its_disclosure():
    assert {f.code for f in found(text(clean(f"<p>{SHOP}</p>")))} == {"paid-link-undisclosed"}


def test_the_disclosure_at_the_end_of_the_page_comes_too_late():
    (finding,) = found(text(clean(f"<p>{SHOP}</p>")), disclosures="We earn a commission from shops.")
    assert finding.code == "paid-link-undisclosed"
    assert (finding.severity, finding.place) == (Severity.BLOCK, "text-1")


@pytest.mark.parametrize("place", ["answer", "before_you_take_it", "summary"])
def test_a_disclosure_in_what_is_read_first_is_enough(place):
    assert found(text(clean(f"<p>{SHOP}</p>")), **{place: "<p>Some links earn us a commission.</p>"}) == []


def test_one_disclosure_is_enough_for_all_links_after_it():
    html = clean(f"<p>{SHOP}</p>")
    told = text("<p>We are paid when you buy through links on this page.</p>", 2)
    assert [f.place for f in found(text(html, 1), told, text(html, 3))] == ["text-1"]


def test_a_disease_is_treated_only_far_from_the_shop():
    told, sold = (
        text("<p>Links earn us a commission. Magnesium treats chronic pain.</p>", 1),
        text(clean(f"<p>{SHOP}</p>"), 2),
    )
    assert found(told, sold) == []
    both = text(clean(f"<p>Links earn us a commission.</p><p>Magnesium treats chronic pain. Buy {SHOP}</p>"), 1)
    (finding,) = found(both)
    assert (finding.code, finding.severity, finding.quote) == (
        "disease-claim-beside-shop", Severity.BLOCK, "Magnesium treats chronic pain.",
    )  # fmt: skip


def test_the_name_of_a_link_is_read_as_people_read_it():
    html = clean(f"<p>We earn a commission: {SHOP.replace('these tablets', 'Relieve &amp; relax')}</p>")
    (finding,) = found(text(html), code="paid-link-promises")
    assert unescape("Relieve &amp; relax") in finding.message
