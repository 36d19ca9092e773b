"""Links to shops, with and without a word about money."""

from . import Case

_PAID = 'rel="noopener noreferrer sponsored nofollow"'
_SHOP = "https://www.amazon.co.uk/dp/B000"


def _a(words="the tablets we bought", href=_SHOP, rel=_PAID):
    return f'<a href="{href}" {rel}>{words}</a>'


def _undisclosed(around, expected, said="Prices differ."):
    return Case("paid-link-undisclosed", said, expected, marked=False, around=around)


def _rel(href, expected, rel='rel="noopener noreferrer"'):
    around = f"<p>We may earn a commission. {{}} See {_a(href=href, rel=rel)}.</p>"
    return Case("paid-link-rel", "Prices differ.", expected, marked=False, around=around)


def _promise(words, expected, href=_SHOP):
    around = f"<p>We may earn a commission. {{}} See {_a(words, href)}.</p>"
    return Case("paid-link-promises", "Prices differ.", expected, marked=False, around=around)


def _disease(said, expected, link=None):
    around = f"<p>We may earn a commission.</p><p>{{}} Sold by {_a() if link is None else link}.</p>"
    return Case("disease-claim-beside-shop", said, expected, marked=False, around=around)


CASES = [
    _undisclosed(f"<p>{{}} See {_a()}.</p>", True),
    _undisclosed(f"<p>See {_a()}. {{}} We may earn a commission from that link.</p>", True),
    _undisclosed(f"<p>See {_a(href='https://example.org/tablets?tag=spine-21')}.</p><p>{{}}</p>", True),
    _undisclosed(f"<p>{{}} Look at {_a(href='https://amzn.to/3xYz')}.</p>", True),
    _undisclosed(f"<p>{{}} Look at {_a(href='https://shop.example.com/magnesium')}.</p>", True),
    _undisclosed(f"<p>{{}} Look at {_a(href='https://example.com/products/magnesium')}.</p>", True),
    _undisclosed(f"<p>We may earn a commission if you buy. {{}} See {_a()}.</p>", False),
    _undisclosed(f"<p>Some links here are affiliate links.</p><p>{{}} See {_a()}.</p>", False),
    _undisclosed(f"<p>We earn nothing from this link. {{}} See {_a()}.</p>", False),
    _undisclosed('<p>{} See <a href="https://doi.org/10.1000/1">the trial</a>.</p>', False),
    _undisclosed('<p>{} See <a href="https://www.nhs.uk/conditions/back-pain/">the NHS page</a>.</p>', False),
    _undisclosed('<p>{} Write to <a href="mailto:amazon@example.org">us</a>.</p>', False),
    _rel(_SHOP, True),
    _rel("https://www.iherb.com/pr/magnesium/1", True, 'rel="nofollow"'),
    _rel("https://www.awin1.com/cread.php?awinmid=1", True, ""),
    _rel(_SHOP, False, _PAID),
    _rel("https://pubmed.ncbi.nlm.nih.gov/23550715/", False),
    _rel("https://www.amazonia.example.org/", False),
    _promise("Relieve your back pain today", True),
    _promise("the best magnesium for sleep", True),
    _promise("tablets that work: proven formula", True),
    _promise("fast-acting spray", True),
    _promise("better sleep in a jar", True),
    _promise("Brand A, 120 tablets", False),
    _promise("magnesium citrate powder at this shop", False),
    _promise("price at the time of writing", False),
    _promise("a trial on how magnesium eases pain", False, "https://doi.org/10.1000/1"),
    _disease("Magnesium treats chronic pain.", True),
    _disease("These tablets cure insomnia.", True),
    _disease("It prevents migraine.", True),
    _disease("A remedy for arthritis.", True),
    _disease("Get rid of sciatica with one tablet a day.", True),
    _disease("Magnesium relieves cramps.", True),
    _disease("Magnesium does not cure arthritis.", False),
    _disease("The jar holds 120 tablets.", False),
    _disease("Does it treat back pain?", False),
    _disease("It was treated with steam before it was packed.", False),
    _disease("See a doctor about lasting back pain.", False),
    _disease("Magnesium treats chronic pain.", False, link="a pharmacy"),
    _disease("Supplements may not be sold to treat a disease.", False),
]
