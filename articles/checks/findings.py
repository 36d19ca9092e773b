"""What rules are, and what they find. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum

from references.canonical import canonical_json, canonical_text, digest
from references.status import Assurance


class Severity(IntEnum):
    BLOCK = 0
    WARN = 1
    INFORM = 2


@dataclass(frozen=True)
class Library:
    """What a rule needs to know beside the content of the article; `articles.surroundings` reads it.

    abstracts: {citekey: text}. contrary: {claim id: citekeys of studies in the library that speak against it and that the
    article does not mention}. elsewhere: quantities that other live articles state, as `articles.checks.numbers` reads them.
    """

    abstracts: Mapping = field(default_factory=dict)
    contrary: Mapping = field(default_factory=dict)
    elsewhere: tuple = ()


@dataclass(frozen=True)
class Request:
    """The edition that somebody wants to publish.

    emergency: it goes out before the second pair of eyes. today: None where nothing depends on it.
    severities: {code: Severity} where the editorial team weighs a rule otherwise than it comes.
    """

    assurance: str = Assurance.CHECKED
    number: int = 1
    note: str = ""
    emergency: bool = False
    today: date | None = None
    severities: Mapping = field(default_factory=dict)
    library: Library = Library()


@dataclass(frozen=True)
class Finding:
    """One thing found, at one place.

    message says what is wrong, mend how to put it right. claim and number name the claim, if it is about one;
    citation is the id of the citation; place is a field or a block of the article. about: the digest of what it is about,
    its wording and the message included; a waiver of it falls when that changes. waived: the waiver that lets it stand,
    or None.
    """

    code: str
    severity: Severity
    message: str
    mend: str = ""
    place: str = ""
    claim: str = ""
    number: int | None = None
    citation: str = ""
    quote: str = ""
    about: str = ""
    waived: Mapping | None = None

    @property
    def blocks(self):
        return self.severity is Severity.BLOCK


@dataclass(frozen=True)
class Rule:
    """One editorial rule. `code` is its name in addresses and exports, `severity` how it comes.

    title: what it is called. why and mend: for its page in the docs and the editor. several: its sentence when it found
    {n} things. fixed: nobody may weigh it otherwise or waive it, and an emergency lifts it only where it says
    lifted_in_emergency: what a second pair of eyes would have seen, and can still see afterwards.

    A message says the same until what it is about changes: no days gone by, no number of a claim. Waivers hang on it.
    """

    code: str
    severity: Severity
    title: str
    why: str
    mend: str
    several: str = ""
    fixed: bool = False
    lifted_in_emergency: bool = False

    def at(self, message, *, place="", quote="", mend=None, severity=None):
        """A finding about a field or a block; `quote` is what it is about, if it is about words."""
        about = digest(canonical_json([self.code, place if not quote else "", canonical_text(quote), message]))
        weight = self.severity if severity is None else severity
        return Finding(self.code, weight, message, self.mend if mend is None else mend, place, quote=quote, about=about)

    def at_claim(self, claim, message, *, mend=None, citation=None, severity=None):
        """A finding about a frozen claim, or about one of its frozen citations."""
        judged = citation["digest"] if citation else ""
        # the message too: a rule may find two things in one sentence, and letting one stand says nothing of the other
        said = [self.code, claim["id"], canonical_text(claim["text"]), claim["kind"], claim["voice"], judged, message]
        return Finding(
            self.code,
            self.severity if severity is None else severity,
            message,
            self.mend if mend is None else mend,
            place=claim["place"],
            claim=claim["id"],
            number=claim["number"],
            citation=citation["id"] if citation else "",
            quote=claim["text"],
            about=digest(canonical_json(said)),
        )


def weighed(finding, rule, request, waivers):
    """The finding as it counts here: weighed by the team, let stand by a waiver. waivers: {(code, about): waiver}

    In an emergency what may be lifted warns.
    """
    if rule is None:
        return finding
    if not rule.fixed:
        finding = replace(finding, severity=request.severities.get(finding.code, finding.severity))
        if waiver := waivers.get((finding.code, finding.about)):
            return replace(finding, severity=Severity.INFORM, waived=waiver)
    if request.emergency and finding.blocks and (rule.lifted_in_emergency or not rule.fixed):
        return replace(finding, severity=Severity.WARN)
    return finding


def blocking(findings):
    return [f for f in findings if f.blocks]


def in_order(findings):
    """Those that block first; those that a waiver lets stand last."""
    return sorted(findings, key=lambda f: (f.waived is not None, f.severity, f.code, f.number or 0))


def in_force(content, findings):
    """The waivers of `content` that let one of its `findings` stand. The others have fallen: what they were about changed."""
    standing = {(f.code, f.about) for f in findings if f.waived}
    return [w for w in content.get("waivers", ()) if (w["code"], w["about"]) in standing]
