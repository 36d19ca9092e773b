"""Names of authors as lines of text: one a line, “Family, Given” or “Family, Given, Jr.”. Pure.

An organisation stands in braces: “{World Health Organization}”. The braces are those of BibTeX: what stands in them is
one piece, commas included, so “{Smith, Sons}, John” is a person whose family name has a comma. A list that goes on in
the work itself ends with “et al.”.
"""

import re

from references.bibliography import CUT_SHORT

_SPACES = re.compile(r"\s+")
_PIECE = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},]*))\s*(,|$)")
_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|\d{1,2}(?:st|nd|rd|th)|esq)\.?", re.IGNORECASE)
_CUT_SHORT = re.compile(r"(?:et\.? al|and others)\.?", re.IGNORECASE)
_PLEASE_BRACES = "put one pair of braces around the name of the organisation."
_PLEASE_FAMILY = "give the family name first, then a comma and the given names."


def written(names):
    """[{"family": "Smith", "given": "John", "suffix": "Jr."}] → “Smith, John, Jr.”."""
    return "\n".join(_line(name) for name in names)


def _line(name):
    family, given, suffix, literal = (_folded(name.get(k, "")) for k in ("family", "given", "suffix", "literal"))
    if literal:
        return f"{{{literal}}}"
    parts = [_braced(family, _is_ambiguous(family)), _braced(given, _is_ambiguous(given) or _is_suffix(given))]
    if suffix:
        parts.append(_braced(suffix, not _is_suffix(suffix)))
    elif not given:
        parts.pop()
    line = ", ".join(parts)
    # a single piece in braces would be an organisation
    return f"{line}," if line.endswith("}") and len(parts) == 1 else line


def _is_ambiguous(part):
    return "," in part or ";" in part or bool(_CUT_SHORT.fullmatch(part))


def _is_suffix(part):
    return bool(_SUFFIX.fullmatch(part))


def _braced(part, needed):
    return f"{{{part}}}" if needed else part


def read(text):
    """The names that the lines of `text` give. Raises ValueError with a sentence that names the line."""
    return [_name(number, line) for number, line in enumerate(map(_folded, text.splitlines()), 1) if line]


def _name(number, line):
    if _CUT_SHORT.fullmatch(line):
        return dict(CUT_SHORT)
    if line.startswith("{") and line.endswith("}") and "{" not in line[1:-1] and "}" not in line[1:-1]:
        if literal := line[1:-1].strip():
            return {"literal": literal}
        raise ValueError(f"Line {number}: {_PLEASE_FAMILY}")
    family, given, suffix = _parts(number, line)
    return {"family": family} | ({"given": given} if given else {}) | ({"suffix": suffix} if suffix else {})


def _parts(number, line):
    """(family, given, suffix) of a person's line."""
    parts, at = [], 0
    while True:
        match = _PIECE.match(line, at)
        if match is None:
            raise ValueError(f"Line {number}: {_PLEASE_BRACES}")
        braced, bare = match[1], match[2]
        if bare and ";" in bare:
            raise ValueError(f"Line {number}: one name a line, please; “;” divides names here.")
        parts.append((_folded(braced or bare or ""), braced is not None))
        if not match[3]:
            break
        at = match.end()
    if len(parts) > 3:
        raise ValueError(f"Line {number}: a name has at most three parts: family name, given names, Jr. or III.")
    parts += [("", False)] * (3 - len(parts))
    (family, _), (given, given_braced), (suffix, suffix_braced) = parts
    if suffix and not given_braced and not suffix_braced and _is_suffix(given) and not _is_suffix(suffix):
        given, suffix = suffix, given  # “Smith, Jr., John”, as BibTeX has it
    elif suffix and not suffix_braced and not _is_suffix(suffix):
        raise ValueError(
            f"Line {number}: “{suffix}” is no suffix like Jr. or III. Put one name on a line, "
            f"or braces around it: {{{suffix}}}."
        )
    if not family:
        raise ValueError(f"Line {number}: {_PLEASE_FAMILY}")
    return family, given, suffix


def _folded(text):
    return _SPACES.sub(" ", text).strip()
