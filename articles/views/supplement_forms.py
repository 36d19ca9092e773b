"""The comparison tool: the forms of a substance beside each other, as last published."""

from articles.supplement_address import Address
from articles.supplement_comparison import ComparisonTool
from articles.supplement_reader import Reader

from .caching import page
from .substances import of_substance


@of_substance
def substance_forms(request, found, etag):
    """One query."""
    address = Address(request.GET)
    reader = Reader(found, address, "substance-forms")
    chosen = address.one("comparison", found.comparisons, "comparison")
    placed = found.comparisons.get(chosen) or found.comparison
    tool = ComparisonTool(reader, placed) if placed else None
    return page("supplements/forms.html", reader.context(tool=tool), etag=etag)
