"""Names of people and organisations, out of the ways files write them. Pure.

A particle stays with its family name (“van Delft”), a suffix stands apart, an organisation is one piece.
"""

import re

from references.bibliography import CUT_SHORT

from .texts import plain

_CUT_SHORT = re.compile(r"(?:et\.? al|(?:and )?others)\.?", re.IGNORECASE)
_SUFFIX = r"(?:[JjSs]r\.?|II|III|IV|[2-5](?:nd|rd|th)|Esq\.?)"
_ENDS_IN_SUFFIX = re.compile(rf"(.*[^\s,]),?\s+({_SUFFIX})")
_ENDS_IN_PARTICLE = re.compile(
    r"(.*\S)\s((?:(?:[dl]['’]|af|av|da|das|de|dei|del|della|den|der|des|di|dos|du|ten|ter|van|vanden|von|vom|zu|zum|zur"
    r"|in|la|le|het|'t|’t)\s)*(?:[dl]['’]|af|av|da|das|de|dei|del|della|den|der|des|di|dos|du|ten|ter|van|vanden|von|vom"
    r"|zu|zum|zur|'t|’t))"
)
_ORGANISATION = re.compile(
    r"\b(?:academ|administration|agency|association|authority|board|centers?\b|centre|clinic\b|college|collaborat|commission"
    r"|committee|conference|consortium|council|department|federation|foundation|group|institut|investigators|ministry"
    r"|network|office|organi[sz]ation|panel|program|project|registry|service|society|staff\b|study|task force|team|trust|union\b"
    r"|universit|working|initiative|national|international)",
    re.IGNORECASE,
)
_FAMILY_AND_INITIALS = re.compile(rf"(\S+(?: \S+){{0,3}}) ([A-Z]{{1,4}})(?: ({_SUFFIX}))?")


def person(family, given="", suffix=""):
    """{family, given?, suffix?}; None where nothing is left.

    A suffix and a particle that stand at the end of the given names (“Groot, Lisette de”) go where they belong.
    """
    family, given, suffix = plain(family), plain(given), plain(suffix)
    if not family:
        family, given = given, ""
    if not family:
        return None
    if not suffix and (match := _ENDS_IN_SUFFIX.fullmatch(given)):
        given, suffix = match.groups()
    if not suffix and (match := _ENDS_IN_SUFFIX.fullmatch(family)):
        family, suffix = match.groups()
    if match := _ENDS_IN_PARTICLE.fullmatch(given):
        given, particle = match.groups()
        family = f"{particle}{family}" if particle[-1] in "'’" else f"{particle} {family}"
    return {"family": family} | ({"given": given} if given else {}) | ({"suffix": suffix} if suffix else {})


def organisation(name):
    """{literal}; None for an empty name."""
    return {"literal": name} if (name := plain(name)) else None


def is_organisation(name):
    """Whether a name has a word that organisations have and people have not."""
    return bool(_ORGANISATION.search(name))


def spoken(name):
    """A name as people say it, “Anna B. Author” → {family: Author …}; one with a comma, or of an organisation, as `name_of`."""
    known = name_of(name)
    words = plain(name).split()
    if not known or "family" in known or not 2 <= len(words) <= 4 or is_organisation(name) or known == CUT_SHORT:
        return known
    suffix = words.pop() if len(words) > 2 and re.fullmatch(_SUFFIX, words[-1]) else ""
    return person(words[-1], " ".join(words[:-1]), suffix)


def is_cut_short(text):
    """Whether “et al.” or “and others” stands in place of a name."""
    return bool(_CUT_SHORT.fullmatch(text.strip()))


def sounds_like_an_organisation(text):
    return bool(_ORGANISATION.search(text))


def name_of(text):
    """“van Delft, Marieke”, “King, M L, Jr.”, “Garrison SR”; anything else without a comma is an organisation.

    “World Health Organization,” and “Department of Health,, Australia” are organisations, as EndNote writes them.
    None for an empty text.
    """
    text = plain(text).strip(" ;")
    if not text.strip(","):
        return None
    if is_cut_short(text):
        return dict(CUT_SHORT)
    if text.endswith(",") or ",," in text:
        return organisation(text.removesuffix(",").replace(",,", ","))
    if "," in text:
        return _with_commas(text, [part.strip() for part in text.split(",")])
    if (match := _FAMILY_AND_INITIALS.fullmatch(text)) and not _ORGANISATION.search(text):
        return person(*(part or "" for part in match.groups()))
    return organisation(text)


def _with_commas(text, parts):
    family, *rest = parts
    if len(rest) > 2 or (_ORGANISATION.search(family) and len(family.split()) > 2):
        return organisation(text)
    if len(rest) == 2 and re.fullmatch(_SUFFIX, rest[0]):
        rest.reverse()
    return person(family, *rest)


def in_one_line(name):
    """A name so that `name_of` gives it back."""
    if name == CUT_SHORT:
        return "et al."
    if literal := name.get("literal"):
        literal = literal.replace(",", ",,")
        return literal if name_of(literal) == name else f"{literal},"
    return ", ".join(part for part in (name["family"], name.get("given", ""), name.get("suffix", "")) if part)
