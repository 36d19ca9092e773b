"""What one feed says of one source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """known: whether the feed has this work at all. problem: why it could not be asked, in a sentence."""

    known: bool = True
    notices: tuple = ()  # details.NoticeSeen
    relations: tuple = ()  # details.Relation
    problem: str = ""


NOT_THERE = Look(known=False)
