"""Put other words into the mark of a claim, and keep the HTML around and within it. Pure.

What stays the same in the sentence stays as it is, with its emphasis, links and line breaks; only the words that differ
are replaced, each where it stands. What cannot be done so is refused with a sentence.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape, unescape

from references.canonical import canonical_text

from . import marks

_TOKEN = re.compile(r"""<(?:[^>"]|"[^"]*")*>|[^<]+""")  # a tag, or text; as the cleaner writes them
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLAIM = re.compile(r'data-claim="([^"]*)"')
_WORDS = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")
_EMPTY = re.compile(r"<(strong|em|sub|sup)></\1>")
_BETWEEN = -1  # where two pieces of a mark meet
_MARKERS = {"sup": "^", "sub": "_", "br": " "}


class CannotReword(ValueError):
    """Says why these words cannot be put in, and what to do instead."""


_BY_HAND = "Open the text and change the sentence by hand."
SHARED = f"Another claim shares these words. {_BY_HAND}"
RAISED = f"The change touches raised or lowered figures, or a line break. {_BY_HAND}"
LINK = f"The suggestion would take away a link. {_BY_HAND}"
PIECE = f"The sentence is marked in several pieces, and the suggestion leaves nothing of one. {_BY_HAND}"
OTHERWISE = f"The suggestion cannot be put in place of the sentence as it is marked. {_BY_HAND}"


@dataclass
class _Node:
    """One run of text within the mark. place: its index among the tokens."""

    place: int
    text: str
    in_link: bool
    shared: bool
    depth: int  # of inline markup around it
    raised: bool  # or lowered
    edits: list = field(default_factory=list)  # [(from, to, new text)] within the text, in order

    @property
    def edited(self):
        text = self.text
        for start, end, new in reversed(self.edits):
            text = text[:start] + new + text[end:]
        return text


def reword(html, claim_id, words):
    """`html`, sanitised, with `words` as what the mark of `claim_id` says. Raises CannotReword."""
    key, words = str(claim_id), " ".join(words.split())
    tokens = _TOKEN.findall(html)
    nodes, letters = _read(tokens, key)
    if not words or not any(node for _, node, _ in letters):
        raise CannotReword(OTHERWISE)
    for start, end, new in _changes("".join(letter for letter, _, _ in letters), words):
        _edit(letters, start, end, new)
    for node in nodes:
        if node.edits and node.shared:
            raise CannotReword(SHARED)
        if node.edits and node.in_link and not node.edited.strip():
            raise CannotReword(LINK)
        tokens[node.place] = escape(node.edited, quote=False)
    done = _without_empty("".join(tokens))
    _require_as_meant(html, done, key, words)
    return done


def _read(tokens, key):
    """(nodes, letters): the runs of text within the mark, and [(letter, its node or None if it stands fast, index)]"""
    nodes, letters, open_claims, links, scripts, pieces, depth = [], [], [], 0, 0, 0, 0
    for place, token in enumerate(tokens):
        if not token.startswith("<"):
            if key in open_claims:
                shared = any(claim not in {None, key} for claim in open_claims)
                node = _Node(place, unescape(token), links > 0, shared, depth, scripts > 0)
                nodes.append(node)
                letters += [(letter, node, index) for index, letter in enumerate(node.text)]
            continue
        name, closes = _NAME.match(token)[1], token.startswith("</")
        if name == "span":
            if closes:
                open_claims and open_claims.pop()
            else:
                claim = _CLAIM.search(token)
                open_claims.append(claim[1] if claim else None)
                if claim and claim[1] == key:
                    letters += [(" ", None, _BETWEEN)] if pieces else []
                    pieces += 1
        depth += 0 if name == "br" else -1 if closes else 1
        if name in {"sup", "sub"}:
            scripts += -1 if closes else 1
        if name == "a":
            links += -1 if closes else 1
        elif not closes and name in _MARKERS and key in open_claims:
            letters.append((_MARKERS[name], None, 0))
    return nodes, letters


def _changes(old, new):
    """[(from, to, new words)] that turn `old` into `new`, white space at its ends left alone."""
    begin, end = len(old) - len(old.lstrip()), len(old.rstrip())
    places = [(begin + m.start(), begin + m.end()) for m in _WORDS.finditer(old[begin:end])]
    wanted = _WORDS.findall(new)
    alike = SequenceMatcher(None, [_alike(old[a:b]) for a, b in places], [_alike(w) for w in wanted], autojunk=False)
    edges = [a for a, _ in places] + [end]
    for tag, a1, a2, b1, b2 in alike.get_opcodes():
        if tag != "equal":
            last = places[a2 - 1][1] if a2 > a1 else edges[a1]
            yield _shortest(old, edges[a1], last, "".join(wanted[b1:b2]))


def _shortest(old, start, end, new):
    """The same change without the letters at its ends that stay: markup may begin or end within a word."""
    while start < end and new and old[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and old[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return start, end, new


def _alike(word):
    return canonical_text(word) or " "


def _edit(letters, start, end, new):
    """Write one change down at the nodes that it touches: the new words go to the first, the old ones go from all."""
    touched = letters[start:end]
    if any(index == _BETWEEN for _, _, index in touched):
        raise CannotReword(PIECE)
    if any(node is None for _, node, _ in touched) or {"^", "_"} & set(new):
        raise CannotReword(RAISED)
    if not touched:
        node, index = _beside(letters, start)
        node.edits.append((index, index, new))
        return
    if len({id(node) for _, node, _ in touched}) > 1 and any(node.raised for _, node, _ in touched):
        raise CannotReword(RAISED)
    by_node = {}
    for _, node, index in touched:
        first, last = by_node.get(id(node), (node, index, index))[1:]
        by_node[id(node)] = (node, min(first, index), max(last, index))
    for node, first, last in by_node.values():
        node.edits.append((first, last + 1, new))
        new = ""


def _beside(letters, start):
    """(node, index) where words come in that replace nothing: beside the letter before or after, out of markup if one is."""
    places = []
    if start and (node := letters[start - 1][1]):
        places.append((node, letters[start - 1][2] + 1))
    if start < len(letters) and (node := letters[start][1]):
        places.append((node, letters[start][2]))
    if not places:
        raise CannotReword(RAISED)
    return min(places, key=lambda place: place[0].depth)


def _without_empty(html):
    while (less := _EMPTY.sub("", html)) != html:
        html = less
    return html


def _require_as_meant(before, after, key, words):
    """The mark says what was wanted, and every other mark what it said."""
    told = {str(m.id): m for m in marks.read_marks(after)[0]}
    others = {str(m.id): m.text for m in marks.read_marks(before)[0] if str(m.id) != key}
    if key in told and not all(f.strip() for f in told[key].fragments):
        raise CannotReword(PIECE)
    if key not in told or canonical_text(told[key].text) != canonical_text(words):
        raise CannotReword(OTHERWISE)
    if others != {name: mark.text for name, mark in told.items() if name != key}:
        raise CannotReword(SHARED)
