"""The references of frozen content in the shape that formats write. Pure."""

from references.formats import csl_json


def details_of(source):
    """The Details of one of the `sources` of frozen content."""
    own = {"arxiv": source["identifiers"].get("arxiv", ""), "design": source["design"]}
    return csl_json.details_of({**source["csl"], "custom": own})
