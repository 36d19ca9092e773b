"""An abstract with its labelled parts, as one text that people can edit. Pure.

Each part is a paragraph; its heading stands in front of it: “Results: Pain fell by 2 points.” Only headings that
journals use are taken for one, so that a sentence with a colon stays a sentence.
"""

import re

from .details import AbstractPart

# each word of a heading must be one of these
_VOCABULARY = """
    aim aims background case conclusion conclusions context data design discussion evaluation evidence findings funding
    hypothesis implications importance interpretation introduction intervention interventions limitation limitations
    materials measurement measurements measures method methodology methods objective objectives outcome outcomes
    participants patients population procedure procedures purpose question rationale registration result results review
    sample search selection setting settings significance sources subjects summary trial
    abstract analysis appraisal clinical collection criteria diagnosis difference exposure exposures extraction finding
    investigations keywords key lessons main presentation primary secondary relevance report research scope statement
    statistical strengths studies study synthesis testing type what
    and of for in the or to with authors’ author’s authors' author's
"""
_WORDS = frozenset(_VOCABULARY.split())
_HEADING = re.compile(r"([^\W\d_][^:.;?!]{2,70}):\s+(?=\S)")


def parts(text):
    """The parts of a stored abstract, in order; a paragraph without a heading has an empty label."""
    found = []
    for paragraph in re.split(r"\n\s*\n|\n", text):
        if paragraph := paragraph.strip():
            match = _HEADING.match(paragraph)
            if match and _is_heading(match[1]):
                found.append(AbstractPart(paragraph[match.end() :].strip(), match[1].strip()))
            else:
                found.append(AbstractPart(paragraph))
    return found


def text_of(parts):
    """The parts as the text that is stored and edited. Headings in capitals become words."""
    return "\n\n".join(f"{_calm(p.label)}: {_one_line(p.text)}" if p.label else _one_line(p.text) for p in parts)


def _is_heading(words):
    pieces = re.findall(r"[^\s/,&()\-–]+", words.lower())
    return len(pieces) <= 6 and all(p in _WORDS for p in pieces)


def _calm(label):
    label = _one_line(label).rstrip(":. ")
    return label.capitalize() if label.isupper() else label


def _one_line(text):
    return re.sub(r"\s+", " ", text).strip()
