"""The library of the demonstration: its sources as rows, and what a claim cites of them."""

from django.core.exceptions import ValidationError

from references.citing import WantedCitation, WantedPassage
from references.models import Source
from references.models.passage import Basis

from .more_sources import MORE_SOURCES
from .sources import SOURCES

ALL_SOURCES = SOURCES | MORE_SOURCES


class DemoRefused(Exception):
    """Why the demonstration was not loaded, in a sentence. Nothing was written."""


def put_in(citekeys, *, by):
    """Write these sources, in the order of the files. Raises DemoRefused."""
    for citekey in (key for key in ALL_SOURCES if key in citekeys):
        about = {name: value for name, value in ALL_SOURCES[citekey].items() if name != "passages"}
        source = Source(citekey=citekey, created_by=by, **about)
        try:
            source.full_clean()
        except ValidationError as error:
            raise DemoRefused(f"The source “{citekey}” was refused: {'; '.join(error.messages)}") from error
        source.save()


def wanted_citations(about):
    """What an editor would say of each source of a claim: its stance, and the passages that it rests on."""
    return tuple(WantedCitation(c.citekey, c.stance, tuple(_passages(c))) for c in about.cites)


def _passages(cites):
    return [WantedPassage(**passage) for passage in _read_in(cites)]


def _read_in(cites):
    return [ALL_SOURCES[cites.citekey]["passages"][name] for name in cites.passages]


def what_was_read(cites):
    """What the reviewer says was read: abstract or table. Sections of a longer document are not its full text."""
    basis = {passage["basis"] for passage in _read_in(cites)}
    return basis.pop() if basis in ({Basis.ABSTRACT}, {Basis.TABLE}) else ""
