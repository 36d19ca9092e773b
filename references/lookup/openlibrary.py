"""Open Library: books by ISBN."""

from django.conf import settings

from references.formats import kinds
from references.formats.dates import date_of
from references.formats.draft import Draft
from references.formats.people import spoken

from . import client
from .errors import NotFound
from .json_values import json_object, record, rows, text

NAME = "Open Library"


def find(isbn, *, now):
    """The record of an ISBN; `read` makes Details of it. Raises NotFound, Unavailable."""
    key = f"ISBN:{isbn}"
    asked = {"bibkeys": key, "format": "json", "jscmd": "data"}
    reply = client.get(f"{settings.CATALOGUES['openlibrary']}/api/books", params=asked, now=now, name=NAME, read=_books)
    if not (found := record(reply.content.get(key))):
        raise NotFound(f"Open Library knows no book with the ISBN {isbn}.")
    return found


def _books(reply):
    books = json_object(reply)
    if reply.status != 200 or "error" in books:
        raise ValueError("This is no list of books.")
    return books


def read(book, isbn):
    """`isbn` is the one that was asked for: a book has others too, of which this is the edition."""
    draft = Draft(0)
    draft.put("csl_type", kinds.BOOK)
    draft.identifier("isbn", isbn)
    title, subtitle = text(book.get("title")), text(book.get("subtitle"))
    draft.title(f"{title}: {subtitle}" if title and subtitle else title)
    for author in rows(book.get("authors"))[:200]:
        draft.name("authors", spoken(text(author.get("name"))))
    draft.date(date_of(text(book.get("publish_date"))))
    draft.text("publisher", text(record((rows(book.get("publishers")) or [{}])[0]).get("name")))
    draft.text("publisher_place", text(record((rows(book.get("publish_places")) or [{}])[0]).get("name")))
    draft.text("edition", text(book.get("edition_name")))
    return draft.details()
