"""What speaks for a sentence and what against it, side by side. Pure.

A verdict in force says what the source says; without one, what the editor says that it does.
"""

from references.outcomes import Outcome, Stance

_FOR, _AGAINST, _BESIDE = "for", "against", "beside"
_BY_OUTCOME = {
    Outcome.SUPPORTED: _FOR,
    Outcome.PARTLY: _FOR,
    Outcome.WEAKER: _FOR,
    Outcome.CONTRADICTED: _AGAINST,
    Outcome.NOT_ADDRESSED: _BESIDE,
}
_BY_STANCE = {
    Stance.SUPPORTS: _FOR,
    Stance.QUALIFIES: _FOR,
    Stance.CONTRADICTS: _AGAINST,
    Stance.MENTIONS: _BESIDE,
}
_HEADINGS = {_FOR: "Speaks for it", _AGAINST: "Speaks against it", _BESIDE: "Named, but does not speak of it"}


def side_of(citation):
    """“for”, “against” or “beside” of a citation as `told` tells it."""
    outcome, stance = citation["outcome"], citation["stance"]
    return _BY_OUTCOME[Outcome(outcome)] if outcome else _BY_STANCE[Stance(stance)]


def against(citation):
    return side_of(citation) == _AGAINST


def sides_of(citations):
    """[{side, heading, citations}]: for and against always, so that an empty one is seen; beside where there is one."""
    sides = {side: [c for c in citations if side_of(c) == side] for side in _HEADINGS}
    shown = [side for side in _HEADINGS if sides[side] or side != _BESIDE]
    return [{"side": side, "heading": _HEADINGS[side], "citations": sides[side]} for side in shown]


_WORDS = {
    Stance.SUPPORTS: ("supports it", "support it"),
    Stance.QUALIFIES: ("qualifies it", "qualify it"),
    Stance.CONTRADICTS: ("contradicts it", "contradict it"),
    Stance.MENTIONS: ("is background", "are background"),
}


def stances_of(citations):
    """[{stance, words}]: “2 support it”, as the editor named them."""
    counts = {stance: sum(c["stance"] == stance for c in citations) for stance in _WORDS}
    return [{"stance": s.value, "words": f"{n} {_WORDS[s][n != 1]}"} for s, n in counts.items() if n]
