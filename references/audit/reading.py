"""What a reviewer reads beside the verdict: the sentence in its paragraph, and where the source can be opened. Pure."""

from urllib.parse import quote

from references import abstract_passages
from references.outcomes import NOT_JUDGED

from .side_by_side import Piece


def around(paragraph, sentence):
    """(before, sentence, after). A sentence that was marked in pieces does not stand in its paragraph: ("", it, "")."""
    before, found, after = paragraph.partition(sentence)
    return (before, found, after) if sentence and found else ("", sentence, "")


def links_of(source):
    """[(label, address)] of the source on the web."""
    links = [
        ("DOI", doi_address(source.doi)),
        ("PubMed", source.pmid and f"https://pubmed.ncbi.nlm.nih.gov/{quote(source.pmid)}/"),
        ("PubMed Central", source.pmcid and f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(source.pmcid)}/"),
        ("arXiv", source.arxiv and f"https://arxiv.org/abs/{quote(source.arxiv, safe='/')}"),
        ("Free to read", web_address(source.open_access_url)),
        ("Web page", web_address(source.url)),
    ]
    return [(label, address) for label, address in links if address]


def doi_address(doi):
    return doi and f"https://doi.org/{quote(doi, safe='/:;()._-')}"


def web_address(url):
    """The address if it is one of the web, else "": an import may bring `javascript:`."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def size_of(source):
    """The size of a study as people read it, as one piece like those with numbers marked."""
    size = source.sample_note or source.sample_size
    return [Piece(str(size))] if size else []


def state_of(shown):
    """“never”, “stale” or “fresh”, as the queue counts them."""
    if shown.outcome in NOT_JUDGED:
        return "never"
    return "fresh" if shown.is_fresh else "stale"


def labels(words, values):
    """What people read for stored values. words: the choices that they are of."""
    return [words(value).label for value in values]


def abstract_of(source, passages):
    """[(label, [(piece of text, whether a passage rests on it)])] of the source's abstract."""
    quotes = [p.quote for p in passages if p.quote]
    return [(p.label, abstract_passages.marked(p.text, quotes)) for p in abstract_passages.parts(source.abstract)]


def with_misquotes(source, passages):
    """[(passage, whether it quotes the abstract with words that do not stand there)]"""
    return [
        (p, abstract_passages.is_misquoted(quote=p.quote, basis=p.basis, abstract=source.abstract)) for p in passages
    ]
