"""What a reviewer chose to see of the queue."""

from dataclasses import dataclass, field

from .risks import Risk
from .waiting_table import Where
from .words import Words

SKIPPED = "skipped"
WHO = ["free", "mine", "others", SKIPPED]
_WHO = {"free": "NOT skipped AND who = 0", "mine": "who = 1", "others": "who = 2", SKIPPED: "skipped"}


@dataclass(frozen=True)
class Filters:
    """None and no words: everything.

    document: content type id and object id. source: the key of a source. kind: of the claim. who: one of WHO. live: whether
    readers see the sentence.
    """

    risk: Risk | None = None
    document: tuple[int, str] | None = None
    source: int | None = None
    kind: str | None = None
    who: str | None = None
    live: bool | None = None
    words: Words = field(default_factory=Words)

    @property
    def any(self):
        return self != Filters()

    @property
    def shows_all(self):
        """Whether a list under them has pages, and not the first few of each risk."""
        return self.risk is not None or self.who == SKIPPED

    def fits(self, cell, left_out=()):
        """Whether something of this risk, kind and so on is shown; the filters named in `left_out` do not count."""
        who = {cell.who} - ({"free"} if cell.skipped else set()) | ({SKIPPED} if cell.skipped else set())
        chosen = {"risk": {cell.risk}, "kind": {cell.kind}, "live": {cell.live}, "who": who}
        return all(
            name in left_out or getattr(self, name) is None or getattr(self, name) in values
            for name, values in chosen.items()
        )

    def where(self, *left_out, hidden=False):
        """The same for the table of what waits. hidden: None for those that this person may judge and the others alike."""
        conditions = {
            "risk": ("risk = %s", self.risk and int(self.risk)),
            "document": ("content_type = %s AND object_id = %s", *(self.document or ())),
            "source": ("source = %s", self.source),
            "kind": ("about = %s", self.kind),
            "who": (_WHO.get(self.who),),
            "live": ("live" if self.live else "NOT live",),
        }
        where = Where() if hidden is None else Where("hidden" if hidden else "NOT hidden")
        for name, (sql, *params) in conditions.items():
            if name not in left_out and getattr(self, name) is not None:
                where = where.but(sql, *params)
        return where
