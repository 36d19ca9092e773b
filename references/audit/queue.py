"""The queue of one reviewer: what waits, under which filters, what comes first, and what comes next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType

from references.models.waiting import ItemKind

from . import waiting_table as table
from .queue_filters import SKIPPED, Filters
from .risks import Risk

__all__ = ["Filters", "Item", "Queue", "Risk", "documents_of"]

FIRST_OF_EACH = 5
"""So many of each risk are shown before “Show all”."""
PAGE = 100
_LONGEST_FACET = 8


class Item(NamedTuple):
    """Something that waits. kind and key: a citation, a claim without source, or a report."""

    risk: Risk
    kind: ItemKind
    key: UUID
    skipped: bool = False


class _Cell(NamedTuple):
    """How many have these five things in common."""

    risk: Risk
    live: bool
    who: str
    skipped: bool
    hidden: bool
    kind: str


@dataclass(frozen=True)
class Queue:
    """What one reviewer sees of the queue at `now`. All of a list is one query, all around one citation another."""

    person: object
    now: datetime
    filters: Filters = field(default_factory=Filters)
    page: int = 1

    def under(self, **chosen):
        """The same queue under other filters."""
        return Queue(self.person, self.now, replace(self.filters, **chosen))

    # ---- the list

    @cached_property
    def _found(self):
        f = self.filters
        arms = [
            table.cells(f.where("risk", "live", "who", "kind", hidden=None)),
            table.most("document", "object_id", "content_type", f.where("document"), _LONGEST_FACET),
            table.most("source", "''", "source", f.where("source").but("source > 0"), _LONGEST_FACET),
            table.first("first", f.where("who").but(f"NOT skipped AND who <> {table.OTHERS}"), 1),
        ]
        if f.shows_all:
            arms.append(table.first("row", f.where(), PAGE, skip=PAGE * (self.page - 1)))
        else:
            # one by one: to rank all rows within their risk would sort all of them
            arms += [
                table.first("row", f.where().but("NOT skipped AND risk = %s", int(r)), FIRST_OF_EACH) for r in Risk
            ]
            arms.append(table.first("row", f.where().but("skipped"), FIRST_OF_EACH))
        return table.ask(self.person, self.now, f.words, arms)

    @cached_property
    def _cells(self):
        """{_Cell: how many}, whatever is chosen of risk, kind, who and what readers see."""
        return {
            _Cell(Risk(risk), *table.flags(bits), kind=kind): count for kind, risk, bits, count in self._found["cell"]
        }

    def _counted(self, by, *left_out, hidden=False):
        """Counter of `by(cell)`; the filters named in `left_out` do not count."""
        found = Counter()
        for cell, count in self._cells.items():
            if cell.hidden == hidden and self.filters.fits(cell, left_out):
                found[by(cell)] += count
        return found

    @cached_property
    def total(self):
        return self._counted(lambda cell: 0)[0]

    @property
    def noun(self):
        """“citation” while nothing else waits."""
        found = self._counted(lambda cell: cell.risk)
        return "item" if found[Risk.REPORT] + found[Risk.NO_SOURCE] else "citation"

    @cached_property
    def hidden(self):
        """How many this person may not judge."""
        return self._counted(lambda cell: 0, hidden=True)[0]

    @cached_property
    def risks(self):
        """[(risk, how many)] over all risks under the other filters; zero is shown, because zero is news."""
        found = self._counted(lambda cell: cell.risk, "risk")
        return [(risk, found[risk]) for risk in Risk]

    @cached_property
    def not_skipped(self):
        """{risk: how many}, without what this person skipped."""
        return self._counted(lambda cell: None if cell.skipped else cell.risk)

    @property
    def who(self):
        """{"free", "mine", "others", "skipped": how many}"""
        found = self._counted(lambda cell: cell.who, "who")
        free = self._counted(lambda cell: (cell.who, cell.skipped), "who")["free", False]
        return {"free": free, "mine": found["mine"], "others": found["others"], SKIPPED: self.skipped}

    @property
    def skipped(self):
        return self._counted(lambda cell: cell.skipped, "who")[True]

    @property
    def skipped_here(self):
        """How many of `total` this person skipped; they come last."""
        return self._counted(lambda cell: cell.skipped)[True]

    @property
    def live(self):
        """{whether readers see it: how many}"""
        return self._counted(lambda cell: cell.live, "live")

    @property
    def kinds(self):
        """{kind of claim: how many}"""
        return self._counted(lambda cell: cell.kind, "kind")

    @property
    def documents(self):
        """[(document, how many)], the few with most to do first."""
        return [((kind, key), count) for key, kind, _, count in self._found["document"]]

    @property
    def sources(self):
        """[(key of the source, how many)], the few with most to do first."""
        return [(source, count) for _, source, _, count in self._found["source"]]

    @property
    def first(self):
        """The first item that is free, or this person's; None if there is none."""
        return next(map(_item, self._found["first"]), None)

    @property
    def items(self):
        """In order: the first few of each risk, then of what this person skipped; of a single risk one page of all."""
        return [_item(row) for row in self._found["row"]]

    @property
    def pages(self):
        return max((self.total + PAGE - 1) // PAGE, 1)

    # ---- the desk

    @cached_property
    def _asked(self):
        return {}

    def _beside(self, key):
        """What the table says around one citation."""
        if key not in self._asked:
            where = self.filters.where()
            free = where.but(f"who <> {table.OTHERS}")
            arms = [table.total(where), table.place(where, key), table.before(free, key), table.following(free, key)]
            self._asked[key] = table.ask(self.person, self.now, self.filters.words, arms)
            # so that the desk does not count for a list
            self.__dict__.setdefault("total", self._asked[key]["total"][0][-1])
        return self._asked[key]

    def place_of(self, citation):
        """Its number in the queue, from 1; None if it is not in it."""
        return next((place for *_, place in self._beside(citation.pk)["place"]), None)

    def following(self, citation):
        """The item behind `citation` that is free, or this person's; from the top again at the end. None: no other."""
        return next(map(_item, self._beside(citation.pk)["next"]), None)

    def after(self, citation):
        """The key of the item that follows `citation`, if that is a citation, too; see `following`."""
        return _key(self.following(citation))

    def before(self, citation):
        """The key of the item before `citation`, if that is a citation that is free, or this person's."""
        return _key(next(map(_item, self._beside(citation.pk)["before"]), None))


def _key(item):
    return item.key if item and item.kind == ItemKind.CITATION else None


def _item(row):
    key, risk, bits, kind = row
    return Item(Risk(risk), table.KINDS[kind], UUID(key), table.flags(bits)[2])


def documents_of(keys: Iterable):
    """{(content type id, object id): document} for these keys, one query for each kind of document."""
    by_type = {}
    for content_type, object_id in keys:
        by_type.setdefault(content_type, set()).add(object_id)
    found = {}
    for content_type, ids in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        for document in model._default_manager.filter(pk__in=ids):
            found[content_type, str(document.pk)] = document
    return found
