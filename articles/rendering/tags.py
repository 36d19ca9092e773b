"""The tags by which reference managers recognise an article's page and its references."""

from articles.reference_list import details_of
from references import page_tags
from references.details import Details


def head_tags(content, authors, edition):
    """[(name, content)] for the head of an edition: what it is, then one for each work it cites."""
    page = Details(
        csl_type="webpage",
        title=content["article"]["title"],
        authors=tuple({"literal": author["name"]} for author in authors),
        year=edition.published_at.year,
        month=edition.published_at.month,
        day=edition.published_at.day,
        language=content["article"]["language"],
    )
    cited = [("citation_reference", page_tags.highwire_reference(details_of(s))) for s in content["sources"]]
    return page_tags.highwire(page) + cited


def context_object(source):
    """The OpenURL of a frozen source, for the title of its span."""
    return page_tags.context_object(details_of(source))
