"""What a check finds."""

from dataclasses import dataclass
from enum import IntEnum

from references.status import Assurance


class Severity(IntEnum):
    BLOCK = 0
    WARN = 1
    INFORM = 2


@dataclass(frozen=True)
class Request:
    """The edition that somebody wants to publish."""

    assurance: str = Assurance.CHECKED
    number: int = 1
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing found, at one place.

    message says what is wrong, mend how to put it right. claim and number name the claim, if it is about one;
    citation is the id of the citation; place is a field or a block of the article.
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

    @property
    def blocks(self):
        return self.severity is Severity.BLOCK


def blocking(findings):
    return [f for f in findings if f.blocks]


def in_order(findings):
    return sorted(findings, key=lambda f: (f.severity, f.code, f.number or 0))


def about_claim(claim, *, code, severity, message, mend="", citation=""):
    """A finding about a frozen claim."""
    return Finding(
        code,
        severity,
        message,
        mend,
        place=claim["place"],
        claim=claim["id"],
        number=claim["number"],
        citation=citation,
        quote=claim["text"],
    )
