"""Names of authors as lines of text: one a line, “Family, Given”, an organisation as “{World Health Organization}”. Pure.

The braces are those of BibTeX: what stands in them is one name, commas included, so “{Smith, Jr.}, John” is a person
whose family name has a comma.
"""

import re

_SPACES = re.compile(r"\s+")
_BRACED_FAMILY = re.compile(r"\{([^{}]+)\}\s*,(.*)")


def written(names):
    """[{"family": "Yousef", "given": "A A"}] → “Yousef, A A”."""
    return "\n".join(_line(name) for name in names)


def _line(name):
    if literal := _folded(name.get("literal", "")):
        return f"{{{literal}}}"
    family, given = _folded(name.get("family", "")), _folded(name.get("given", ""))
    if "," in family:
        return f"{{{family}}}, {given}".rstrip()
    return f"{family}, {given}" if given else family


def read(text):
    """The names that the lines of `text` give. Raises ValueError with a sentence that names the line."""
    return [_name(number, line) for number, line in enumerate(map(_folded, text.splitlines()), 1) if line]


def _name(number, line):
    if line.startswith("{") and line.endswith("}") and (literal := line[1:-1].strip()):
        if "{" in literal or "}" in literal:
            raise ValueError(f"Line {number}: put one pair of braces around the name of the organisation.")
        return {"literal": literal}
    if braced := _BRACED_FAMILY.fullmatch(line):
        family, given = braced.groups()
    else:
        family, _, given = line.partition(",")
    if "{" in family + given or "}" in family + given:
        raise ValueError(f"Line {number}: put one pair of braces around the name of the organisation.")
    if not family.strip():
        raise ValueError(f"Line {number}: give the family name first, then a comma and the given names.")
    return {"family": family.strip()} | ({"given": given.strip()} if given.strip() else {})


def _folded(text):
    return _SPACES.sub(" ", text).strip()
