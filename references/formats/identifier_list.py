"""A plain list of identifiers, one a line: DOIs, PMIDs, PMCIDs, ISBNs, arXiv ids, addresses. Read only.

A line that is only a number is no PMID, since it could be anything; in a file that has nothing but such lines it is one,
because that is how PubMed saves a list of PMIDs.
"""

import re

from references import identifiers

from .draft import Draft
from .reading import shortened, unreadable

_LONGEST = 2000
_NUMBER = re.compile(r"[1-9]\d{0,7}")
_COMMENT = re.compile(r"\s*(?:#|//|%)")


def records(text):
    """The records of a Text, one at a time: a DOI, PMID … and nothing else, to be looked up."""
    only_numbers = _has_only_numbers(text)
    for number, line in text.numbered():
        line = line.strip().strip(",;")
        if not line or _COMMENT.match(line):
            continue
        if len(line) > _LONGEST:
            yield unreadable(number, line, "This line is too long for an identifier.")
        elif only_numbers:
            yield _record(number, line, [("pmid", line)])
        else:
            yield _record(number, line, identifiers.find(line))


def looks_like_one(head):
    """Whether at least half of the first lines hold an identifier."""
    lines = [line.strip() for line in head.split("\n")[:40] if line.strip() and not _COMMENT.match(line)]
    lines = [line for line in lines if len(line) <= _LONGEST]
    found = sum(bool(_NUMBER.fullmatch(line.strip(",;")) or identifiers.find(line)) for line in lines)
    return bool(lines) and found * 2 >= len(lines)


def _has_only_numbers(text):
    return all(not line.strip() or _NUMBER.fullmatch(line.strip().strip(",;")) for _, line in text.numbered())


def _record(number, line, found):
    if not found:
        return unreadable(number, line, "There is no DOI, PMID, PMCID, ISBN, arXiv id or web address in this line.")
    draft = Draft(number)
    fields = [field for field, _ in found]
    if len(set(fields)) < len(fields):
        return unreadable(
            number, line, "There are several identifiers in this line; please put each on a line of its own."
        )
    for field, value in found:
        draft.put(field, value)
    left = shortened(line)
    if len(fields) > 1:
        draft.problem(number, left, "Several identifiers stand in this line; they were taken for those of one work.")
    return draft.record()
